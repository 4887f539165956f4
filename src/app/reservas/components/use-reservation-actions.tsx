'use client';
import { useMemo } from 'react';
import { toast } from 'sonner';
import { useTranslations } from 'use-intl';
import { useErrorText } from '@/app/_shell/use-error-text';
import type { Reservation, ReservationStatus } from '@/realtime/protocol/reservation';
import type { UseReservasOptimizedResult } from '../types/reservas-hook';
import { newKey } from './new-key';

type Writes = Pick<UseReservasOptimizedResult, 'countAttendance' | 'undoAttendance' | 'changeStatus' | 'deleteReserva'>;

/** What a person does to one reservation. Each tells its outcome in a toast and never throws; true when it was done. */
export interface ReservationActions {
  count(row: Reservation, delta: number): Promise<boolean>;
  undo(row: Reservation, nonce: string): Promise<boolean>;
  setStatus(row: Reservation, status: ReservationStatus): Promise<boolean>;
  remove(row: Reservation): Promise<boolean>;
}

export function useReservationActions(writes: Writes): ReservationActions {
  const t = useTranslations('reservas');
  const errorText = useErrorText();
  const { mutateAsync: count } = writes.countAttendance;
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

    const actions: ReservationActions = {
      count: (row, delta) =>
        attempt(async () => {
          const nonce = newKey();
          const { scanCount, maxGuests, excess } = await count({ id: row.id, delta, nonce });
          const tell = excess > 0 ? toast.warning : toast.success;
          tell(t('toast.counted', { name: row.customerName, inside: scanCount, planned: maxGuests }), {
            id: `count-${row.id}`,
            ...(excess > 0 ? { description: t('toast.excess', { count: excess }) } : {}),
            action: { label: t('undo'), onClick: () => void actions.undo(row, nonce) },
          });
        }),
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
    return actions;
  }, [t, errorText, count, undo, changeStatus, remove]);
}
