import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { ScanEntry } from '../flow/door-state';

export interface ResultText {
  /** The one word or phrase read at arm's length. */
  readonly word: string;
  readonly name: string | null;
  readonly body: string;
  /** The whole answer as one sentence, for screen readers. */
  readonly spoken: string;
}

/** The words of an answer. */
export function useResultText(entry: ScanEntry): ResultText {
  const t = useTranslations('puerta.result');
  const reasons = useTranslations('puerta.reason');
  const { result, undo } = entry;
  const { tone, reason, reservation, scanCount: inside, maxGuests: max, increment, excess } = result;
  const name = reservation?.customerName ?? null;
  if (tone === 'error') {
    const { title, body } = {
      title: reasons(`${reason ?? 'ERROR'}.title`),
      body: reasons(`${reason ?? 'ERROR'}.body`),
    };
    return { word: t('error'), name: title, body, spoken: `${t('error')}. ${title}. ${body}` };
  }
  const everyoneWasIn = inside - increment >= max;
  const word =
    undo === 'done'
      ? t('undoneWord')
      : tone === 'ok'
        ? t('ok')
        : tone === 'replayed'
          ? t('replayed')
          : everyoneWasIn
            ? t('allIn')
            : t('overPlan');
  const said =
    tone === 'ok'
      ? t('okBody', { count: increment })
      : tone === 'replayed'
        ? t('replayedBody')
        : t('overBody', { count: excess });
  const body =
    undo === 'done'
      ? t('undone', { inside, max })
      : undo === 'failed'
        ? t('undoFailed')
        : undo === 'forbidden'
          ? t('undoForbidden')
          : said;
  return {
    word,
    name,
    body,
    spoken: [word, name && isolate(name), t('count', { inside, max }), body].filter(Boolean).join('. '),
  };
}
