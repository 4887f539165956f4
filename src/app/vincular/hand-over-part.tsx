import { CheckCircle2, CloudOff, Hourglass, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { handOver } from '@/app/live/hand-over';
import { nameVersion } from '@/app/live/phone-state';
import { sendCount } from '@/modules/attendance/client/send-count';
import {
  useCounts,
  useDeliveryRefusal,
  usePendingCounts,
  useUnsavedCounts,
} from '@/modules/attendance/client/use-counts';
import { Banner } from '@/ui/banner';
import { useOnline } from '@/ui/use-online';

export interface HandOverProps {
  /** Of the application that made this page. */
  version: string;
}

/** No account: the phone asks for nothing, and hands over what anybody has counted on it. */
const NOBODY = '';

/** Hands over what a phone has counted before its access ended, and says how far that is. Nothing where nothing waits. */
export function HandOverPart({ version }: HandOverProps) {
  const t = useTranslations('people.pair.handOver');
  const online = useOnline();
  const [taken, setTaken] = useState(0);
  useEffect(() => nameVersion(version), [version]);
  const queue = useCounts({
    ...{ accountId: NOBODY, send: sendCount, sync: handOver },
    onAnswer: () => setTaken((before) => before + 1),
  });
  const left = usePendingCounts(queue).length;
  const refusal = useDeliveryRefusal(queue);
  useUnsavedCounts();
  if (left + taken === 0) return null;
  if (left === 0)
    return (
      <Banner tone="ok" icon={<CheckCircle2 size={18} />}>
        <span data-testid="handed-over">{t('done', { count: taken })}</span>
      </Banner>
    );
  if (refusal !== null)
    return (
      <Banner role="alert" tone="bad" icon={<TriangleAlert size={18} />}>
        {t('refused', { count: left })}
      </Banner>
    );
  return (
    <Banner tone="warn" icon={online ? <Hourglass size={18} /> : <CloudOff size={18} />}>
      <span data-testid="handing-over">
        {online ? t('working', { taken, total: left + taken }) : t('offline', { count: left })}
      </span>
    </Banner>
  );
}
