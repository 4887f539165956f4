'use client';

import { useCallback, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useNoticeChoice } from '@/shell/notice-choice';
import { BusyNight, isImportant } from '../utils/busy-night';
import { newsOf, type ReservationSSEEvent, showNews } from '../utils/event-notices';

/**
 * The function that tells what another person did: of those that the account wants, one notice a second at most.
 * `serverNow` is the server's time in milliseconds.
 */
export function useForeignNews(): (event: ReservationSSEEvent, serverNow: number) => void {
  const t = useTranslations('reservas.toasts');
  const { notices } = useNoticeChoice();
  const [night] = useState(() => ({
    told: new BusyNight(),
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
  }));
  useEffect(() => () => clearTimeout(night.timer), [night]);

  return useCallback(
    (event, serverNow) => {
      const news = newsOf(event, serverNow);
      if (!news || notices === 'none' || (notices === 'important' && !isImportant(news.kind))) return;
      night.told.add(news);
      const tell = () => {
        const now = performance.now();
        showNews(night.told.take(now), t);
        const wait = night.told.wait(now);
        clearTimeout(night.timer);
        if (wait !== null) night.timer = setTimeout(tell, wait);
      };
      tell();
    },
    [t, notices, night],
  );
}
