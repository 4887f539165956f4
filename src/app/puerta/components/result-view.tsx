import { Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Tags } from '@/app/reservas/components/tags';
import type { ScanEntry } from '../flow/door-state';
import { AnswerButton, AnswerScreen, AnswerText } from './answer-screen';
import { ByPhone } from './by-phone';
import { useResultText } from './use-result-text';

interface ResultViewProps {
  entry: ScanEntry;
  timeZone: string;
  onNext: () => void;
  onUndo: (entry: ScanEntry) => void;
}

/** The answer to one scan or count: the server's, or the phone's own. */
export function ResultView({ entry, timeZone, onNext, onUndo }: ResultViewProps) {
  const { result, undo } = entry;
  const t = useTranslations('puerta.result');
  const text = useResultText(entry, timeZone);
  const canUndo = result.nonce !== null && result.reservation !== null && undo !== 'done' && undo !== 'none';
  return (
    <AnswerScreen
      testId="scan-result"
      tone={undo === 'done' ? 'undone' : result.tone}
      reason={result.reason ?? undefined}
      word={text.word}
      name={text.name}
      of={entry.id}
      onNext={onNext}
      figure={
        result.tone !== 'error' &&
        result.maxGuests > 0 && (
          <>
            {t('count', { inside: result.scanCount, max: result.maxGuests })}
            {result.excess > 0 && (
              <span className="rounded-control border-4 border-current px-2 text-[0.6em] leading-tight">
                {t('excess', { count: result.excess })}
              </span>
            )}
          </>
        )
      }
      other={
        canUndo && (
          <AnswerButton
            disabled={undo === 'working'}
            onClick={() => onUndo(entry)}
            icon={<Undo2 aria-hidden size={24} />}
          >
            {t('undo')}
          </AnswerButton>
        )
      }
    >
      {result.tone !== 'error' && (
        <Tags
          tags={result.reservation?.tags ?? null}
          look="answer"
          className="justify-center landscape:justify-start"
        />
      )}
      {text.party && <p className="font-semibold text-xl md:text-2xl">{text.party}</p>}
      <AnswerText>{text.body}</AnswerText>
      {result.byPhone && <ByPhone />}
    </AnswerScreen>
  );
}
