import { ChevronDown, DoorOpen, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { DoorGate } from './door-gate';

/** The gate at which this device counts; one tap changes it where there are several. Absent where the venue names none. */
export function GateButton({ gate: { gate, gates = [], lost }, onOpen }: { gate: DoorGate; onOpen: () => void }) {
  const t = useTranslations('puerta.gate');
  if (gates.length === 0) return null;
  const Icon = gate ? DoorOpen : TriangleAlert;
  const name = (
    <>
      <Icon aria-hidden size={20} className={gate ? 'shrink-0' : 'shrink-0 text-warn-text'} />
      <span className="min-w-0 truncate">{gate?.name ?? t('none')}</span>
    </>
  );
  if (gates.length === 1 && gate && lost === null)
    return (
      <p data-testid="gate" className="flex min-h-12 min-w-0 items-center gap-2 font-semibold text-base">
        {name}
      </p>
    );
  return (
    <button
      type="button"
      data-testid="gate"
      aria-label={gate ? t('change', { name: isolate(gate.name) }) : t('choose')}
      onClick={onOpen}
      className="flex min-h-12 min-w-0 max-w-64 items-center gap-2 rounded-card bg-raised px-3 font-semibold text-base ring-1 ring-line ring-inset active:bg-hover"
    >
      {name}
      <ChevronDown aria-hidden size={18} className="shrink-0 text-ink-faint" />
    </button>
  );
}

/** Says that the gate of this device went out of use, and that another has taken its place. */
export function GateLost({ gate: { gate, lost } }: { gate: DoorGate }) {
  const t = useTranslations('puerta.gate');
  return (
    <p
      role="status"
      data-testid="gate-lost"
      className={lost === null ? 'sr-only' : 'text-pretty font-semibold text-sm text-warn-text'}
    >
      {lost !== null && t(gate ? 'lostTo' : 'lost', { name: isolate(lost) })}
    </p>
  );
}
