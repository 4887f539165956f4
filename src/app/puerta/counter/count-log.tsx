import { Ban, Check, CloudOff, LoaderCircle, TriangleAlert, Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { localTimeOf } from '@/modules/venues/business-day';
import { useErrorText } from '@/shell/use-error-text';
import { type CounterEntry, isOpen } from './counts';

const MARKS = { sending: LoaderCircle, waiting: CloudOff, counted: Check, refused: Ban, held: TriangleAlert } as const;

interface CountLogProps {
  counts: readonly CounterEntry[];
  timeZone: string;
  onUndo: (entry: CounterEntry) => void;
}

/** The last counts of this device: what was sent, what waits and what was refused, each with a way back. */
export function CountLog({ counts, timeZone, onUndo }: CountLogProps) {
  const t = useTranslations('puerta.counter');
  return (
    <section aria-label={t('last')}>
      <h3 className="mb-1 font-semibold text-base text-ink-soft">{t('last')}</h3>
      {counts.length === 0 ? (
        <p className="min-h-14 py-2 text-ink-soft">{t('empty')}</p>
      ) : (
        <ul data-testid="counts" className="flex max-h-64 flex-col divide-y divide-line overflow-y-auto">
          {counts.map((entry) => (
            <CountLine key={entry.nonce} entry={entry} timeZone={timeZone} onUndo={onUndo} />
          ))}
        </ul>
      )}
    </section>
  );
}

function CountLine({ entry, timeZone, onUndo }: Omit<CountLogProps, 'counts'> & { entry: CounterEntry }) {
  const t = useTranslations('puerta.counter');
  const errorText = useRefusalText();
  const { intent, state, undo, occurredAt } = entry;
  const { target, flow, delta, label } = intent;
  const Mark = MARKS[state];
  const isUndone = undo === 'done';
  const signed = (flow === 'IN' ? 1 : -1) * delta;
  const figure = t(signed > 0 ? 'plus' : 'minus', { count: Math.abs(signed) });
  const who = label ?? ('category' in target ? target.category : null);
  const what = flow === 'OUT' ? t('left') : delta > 0 ? t('entered') : t('corrected');
  const said = isUndone
    ? t('undone')
    : undo === 'failed' || undo === 'forbidden' || undo === 'working'
      ? t(`undo.${undo}`)
      : state === 'refused'
        ? errorText(entry)
        : t(`state.${state}`);
  const isBad = state === 'refused' || undo === 'failed' || undo === 'forbidden';
  return (
    <li data-testid="count" data-state={state} className="flex min-h-16 items-center gap-3 py-1.5">
      <Mark
        aria-hidden
        size={22}
        className={`shrink-0 ${state === 'sending' ? 'animate-spin' : ''} ${isBad ? 'text-bad-text' : 'text-ink-soft'}`}
      />
      <span className={`figures w-12 shrink-0 text-right text-xl ${isUndone ? 'line-through opacity-70' : ''}`}>
        {figure}
      </span>
      <span className="min-w-0 grow">
        <span className="block truncate font-semibold">{[what, who].filter(Boolean).join(' · ')}</span>
        <span className={`block text-pretty text-sm ${isBad ? 'text-bad-text' : 'text-ink-soft'}`}>
          {said} · {localTimeOf(occurredAt, timeZone)}
        </span>
      </span>
      {(state === 'counted' || isOpen(entry)) && !isUndone && (
        <button
          type="button"
          aria-label={t('undoNamed', { what: figure })}
          disabled={undo === 'working'}
          onClick={() => onUndo(entry)}
          className="grid size-14 shrink-0 place-items-center rounded-card ring-1 ring-line-strong ring-inset active:bg-hover disabled:opacity-45"
        >
          <Undo2 aria-hidden size={22} />
        </button>
      )}
    </li>
  );
}

/** Why a count was refused, in the words of the door. */
function useRefusalText(): (entry: CounterEntry) => string {
  const t = useTranslations('puerta.counter');
  const errorText = useErrorText();
  return ({ refusal }) => {
    switch (refusal?.code) {
      case 'VENUE_FULL':
        return t('refused.full');
      case 'COUNT_BELOW_ZERO':
        return t('refused.below');
      case 'FORBIDDEN':
        return t('refused.forbidden');
      default:
        return refusal ? errorText(refusal.error) : '';
    }
  };
}
