import type { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { toast } from '@/ui/toast';
import type { SSEEvent } from '../types/realtime';
import { isImportant, type Kind, type News } from './busy-night';

type Translate = ReturnType<typeof useTranslations<'reservas.toasts'>>;
export type ReservationSSEEvent = SSEEvent<
  'qr-scanned' | 'reservation-created' | 'reservation-updated' | 'reservation-deleted' | 'status-changed'
>;

/** In milliseconds. Older events, such as those that a reconnection delivers, change the list but show no notice. */
const NEWS = 15_000;
const TONES: Partial<Record<Kind, 'success' | 'warning'>> = { arrived: 'success', excess: 'warning' };
const NOBODY = { people: 0, inside: 0, planned: 0, status: '' };

/** What an event tells; null when it is too old. */
export function newsOf(event: ReservationSSEEvent, serverNow: number): News | null {
  if (serverNow - Date.parse(event.timestamp) > NEWS) return null;
  const { reservationId } = event;
  switch (event.type) {
    case 'qr-scanned': {
      const { customerName: guest, increment: people, scanCount: inside, maxGuests: planned, excess } = event;
      const kind = people < 0 ? 'corrected' : excess > 0 ? 'excess' : 'arrived';
      return { ...NOBODY, kind, reservationId, guest, people, inside, planned };
    }
    case 'reservation-created':
      return { ...NOBODY, kind: 'created', reservationId, guest: event.customerName, people: event.guestCount };
    case 'reservation-deleted':
      return { ...NOBODY, kind: 'deleted', reservationId, guest: event.customerName };
    case 'status-changed': {
      const kind = event.newStatus === 'CANCELLED' ? 'cancelled' : 'moved';
      return { ...NOBODY, kind, reservationId, guest: event.customerName, status: event.newStatus };
    }
    case 'reservation-updated': {
      const guest = event.updates.customerName ?? event.reservation?.customerName;
      return { ...NOBODY, kind: 'updated', reservationId, guest };
    }
  }
}

/**
 * Shows news of one kind as one notice: in full for a single party, else how many. A later notice of the same party, or
 * of several with the same kind of news, replaces it. A screen reader hears the important ones only.
 */
export function showNews(news: readonly News[], t: Translate): void {
  const [first] = news;
  if (!first) return;
  const { kind } = first;
  const one = news.length === 1;
  const text = one ? sentenceOf(first, t) : t(`several.${kind}`, totalsOf(news));
  const id = one ? `reserva-${first.reservationId}` : `others-${kind}`;
  toast[TONES[kind] ?? 'info'](text, { id, silent: !isImportant(kind) });
}

function totalsOf(news: readonly News[]): { parties: number; people: number } {
  const sum = (of: (each: News) => number) => news.reduce((total, each) => total + of(each), 0);
  const isExcess = news[0]?.kind === 'excess';
  return {
    parties: news.length,
    people: sum(({ people, inside, planned }) => (isExcess ? inside - planned : people)),
  };
}

function sentenceOf({ kind, guest = '', people, inside, planned, status }: News, t: Translate): string {
  switch (kind) {
    case 'excess':
      return t('scannedOver', { name: isolate(guest), count: inside, excess: inside - planned });
    case 'arrived':
      return t('scanned', { name: isolate(guest), count: inside, max: planned });
    case 'corrected':
      return t('corrected', { name: isolate(guest), count: inside, max: planned });
    case 'created':
      return t('created', { name: isolate(guest), guests: people });
    case 'deleted':
      return t('deleted', { name: isolate(guest) });
    case 'cancelled':
    case 'moved':
      return t('statusChanged', { name: isolate(guest), status });
    case 'updated':
      return guest === '' ? t('updatedUnnamed') : t('updated', { name: isolate(guest) });
  }
}
