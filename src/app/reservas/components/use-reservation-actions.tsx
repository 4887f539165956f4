'use client';
import { useMemo } from 'react';
import { toast } from 'sonner';
import { useTranslations } from 'use-intl';
import { useErrorText } from '@/app/_shell/use-error-text';
import type { Reservation, ReservationStatus } from '@/realtime/protocol/reservation';
import type { UseReservasOptimizedResult } from '../types/reservas-hook';

/** What names a party in the words about it. */
export type Counted = Pick<Reservation, 'id' | 'customerName'>;

type Writes = Pick<UseReservasOptimizedResult, 'undoAttendance' | 'changeStatus' | 'deleteReserva'>;

/** What a person does to one reservation. Each tells its outcome in a toast and never throws; true when it was done. */
export interface ReservationActions {
  undo(row: Counted, nonce: string): Promise<boolean>;
  setStatus(row: Reservation, status: ReservationStatus): Promise<boolean>;
  remove(row: Reservation): Promise<boolean>;
}

export function useReservationActions(writes: Writes): ReservationActions {
  const t = useTranslations('reservas');
  const errorText = useErrorText();
  const { mutateAsync: undo } = writes.undoAttendance;
  const { mutateAsync: changeStatus } = writes.changeStatus;
  const { mutateAsync: remove } = writes.deleteReserva;

  return useMemo(() => {
    /** A paused write would wait unseen: without a network it fails at once, in words. */
    async function attempt(work: () => Promise<unknown>): Promise<boolean> {
      if (!navigator.onLine) {
        toast.error(t('toast.offline'));
        return false;
      }
      try {
        await work();
        return true;
      } catch (error) {
        toast.error(errorText(error));
        return false;
      }
    }

    return {
      undo: (row, nonce) =>
        attempt(async () => {
          const { scanCount, maxGuests } = await undo({ id: row.id, nonce });
          toast.success(t('toast.undone', { name: row.customerName, inside: scanCount, planned: maxGuests }), {
            id: `count-${row.id}`,
          });
        }),
      setStatus: (row, status) =>
        attempt(async () => {
          await changeStatus({ id: row.id, status, version: row.version });
          toast.success(t('toast.moved', { name: row.customerName, status: t(`status.${status}`) }));
        }),
      remove: (row) =>
        attempt(async () => {
          await remove({ id: row.id });
          toast.success(t('toast.deleted', { name: row.customerName }));
        }),
    };
  }, [t, errorText, undo, changeStatus, remove]);
}
