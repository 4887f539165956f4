'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { ReservationAnswer } from '@/modules/reservations/answers';
import type { Move } from '@/modules/reservations/client/reservas-api';
import { type Reservation, ReservationStatus } from '@/modules/reservations/wire';
import { ApiError } from '@/platform/browser/http';
import { useErrorText } from '@/shell/use-error-text';
import { toast } from '@/ui/toast';
import type { UseReservasOptimizedResult } from '../types/reservas-hook';
import type { OpenDialog } from './open-dialog';

/** The data that identifies a party in messages about it. */
export type Counted = Pick<Reservation, 'id' | 'customerName'>;

type Writes = Pick<
  UseReservasOptimizedResult,
  | 'undoAttendance'
  | 'changeStatus'
  | 'undoStatus'
  | 'updateReserva'
  | 'deleteReserva'
  | 'restoreReserva'
  | 'admitWalkIn'
>;

/**
 * The user's actions on one reservation. Each shows its result in a toast and never throws; it returns true when the
 * action was done. When a night that is over requires a reason, a dialog asks for it and performs the action. The notice
 * of a change of status, or of a deletion, has a button that takes it back.
 */
export interface ReservationActions {
  undo(row: Counted, nonce: string): Promise<boolean>;
  /** `reason`: why a reservation is cancelled. */
  move(row: Reservation, move: Move, reason?: string): Promise<boolean>;
  /** Sets how many people are planned. */
  resizeParty(row: Reservation, guestCount: number): Promise<boolean>;
  remove(row: Reservation): Promise<boolean>;
  restore(row: Counted): Promise<boolean>;
  /** Admits a party without a reservation; the notice takes it back whole. A repeated `nonce` admits nobody twice. */
  walkIn(guestCount: number, nonce: string): Promise<boolean>;
}

/** Whether the server requires a reason. */
export function needsReason(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'NIGHT_CLOSED' && error.problem.needs === 'reason';
}

export function useReservationActions(writes: Writes, open: (dialog: OpenDialog) => void): ReservationActions {
  const t = useTranslations('reservas');
  const errorText = useErrorText();
  const { mutateAsync: undo } = writes.undoAttendance;
  const { mutateAsync: changeStatus } = writes.changeStatus;
  const { mutateAsync: undoStatus } = writes.undoStatus;
  const { mutateAsync: update } = writes.updateReserva;
  const { mutateAsync: remove } = writes.deleteReserva;
  const { mutateAsync: restore } = writes.restoreReserva;
  const { mutateAsync: admitWalkIn } = writes.admitWalkIn;

  return useMemo(() => {
    /** A paused write would wait without any sign: without a network it fails at once, with a message. */
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

    /** The guest's pass no longer opens anything: the user must send the new one. */
    function reportPass({ reservation: { id, customerName }, passReplaced }: ReservationAnswer): void {
      if (!passReplaced) return;
      toast.warning(t('toast.passReplaced', { name: isolate(customerName) }), {
        description: t('toast.passReplacedBody'),
        duration: 20_000,
        action: { label: t('row.qrShort'), onClick: () => open({ kind: 'qr', id }) },
      });
    }

    const wordsOf = ({ reservation: { customerName, status } }: ReservationAnswer) => ({
      name: isolate(customerName),
      status: t(`status.${ReservationStatus.safeParse(status).data ?? 'unknown'}`),
    });

    /** Takes back the change of status that made `version`. */
    const undoMove = ({ id, customerName }: Counted, version: number) =>
      attempt(customerName, async (reason) => {
        const answer = await undoStatus({ id, version, reason });
        toast.success(t('toast.moveUndone', wordsOf(answer)), { id: `status-${id}`, action: undefined });
      });

    const actions: ReservationActions = {
      undo: (row, nonce) =>
        attempt(row.customerName, async (reason) => {
          const { scanCount, maxGuests } = await undo({ id: row.id, nonce, reason });
          toast.success(t('toast.undone', { name: isolate(row.customerName), inside: scanCount, planned: maxGuests }), {
            id: `count-${row.id}`,
          });
        }),
      move: (row, move, given) =>
        attempt(
          row.customerName,
          async (reason) => {
            const answer = await changeStatus({ id: row.id, move, version: row.version, reason });
            const { version } = answer.reservation;
            toast.success(t('toast.moved', wordsOf(answer)), {
              id: `status-${row.id}`,
              action:
                version === row.version ? undefined : { label: t('undo'), onClick: () => void undoMove(row, version) },
            });
            reportPass(answer);
          },
          given,
        ),
      resizeParty: (row, guestCount) =>
        attempt(row.customerName, async (reason) => {
          const { id, version } = row;
          const { reservation } = await update({ id, version, changes: { guestCount }, reason });
          toast.success(t('toast.resized', { name: isolate(row.customerName), count: guestCount }), {
            id: `size-${id}`,
            action: { label: t('undo'), onClick: () => void actions.resizeParty(reservation, row.guestCount) },
          });
        }),
      remove: (row) =>
        attempt(row.customerName, async (reason) => {
          await remove({ id: row.id, reason });
          toast.success(t('toast.deleted', { name: isolate(row.customerName) }), {
            action: { label: t('undo'), onClick: () => void actions.restore(row) },
          });
        }),
      restore: (row) =>
        attempt(row.customerName, async (reason) => {
          const answer = await restore({ id: row.id, reason });
          toast.success(t('toast.restored', { name: isolate(answer.reservation.customerName) }));
          reportPass(answer);
        }),
      walkIn: (guestCount, nonce) =>
        attempt(t('walkIn.name'), async () => {
          const { reservation } = await admitWalkIn({ guestCount, nonce });
          toast.success(t('walkIn.admitted', { count: guestCount }), {
            id: `count-${reservation.id}`,
            action: { label: t('undo'), onClick: () => void takeBack(reservation, nonce) },
          });
        }),
    };
    const takeBack = (row: Reservation, nonce: string) =>
      attempt(row.customerName, async (reason) => {
        await undo({ id: row.id, nonce, reason });
        await remove({ id: row.id, reason });
        toast.success(t('walkIn.undone', { count: row.guestCount }), { id: `count-${row.id}` });
      });
    return actions;
  }, [t, errorText, open, undo, changeStatus, undoStatus, update, remove, restore, admitWalkIn]);
}
