import { Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useErrorText } from '@/shell/use-error-text';
import { AnswerButton, AnswerScreen, AnswerText } from '../components/answer-screen';
import { WaitView } from '../components/wait-view';
import type { Counter } from '../counter/counter-of-door';
import { type CounterEntry, isOpen } from '../counter/counts';
import { reasonOf } from '../flow/door-outcome';

interface ExitViewProps {
  entry: CounterEntry;
  counter: Counter;
  onNext: () => void;
}

/** What became of people who left by their pass, over the whole screen. */
export function ExitView({ entry, counter, onNext }: ExitViewProps) {
  const t = useTranslations('puerta.exit');
  const result = useTranslations('puerta.result');
  const reasons = useTranslations('puerta.reason');
  const errorText = useErrorText();
  const { nonce, intent, state, undo, refusal } = entry;
  const { delta, label = null } = intent;
  if (isOpen(entry))
    return (
      <WaitView
        kind="counting"
        waiting={state === 'waiting'}
        people={delta}
        name={label}
        onDiscard={null}
        onGoOn={onNext}
      />
    );
  if (state === 'refused' && refusal) {
    const reason = reasonOf({ ...refusal.error.problem, code: refusal.code });
    return (
      <AnswerScreen
        testId="exit-result"
        tone="error"
        reason={reason}
        word={t('refusedWord')}
        name={label}
        of={nonce}
        onNext={onNext}
      >
        <p className="font-semibold text-xl md:text-2xl">{reasons(`${reason}.title`)}</p>
        <AnswerText>{reason === 'ERROR' ? errorText(refusal.error) : reasons(`${reason}.body`)}</AnswerText>
      </AnswerScreen>
    );
  }
  const isUndone = undo === 'done';
  const said =
    undo === 'failed'
      ? result('undoFailed')
      : undo === 'forbidden'
        ? result('undoForbidden')
        : t(state === 'held' ? 'held' : 'body', { count: delta });
  return (
    <AnswerScreen
      testId="exit-result"
      tone={isUndone ? 'undone' : 'left'}
      word={isUndone ? result('undoneWord') : t('word')}
      figure={isUndone ? undefined : t('figure', { count: delta })}
      name={label}
      of={nonce}
      onNext={onNext}
      other={
        !isUndone &&
        state === 'counted' && (
          <AnswerButton
            disabled={undo === 'working'}
            onClick={() => counter.undo(entry)}
            icon={<Undo2 aria-hidden size={24} />}
          >
            {result('undo')}
          </AnswerButton>
        )
      }
    >
      <AnswerText>{isUndone ? t('undone') : said}</AnswerText>
    </AnswerScreen>
  );
}
