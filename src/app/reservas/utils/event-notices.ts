import type { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { toast } from '@/ui/toast';
import type { SSEEvent } from '../types/realtime';

type Translate = ReturnType<typeof useTranslations<'reservas.toasts'>>;
export type ReservationSSEEvent = SSEEvent<
  'qr-scanned' | 'reservation-created' | 'reservation-updated' | 'reservation-deleted' | 'status-changed'
>;

/** Older news, such as what a reconnection catches up on, changes the list but tells nobody. Milliseconds. */
const NEWS = 15_000;

/** Tells people what someone else just did. One notice a reservation: the next replaces it. */
export function announceEvent(event: ReservationSSEEvent, t: Translate, serverNow: number): void {
  if (serverNow - Date.parse(event.timestamp) > NEWS) return;
  const id = `reserva-${event.reservationId}`;
  switch (event.type) {
    case 'qr-scanned':
      announceScan(event, t, id);
      return;
    case 'reservation-created':
      toast.info(t('created', { name: isolate(event.customerName), guests: event.guestCount }), { id });
      return;
    case 'reservation-deleted':
      toast.info(t('deleted', { name: isolate(event.customerName) }), { id });
      return;
    case 'status-changed':
      toast.info(t('statusChanged', { name: isolate(event.customerName), status: event.newStatus }), { id });
      return;
    case 'reservation-updated': {
      const name = event.updates.customerName ?? event.reservation?.customerName;
      toast.info(name === undefined ? t('updatedUnnamed') : t('updated', { name: isolate(name) }), { id });
    }
  }
}

function announceScan(event: SSEEvent<'qr-scanned'>, t: Translate, id: string): void {
  const values = { name: isolate(event.customerName), count: event.scanCount, max: event.maxGuests };
  if (event.increment < 0) toast.info(t('corrected', values), { id });
  else if (event.excess > 0) toast.warning(t('scannedOver', { ...values, excess: event.excess }), { id });
  else toast.success(t('scanned', values), { id });
}
