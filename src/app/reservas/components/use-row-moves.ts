'use client';
import { type LucideIcon, Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { allowedMoves, canUndoCheckIn } from '@/modules/reservations/rules';
import { nightBetween } from '@/modules/venues/business-day';
import type { Reservation } from '@/realtime/protocol/reservation';
import { STATUS_ICONS } from './status-pill';
import { useVenueScreen } from './venue-context';

interface RowMove {
  readonly key: string;
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly run: () => void;
}

/** The moves of a row that its status, its night and the role allow, for a menu or a row of buttons. */
export function useRowMoves(): (row: Reservation) => readonly RowMove[] {
  const t = useTranslations('reservas.move');
  const { actions, role, today } = useVenueScreen();
  return (row) => {
    const night = nightBetween(row.businessDay, today);
    const moves: RowMove[] = allowedMoves(row, role, night).map((status) => ({
      key: status,
      label: t(status),
      Icon: STATUS_ICONS[status],
      run: () => void actions.move(row, { status }),
    }));
    if (!canUndoCheckIn(row, role, night)) return moves;
    const undo = { key: 'undo', label: t('undo'), Icon: Undo2, run: () => void actions.move(row, { undo: true }) };
    return [undo, ...moves];
  };
}
