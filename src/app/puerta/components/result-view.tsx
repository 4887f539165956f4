import { ArrowRight, Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { DoorResult } from '../flow/door-outcome';
import type { ScanEntry } from '../flow/door-state';
import { DoorButton } from './door-button';
import { ResultMark } from './result-mark';
import { useResultText } from './use-result-text';

const focus = (button: HTMLButtonElement | null) => button?.focus();

interface ResultViewProps {
  entry: ScanEntry;
  onNext: () => void;
  onUndo: (entry: ScanEntry) => void;
}

/** The answer, over everything: colour, shape, word and figure say the same. Its button covers the screen, so that any tap clears it. */
export function ResultView({ entry, onNext, onUndo }: ResultViewProps) {
  const { result } = entry;
  const t = useTranslations('puerta.result');
  const text = useResultText(entry);
  const isUndone = entry.undo === 'done';
  return (
    <section
      data-testid="scan-result"
      data-result={isUndone ? 'undone' : result.tone}
      data-reason={result.reason ?? undefined}
      aria-label={text.word}
      className="door-answer fixed inset-0 z-40 flex flex-col overflow-y-auto px-5 pt-[max(1.25rem,env(safe-area-inset-top))] pb-[max(1.25rem,env(safe-area-inset-bottom))]"
    >
      <div className="m-auto flex w-full max-w-6xl flex-col items-center gap-5 py-4 text-center landscape:flex-row landscape:justify-center landscape:gap-12 landscape:text-left">
        <ResultMark tone={isUndone ? 'replayed' : result.tone} />
        <div className="flex min-w-0 flex-col items-center gap-3 landscape:items-start">
          <h2
            className={`door-word ${text.word.length > 12 ? 'text-[clamp(2.25rem,10.5vw,5rem)]' : 'text-[clamp(2.5rem,12.5vw,7rem)]'}`}
          >
            {text.word}
          </h2>
          <ResultFigure result={result} />
          {text.name && <p className="max-w-full break-words font-semibold text-2xl md:text-3xl">{text.name}</p>}
          <p className="max-w-md text-pretty font-medium text-lg md:text-xl">{text.body}</p>
        </div>
      </div>
      <div className="mx-auto flex w-full max-w-2xl shrink-0 gap-3">
        {result.nonce && entry.undo !== 'done' && entry.undo !== 'none' && (
          <DoorButton
            look="answer"
            disabled={entry.undo === 'working'}
            onClick={() => onUndo(entry)}
            icon={<Undo2 aria-hidden size={24} />}
            className="relative z-10 min-h-18 text-lg"
          >
            {t('undo')}
          </DoorButton>
        )}
        <DoorButton
          key={entry.id}
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

function ResultFigure({ result }: { result: DoorResult }) {
  const t = useTranslations('puerta.result');
  if (result.tone === 'error') return null;
  return (
    <p className="figures flex flex-wrap items-baseline justify-center gap-x-4 text-[clamp(3.5rem,19vw,7rem)] landscape:text-[clamp(3rem,9vw,7rem)] leading-none">
      {t('count', { inside: result.scanCount, max: result.maxGuests })}
      {result.excess > 0 && (
        <span className="rounded-control border-4 border-current px-2 text-[0.6em] leading-tight">
          {t('excess', { count: result.excess })}
        </span>
      )}
    </p>
  );
}
