import { History, Search } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { PendingCount } from '@/modules/attendance/client/count-queue';
import { DoorButton } from './door-button';
import { type DoorMode, ModeBar } from './mode-bar';

interface DoorPanelProps {
  mode: DoorMode;
  increment: number;
  onMode: (mode: DoorMode) => void;
  onIncrement: (increment: number) => void;
  /** Counts that wait for their answer. */
  pending: readonly PendingCount[];
  onShowPending: () => void;
  onFind: () => void;
  onRecent: () => void;
}

/** Under the thumb: how a scan counts, and the ways in without a camera. */
export function DoorPanel(props: DoorPanelProps) {
  const t = useTranslations('puerta');
  const { mode, increment, onMode, onIncrement, pending, onShowPending, onFind, onRecent } = props;
  const own = pending.filter((waiting) => waiting.own).length;
  const others = pending.length - own;
  return (
    <div className="flex flex-col gap-3">
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
      <ModeBar mode={mode} increment={increment} onMode={onMode} onIncrement={onIncrement} />
      <div className="flex gap-3">
        <DoorButton onClick={onFind} icon={<Search aria-hidden size={24} />} className="min-h-16 grow text-lg">
          {t('find.open')}
        </DoorButton>
        <DoorButton
          aria-label={t('recent.title')}
          onClick={onRecent}
          icon={<History aria-hidden size={26} />}
          className="min-h-16 min-w-16 lg:hidden"
        />
      </div>
    </div>
  );
}
