import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { ResultTone } from '../flow/door-outcome';
import { DoorButton } from './door-button';
import { ResultMark } from './result-mark';

const focus = (button: HTMLButtonElement | null) => button?.focus();

interface AnswerScreenProps {
  testId: string;
  tone: ResultTone | 'undone' | 'left';
  reason?: string | undefined;
  /** The one word or phrase that is read at arm's length. */
  word: string;
  /** The large figures. */
  figure?: ReactNode;
  name: string | null;
  children: ReactNode;
  /** A new value moves the focus to the main button. */
  of: string;
  /** The second button. */
  other?: ReactNode;
  onNext: () => void;
}

/**
 * An answer over the whole screen: colour, shape, word and figure express the same result. Its main button covers the
 * screen, so that any tap goes on to the next guest.
 */
export function AnswerScreen(props: AnswerScreenProps) {
  const { testId, tone, reason, word, figure, name, children, of, other, onNext } = props;
  const t = useTranslations('puerta.result');
  return (
    <section
      data-testid={testId}
      data-result={tone}
      data-reason={reason}
      aria-label={word}
      className="door-answer fixed inset-0 z-40 flex flex-col overflow-y-auto px-5 pt-[max(1.25rem,env(safe-area-inset-top))] pb-[max(1.25rem,env(safe-area-inset-bottom))]"
    >
      <div className="m-auto flex w-full max-w-6xl flex-col items-center gap-5 py-4 text-center landscape:flex-row landscape:justify-center landscape:gap-12 landscape:text-left">
        <ResultMark tone={tone} />
        <div className="flex min-w-0 flex-col items-center gap-3 landscape:items-start">
          <h2
            className={`door-word ${word.length > 12 ? 'text-[clamp(2.25rem,10.5vw,5rem)]' : 'text-[clamp(2.5rem,12.5vw,7rem)]'}`}
          >
            {word}
          </h2>
          {figure && (
            <p className="figures flex flex-wrap items-baseline justify-center gap-x-4 text-[clamp(3.5rem,19vw,7rem)] leading-none landscape:text-[clamp(3rem,9vw,7rem)]">
              {figure}
            </p>
          )}
          {name && <p className="max-w-full break-words font-semibold text-2xl md:text-3xl">{name}</p>}
          {children}
        </div>
      </div>
      <div className="mx-auto flex w-full max-w-2xl shrink-0 flex-wrap gap-3">
        {other}
        <DoorButton
          key={of}
          ref={focus}
          look="answer"
          onClick={onNext}
          className="min-h-18 grow text-xl after:absolute after:inset-0 after:content-['']"
        >
          {t('next')}
          <ArrowRight aria-hidden size={26} />
        </DoorButton>
      </div>
    </section>
  );
}

/** A sentence of an answer. */
export function AnswerText({ children }: { children: ReactNode }) {
  return <p className="max-w-md text-pretty font-medium text-lg md:text-xl">{children}</p>;
}

/** The second button of an answer, above the main one's area. */
export function AnswerButton(props: { icon?: ReactNode; disabled?: boolean; onClick: () => void; children: string }) {
  return <DoorButton {...props} look="answer" className="relative z-10 min-h-18 grow text-lg sm:grow-0" />;
}
