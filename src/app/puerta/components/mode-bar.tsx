import clsx from 'clsx';
import { Minus, Plus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ScanMode } from '../flow/use-door';
import { DoorButton } from './door-button';

interface ModeBarProps {
  /** What this door may do, by its gate and its profile. */
  modes: readonly ScanMode[];
  mode: ScanMode;
  increment: number;
  onMode: (mode: ScanMode) => void;
  onIncrement: (increment: number) => void;
}

const MAX_DIRECT = 20;

/** Selects whether a scan asks how many enter, counts a fixed number at once, or counts people who leave. */
export function ModeBar({ modes, mode, increment, onMode, onIncrement }: ModeBarProps) {
  const t = useTranslations('puerta');
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="grid grid-cols-[repeat(auto-fit,minmax(5rem,1fr))] gap-1 rounded-card bg-raised p-1">
        <legend className="sr-only">{t('mode.label')}</legend>
        {modes.map((value) => (
          <button
            key={value}
            type="button"
            aria-pressed={mode === value}
            onClick={() => onMode(value)}
            className={clsx(
              'min-h-12 min-w-0 rounded-[0.8rem] px-1 font-semibold text-sm leading-tight transition-colors sm:text-base',
              mode === value ? 'bg-ink text-canvas' : 'text-ink-soft active:bg-hover',
            )}
          >
            {t(`mode.${value}`)}
          </button>
        ))}
      </fieldset>
      {mode === 'exit' && <p className="text-pretty text-ink-soft text-sm">{t('mode.exitHint')}</p>}
      {mode === 'direct' && (
        <div className="flex items-center gap-2">
          <p className="min-w-0 grow text-pretty text-ink-soft text-sm">{t('mode.directHint', { count: increment })}</p>
          <DoorButton
            aria-label={t('party.fewer')}
            disabled={increment <= 1}
            onClick={() => onIncrement(increment - 1)}
            icon={<Minus aria-hidden size={24} />}
          />
          <output className="figures w-10 text-center text-2xl">{increment}</output>
          <DoorButton
            aria-label={t('party.more')}
            disabled={increment >= MAX_DIRECT}
            onClick={() => onIncrement(increment + 1)}
            icon={<Plus aria-hidden size={24} />}
          />
        </div>
      )}
    </div>
  );
}
