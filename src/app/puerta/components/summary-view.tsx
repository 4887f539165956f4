import { useTranslations } from 'use-intl';
import type { Reservation } from '@/modules/reservations/wire';
import { type ScanEntry, worstOf } from '../flow/door-state';
import { AnswerScreen, AnswerText } from './answer-screen';
import { RecentList } from './recent-list';

interface SummaryViewProps {
  /** At least one. */
  entries: readonly ScanEntry[];
  reservations: readonly Reservation[];
  onNext: () => void;
  onUndo: (entry: ScanEntry) => void;
}

/** What became of the counts that waited for a network, as one screen: the refused ones first. */
export function SummaryView({ entries, reservations, onNext, onUndo }: SummaryViewProps) {
  const t = useTranslations('puerta.summary');
  const refused = entries.filter(({ result }) => result.tone === 'error');
  const others = entries.filter(({ result }) => result.tone !== 'error');
  return (
    <AnswerScreen
      testId="sent-summary"
      tone={worstOf(entries)}
      word={t('word', { count: entries.length })}
      name={summaryText(t, entries)}
      of="summary"
      onNext={onNext}
    >
      {refused.length > 0 && <AnswerText>{t('checkRefused')}</AnswerText>}
      <div className="relative z-10 max-h-[40vh] w-[min(30rem,88vw)] overflow-y-auto text-left">
        <RecentList entries={[...refused, ...others]} reservations={reservations} onUndo={onUndo} />
      </div>
    </AnswerScreen>
  );
}

/** "2 counted, 1 refused". */
export function summaryText(
  t: ReturnType<typeof useTranslations<'puerta.summary'>>,
  entries: readonly ScanEntry[],
): string {
  const refused = entries.filter(({ result }) => result.tone === 'error').length;
  const counted = entries.length - refused;
  return [counted > 0 && t('counted', { count: counted }), refused > 0 && t('refused', { count: refused })]
    .filter(Boolean)
    .join(', ');
}
