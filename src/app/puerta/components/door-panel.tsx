import clsx from 'clsx';
import { History, Search, UserRoundPlus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { PendingCount } from '@/modules/attendance/client/count-queue';
import type { ScanMode } from '../flow/use-door';
import { DoorButton } from './door-button';
import { ModeBar } from './mode-bar';

interface DoorPanelProps {
  modes: readonly ScanMode[];
  mode: ScanMode;
  increment: number;
  onMode: (mode: ScanMode) => void;
  onIncrement: (increment: number) => void;
  /** The counts that wait for their answer. */
  pending: readonly PendingCount[];
  onShowPending: () => void;
  /** Null at a door at which nobody comes in, and for a phone that does not have the list. */
  onFind: (() => void) | null;
  /** Null for a phone that counts passes alone. */
  onCounter: (() => void) | null;
  onRecent: () => void;
}

/** The controls within reach of the thumb: how a scan counts, and the ways to admit guests without a camera. */
export function DoorPanel(props: DoorPanelProps) {
  const t = useTranslations('puerta');
  const { modes, mode, increment, onMode, onIncrement, pending, onShowPending, onFind, onCounter, onRecent } = props;
  const own = pending.filter((waiting) => waiting.own).length;
  const others = pending.length - own;
  return (
    <div className="-m-1 flex min-h-0 flex-col gap-3 overflow-y-auto p-1 [grid-area:panel]">
      {pending.length > 0 && (
        <button
          type="button"
          data-testid="pending-strip"
          onClick={onShowPending}
          className="door-answer flex min-h-14 items-center justify-center gap-3 rounded-card px-4 font-semibold"
          data-result="warning"
        >
          <span aria-hidden className="size-3 animate-shimmer rounded-full bg-current" />
          <span className="py-1.5">
            {own > 0 && <span className="block">{t('wait.strip', { count: own })}</span>}
            {others > 0 && <span className="block text-sm">{t('wait.stripOthers', { count: others })}</span>}
          </span>
        </button>
      )}
      <ModeBar modes={modes} mode={mode} increment={increment} onMode={onMode} onIncrement={onIncrement} />
      <div className="flex flex-wrap gap-2 lg:gap-3">
        {onFind && (
          <DoorButton
            onClick={onFind}
            icon={<Search aria-hidden size={24} className="shrink-0 max-[21rem]:hidden landscape:max-lg:hidden" />}
            className="min-h-16 min-w-0 grow basis-24 px-2 text-base leading-tight lg:text-lg"
          >
            <span className="min-w-0 break-words">{t('find.open')}</span>
          </DoorButton>
        )}
        {onCounter && (
          <DoorButton
            onClick={onCounter}
            icon={<UserRoundPlus aria-hidden size={24} className="shrink-0 max-[21rem]:hidden" />}
            className={clsx('min-h-16 px-3 text-base lg:text-lg', !onFind && 'grow')}
          >
            {t('counter.open')}
          </DoorButton>
        )}
        <DoorButton
          aria-label={t('recent.title')}
          onClick={onRecent}
          icon={<History aria-hidden size={26} />}
          className="door-recent-button min-h-16 min-w-16"
        />
      </div>
    </div>
  );
}
