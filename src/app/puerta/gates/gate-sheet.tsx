import { ArrowLeftRight, Check, LogIn, LogOut } from 'lucide-react';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Gate } from '@/modules/gates/wire';
import { Sheet } from '@/ui/sheet';
import { Caution } from '../components/caution';
import type { DoorGate } from './door-gate';

const WAYS = { IN: LogIn, OUT: LogOut, BOTH: ArrowLeftRight } as const;

interface GateSheetProps {
  gate: DoorGate;
  onClose: () => void;
}

/** Where this device counts: asked once, remembered by the device. */
export function GateSheet({ gate: { gate, gates = [], lost, choose }, onClose }: GateSheetProps) {
  const t = useTranslations('puerta.gate');
  const first = useRef<HTMLButtonElement>(null);
  const take = (chosen: Gate) => {
    choose(chosen);
    onClose();
  };
  return (
    <Sheet
      open
      placement="side"
      title={t('title')}
      description={<span className="text-base">{t('lead')}</span>}
      initialFocus={first}
      onOpenChange={(opened) => !opened && onClose()}
    >
      <div className="flex flex-col gap-4" data-testid="gate-sheet">
        {lost !== null && <Caution>{t('lost', { name: isolate(lost) })}</Caution>}
        <ul className="flex flex-col gap-2">
          {gates.map((each, place) => {
            const Way = WAYS[each.direction];
            const isChosen = each.id === gate?.id;
            return (
              <li key={each.id}>
                <button
                  ref={place === 0 ? first : undefined}
                  type="button"
                  aria-pressed={isChosen}
                  onClick={() => take(each)}
                  className="flex min-h-16 w-full items-center gap-4 rounded-card bg-surface px-4 py-2 text-left ring-1 ring-line-strong ring-inset active:bg-hover aria-pressed:ring-2 aria-pressed:ring-accent"
                >
                  <Way aria-hidden size={24} className="shrink-0 text-ink-soft" />
                  <span className="min-w-0 grow">
                    <span className="block truncate font-semibold text-lg">{each.name}</span>
                    <span className="block text-ink-soft text-sm">{t(`ways.${each.direction}`)}</span>
                  </span>
                  {isChosen && <Check aria-hidden size={24} className="shrink-0 text-accent-text" />}
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </Sheet>
  );
}
