import { randomUUID } from 'node:crypto';
import type { Author } from '@/modules/access/context';
import { changeReservation } from '@/modules/reservations/change';
import { type ReservationRow, toReservation, tryLockReservation } from '@/modules/reservations/rows';
import { type NightState, nightState } from '@/modules/venues/business-day';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { consume, sharedLimiter } from '@/platform/http/limits';
import { shared } from '@/platform/shared';
import { findPass, isOfParty, isUsable } from './find-pass';

/** How often a pass may announce something in one window, and the window in seconds. */
const ANNOUNCEMENTS = 10;
const WINDOW_SECONDS = 60 * 60;

const limiter = () => shared('lateness.limit', () => sharedLimiter('lateness.pass', ANNOUNCEMENTS, WINDOW_SECONDS));

type Fields = Partial<Pick<ReservationRow, 'lateMinutes' | 'onWayAt'>>;

/** What a guest says of their arrival. */
interface Announcement {
  readonly action: 'reservation.lateness-announced' | 'reservation.on-my-way';
  /** The code of its refusal. */
  readonly closed: 'LATENESS_CLOSED' | 'ARRIVAL_CLOSED';
  readonly isOpen: (row: ReservationRow, night: NightState) => boolean;
  /** What it writes; null when the venue knows it already. */
  readonly fields: (row: ReservationRow) => Fields | null;
}

/**
 * Writes what the guest who holds the pass of a party says of its arrival. Screens of the venue show it at once, and the
 * history says that the guest did it. Saying the same again writes nothing. Throws NOT_FOUND for a pass that no venue
 * signed, the announcement's own refusal for a pass that opens nothing, that of one person, and where it is not open;
 * RATE_LIMITED.
 */
export async function changeByGuest(text: string, now: Date, announcement: Announcement): Promise<void> {
  const { action, closed, isOpen, fields } = announcement;
  const presented = await findPass(text, now);
  if (!presented) throw new DomainError('NOT_FOUND');
  await consume(limiter(), presented.pass.id, 'lateness_per_pass');
  const { venue } = presented;
  await transaction(async (tx) => {
    const row = await tryLockReservation(tx, venue, presented.row.id);
    const found = row && (await findPass(text, now, tx));
    if (!found || !isUsable(found.valid) || !isOfParty(found)) throw new DomainError(closed);
    if (!isOpen(row, nightState(row.businessDay, now, venue))) throw new DomainError(closed);
    const written = fields(row);
    if (written === null) return;
    const author: Author = { venue, userId: null, requestId: randomUUID(), now };
    const names = Object.keys(written) as (keyof Fields)[];
    const shown = (of: ReservationRow) => {
      const whole = toReservation(of);
      return Object.fromEntries(names.map((name) => [name, whole[name]]));
    };
    const updates = shown({ ...row, ...written });
    await changeReservation(tx, author, row, {
      fields: written,
      audit: { action, before: shown(row), after: updates },
      event: { type: 'reservation-updated', reservationId: row.id, businessDay: row.businessDay, updates },
    });
  });
}
