'use client';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { handOver } from '@/app/live/hand-over';
import { isolate } from '@/i18n/isolate';
import type { ScanAnswer } from '@/modules/attendance/answers';
import { type Author, type IntendedCount, intendCount, isCountOf } from '@/modules/attendance/client/count';
import type { CountQueue, PendingCount, Verdict } from '@/modules/attendance/client/count-queue';
import { isOfParty, sendCount } from '@/modules/attendance/client/send-count';
import { useCounts } from '@/modules/attendance/client/use-counts';
import type { Reservation } from '@/modules/reservations/wire';
import { useErrorText } from '@/shell/use-error-text';
import { toast } from '@/ui/toast';
import type { UseReservasOptimizedResult } from '../types/reservas-hook';
import { signed } from './count-waiting';
import type { ReservationActions } from './use-reservation-actions';

interface ListCountsOptions {
  readonly businessId: string;
  /** The venue's name. */
  readonly venue: string;
  readonly account: Author;
  readonly send: UseReservasOptimizedResult['countAttendance']['mutateAsync'];
  readonly undo: ReservationActions['undo'];
}

export interface ListCounts {
  readonly queue: CountQueue;
  /** Counts people in or out by hand; while a count of that party waits for its answer, retries that count instead. */
  readonly count: (row: Reservation, delta: number, reason?: string) => void;
}

/** One toast per party: the result of a count replaces the message that it is waiting. */
const toastOf = (id: string) => ({ id: `count-${id}`, description: undefined, action: undefined });

/** The reservation of a count by hand. */
function rowOf({ target }: IntendedCount): string | undefined {
  return 'reservationId' in target ? target.reservationId : undefined;
}

export function useListCounts({ businessId, venue, account, send, undo }: ListCountsOptions): ListCounts {
  const t = useTranslations('reservas');
  const errorText = useErrorText();

  const reportCounted = ({ nonce, target, businessId: of }: IntendedCount, answer: ScanAnswer) => {
    const mayUndo = of === businessId && !('undoOf' in target);
    const { reservation, scanCount: inside, maxGuests: planned, excess } = answer;
    const tell = excess > 0 ? toast.warning : toast.success;
    tell(t('toast.counted', { name: isolate(reservation.customerName), inside, planned }), {
      ...toastOf(reservation.id),
      ...(excess > 0 ? { description: t('toast.excess', { count: excess }) } : {}),
      ...(mayUndo ? { action: { label: t('undo'), onClick: () => void undo(reservation, nonce) } } : {}),
    });
  };

  const tell = ({ count, origin }: PendingCount, verdict: Verdict) => {
    // The tab that made the count reports it.
    if (origin === 'elsewhere') return;
    if (verdict.kind === 'counted') return reportCounted(count, verdict.answer);
    if (verdict.kind === 'kept' && verdict.result.state === 'HELD')
      toast.warning(t('toast.held', { name: isolate(count.label ?? '') }));
    // What this phone let in at the door is reported there.
    if (verdict.kind !== 'refused') return;
    toast.error(errorText(verdict.error), {
      ...toastOf(rowOf(count) ?? count.nonce),
      description: t('toast.notCounted', { name: isolate(count.label ?? ''), delta: signed(count.increment) }),
    });
  };

  const queue = useCounts({
    accountId: account.id,
    send: (count, asking) =>
      count.businessId === businessId && isOfParty(count) ? send({ count, asking }) : sendCount(count, asking),
    sync: handOver,
    onAnswer: tell,
    onWait: ({ count }) => {
      const id = rowOf(count);
      if (id === undefined) return;
      const words = { name: isolate(count.label ?? ''), delta: signed(count.increment) };
      toast.warning(t('toast.waits', words), {
        ...toastOf(id),
        description: navigator.onLine ? t('toast.waitsUnknown') : t('toast.waitsOffline'),
      });
    },
  });

  const { id: authorId, name: authorName } = account;
  const count = useCallback(
    (row: Reservation, delta: number, reason?: string) => {
      const waiting = queue.pending.filter(
        (pending) => pending.own && pending.waiting && isCountOf(pending.count, row.id),
      );
      for (const { count } of waiting) queue.retry(count.nonce);
      const [first] = waiting;
      if (first) {
        const words = { name: isolate(row.customerName), delta: signed(first.count.increment) };
        toast.info(t('toast.asksAgain', words), { ...toastOf(row.id), description: t('toast.asksAgainBody') });
        return;
      }
      const author = { id: authorId, name: authorName };
      const target = { reservationId: row.id };
      void queue.add(
        intendCount({ businessId, venue, author, target, increment: delta, label: row.customerName, reason }),
      );
    },
    [queue, t, businessId, venue, authorId, authorName],
  );

  return { queue, count };
}
