'use client';
import { Armchair, LogOut, Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { canSit, canUndoSitting, hasSatDown } from '@/modules/reservations/rules';
import type { Reservation } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';
import { usePlan } from './plan-context';

interface SittingButtonProps {
  row: Reservation;
  /** In a list: only what comes next, and its name says whose it is. */
  isShort?: boolean;
}

/** The party sits down, or leaves: what comes next for it tonight, and what takes the last of them back. */
export function SittingButton({ row, isShort = false }: SittingButtonProps) {
  const t = useTranslations('plan');
  const { isTonight, mayMove, moves } = usePlan();
  if (!isTonight || !mayMove) return null;
  const next = hasSatDown(row) ? ('leave' as const) : canSit(row) ? ('seat' as const) : null;
  const Icon = next === 'leave' ? LogOut : Armchair;
  const label = next && t(`actions.${next}`);
  return (
    <>
      {next && (
        <Button
          variant={next === 'seat' && !isShort ? 'primary' : 'secondary'}
          icon={<Icon aria-hidden size={18} />}
          disabled={moves.isBusy}
          aria-label={isShort ? t(`actionsOf.${next}`, { name: isolate(row.customerName) }) : undefined}
          onClick={() => void moves.sit(row, next)}
        >
          {label}
        </Button>
      )}
      {!isShort && canUndoSitting(row) && (
        <Button
          variant="quiet"
          icon={<Undo2 aria-hidden size={18} />}
          disabled={moves.isBusy}
          onClick={() => void moves.sit(row, 'undo')}
        >
          {t(row.leftAt === null ? 'actions.undoSeat' : 'actions.undoLeave')}
        </Button>
      )}
    </>
  );
}
