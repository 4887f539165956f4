'use client';
import { type LucideIcon, Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { allowedMoves, canUndoCheckIn } from '@/modules/reservations/rules';
import type { Reservation, ReservationStatus } from '@/modules/reservations/wire';
import { nightBetween } from '@/modules/venues/business-day';
import { STATUS_ICONS } from './status-pill';
import { useVenueScreen } from './venue-context';

interface RowMove {
  readonly key: string;
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly run: () => void;
}

/** People are counted in, which also sets this status: a status without its people would be untrue. */
const COUNTED = 'CHECKED_IN';

/**
 * The moves of a row that its status, its night and the role allow, for a menu or a row of buttons. A cancellation asks
 * for its reason, and an opening of a cancelled reservation, which replaces its pass for good, asks first.
 */
export function useRowMoves(): (row: Reservation) => readonly RowMove[] {
  const t = useTranslations('reservas.move');
  const { actions, open, role, today } = useVenueScreen();
  return (row) => {
    const night = nightBetween(row.businessDay, today);
    const runOf = (status: ReservationStatus) => () => {
      if (status === 'CANCELLED') return open({ kind: 'cancel', id: row.id });
      if (row.status === 'CANCELLED') return open({ kind: 'reopen', id: row.id });
      void actions.move(row, { status });
    };
    const moves: RowMove[] = allowedMoves(row, role, night).flatMap((status) =>
      status === COUNTED ? [] : { key: status, label: t(status), Icon: STATUS_ICONS[status], run: runOf(status) },
    );
    if (!canUndoCheckIn(row, role, night)) return moves;
    const undo = { key: 'undo', label: t('undo'), Icon: Undo2, run: () => void actions.move(row, { undo: true }) };
    return [undo, ...moves];
  };
}
