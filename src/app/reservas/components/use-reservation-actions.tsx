'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { ReservationAnswer } from '@/modules/reservations/answers';
import type { Move } from '@/modules/reservations/client/reservas-api';
import { ApiError } from '@/platform/browser/http';
import { type Reservation, ReservationStatus } from '@/realtime/protocol/reservation';
import { useErrorText } from '@/shell/use-error-text';
import { toast } from '@/ui/toast';
import type { UseReservasOptimizedResult } from '../types/reservas-hook';
import type { OpenDialog } from './open-dialog';

/** What names a party in the words about it. */
export type Counted = Pick<Reservation, 'id' | 'customerName'>;

type Writes = Pick<UseReservasOptimizedResult, 'undoAttendance' | 'changeStatus' | 'deleteReserva' | 'restoreReserva'>;

/**
 * What a person does to one reservation. Each tells its outcome in a toast and never throws; true when it was done. What a night
 * that is over needs a reason for is asked in a dialog, which does it.
 */
export interface ReservationActions {
  undo(row: Counted, nonce: string): Promise<boolean>;
  move(row: Reservation, move: Move): Promise<boolean>;
  remove(row: Reservation): Promise<boolean>;
  restore(row: Counted): Promise<boolean>;
}

/** The server does it only with a reason. */
export function needsReason(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'NIGHT_CLOSED' && error.problem.needs === 'reason';
}

export function useReservationActions(writes: Writes, open: (dialog: OpenDialog) => void): ReservationActions {
  const t = useTranslations('reservas');
  const errorText = useErrorText();
  const { mutateAsync: undo } = writes.undoAttendance;
  const { mutateAsync: changeStatus } = writes.changeStatus;
  const { mutateAsync: remove } = writes.deleteReserva;
  const { mutateAsync: restore } = writes.restoreReserva;

  return useMemo(() => {
    /** A paused write would wait unseen: without a network it fails at once, in words. */
    async function attempt(
      party: string,
      work: (reason?: string) => Promise<unknown>,
      reason?: string,
    ): Promise<boolean> {
      if (!navigator.onLine) {
        toast.error(t('toast.offline'));
        return false;
      }
      try {
        await work(reason);
        return true;
      } catch (error) {
        if (reason === undefined && needsReason(error)) {
          open({ kind: 'correct', party, send: (given) => attempt(party, work, given) });
        } else toast.error(errorText(error));
        return false;
      }
    }

    /** The guest's pass opens nothing any more: somebody must send the new one. */
    function tellPass({ reservation: { id, customerName }, passReplaced }: ReservationAnswer): void {
      if (!passReplaced) return;
      toast.warning(t('toast.passReplaced', { name: isolate(customerName) }), {
        description: t('toast.passReplacedBody'),
        duration: 20_000,
        action: { label: t('row.qrShort'), onClick: () => open({ kind: 'qr', id }) },
      });
    }

    const actions: ReservationActions = {
      undo: (row, nonce) =>
        attempt(row.customerName, async (reason) => {
          const { scanCount, maxGuests } = await undo({ id: row.id, nonce, reason });
          toast.success(t('toast.undone', { name: isolate(row.customerName), inside: scanCount, planned: maxGuests }), {
            id: `count-${row.id}`,
          });
        }),
      move: (row, move) =>
        attempt(row.customerName, async (reason) => {
          const answer = await changeStatus({ id: row.id, move, version: row.version, reason });
          const status = ReservationStatus.safeParse(answer.reservation.status).data ?? 'unknown';
          toast.success(t('toast.moved', { name: isolate(row.customerName), status: t(`status.${status}`) }));
          tellPass(answer);
        }),
      remove: (row) =>
        attempt(row.customerName, async (reason) => {
          await remove({ id: row.id, reason });
          toast.success(t('toast.deleted', { name: isolate(row.customerName) }), {
            duration: 10_000,
            action: { label: t('undo'), onClick: () => void actions.restore(row) },
          });
        }),
      restore: (row) =>
        attempt(row.customerName, async (reason) => {
          const answer = await restore({ id: row.id, reason });
          toast.success(t('toast.restored', { name: isolate(answer.reservation.customerName) }));
          tellPass(answer);
        }),
    };
    return actions;
  }, [t, errorText, open, undo, changeStatus, remove, restore]);
}
