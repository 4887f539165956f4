import type { Reservation } from '@/realtime/protocol/reservation';

/** Above this the stepper stops: the server's limit for one scan. */
export const MAX_INCREMENT = 1000;

/** People of the party who have not come yet. */
export function remainingOf({ guestCount, scanCount }: Pick<Reservation, 'guestCount' | 'scanCount'>): number {
  return Math.max(0, guestCount - scanCount);
}

/** How many to let in unless the person at the door says otherwise: the rest of the group, or one beyond it. */
export function suggestedIncrement(party: Pick<Reservation, 'guestCount' | 'scanCount'>): number {
  return Math.min(MAX_INCREMENT, Math.max(1, remainingOf(party)));
}

/** A person alone who has not come yet needs no question. */
export function countsAtOnce({ guestCount, scanCount }: Pick<Reservation, 'guestCount' | 'scanCount'>): boolean {
  return guestCount === 1 && scanCount === 0;
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
const SHOWN = 30;

/** Tonight's parties whose code starts with, or whose name holds, what was typed. Cancelled ones stay: the door must see why. */
export function findParties(reservations: readonly Reservation[], typed: string): Reservation[] {
  const wanted = plain(typed);
  if (wanted === '') return reservations.slice(0, SHOWN);
  const words = wanted.split(/\s+/);
  const matches = reservations.filter(({ code, customerName }) => {
    const name = plain(customerName);
    return plain(code).startsWith(wanted.replace(/[\s-]/g, '')) || words.every((word) => name.includes(word));
  });
  return matches.slice(0, SHOWN);
}
