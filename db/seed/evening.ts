import { randomUUID } from 'node:crypto';
import type { Author } from '@/modules/access/context';
import { hashEntry } from '@/modules/attendance/nonces';
import { recordEntry } from '@/modules/attendance/record-entry';
import { moveStatus } from '@/modules/reservations/change';
import { insertReservation } from '@/modules/reservations/insert-reservation';
import type { ReservationRow } from '@/modules/reservations/rows';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { drawParty } from './parties';
import type { Dice } from './random';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export interface Staff {
  readonly venue: Venue;
  readonly hostId: string;
  readonly doorId: string;
  /** The international prefix of the invented phones. */
  readonly dialCode: string;
}

/** Books `count` parties on a business day and applies the arrivals and changes that have happened by `now`. */
export async function seedDay(tx: Tx, dice: Dice, staff: Staff, day: string, count: number, now: Date): Promise<void> {
  for (let i = 0; i < count; i++) {
    const party = drawParty(dice, day, staff.venue, staff.dialCode);
    const bookedAt = Math.min(now.getTime(), Date.parse(party.reservedAt)) - dice.between(1, 9 * 24) * (DAY / 24);
    const row = await insertReservation(tx, authorOf(staff, 'host', bookedAt), party, undefined);
    if (row) await liveThrough(tx, dice, staff, row, now);
  }
}

async function liveThrough(tx: Tx, dice: Dice, staff: Staff, row: ReservationRow, now: Date): Promise<void> {
  const fate = dice.roll();
  const arrival = row.reservedAt.getTime() + dice.between(-12, 35) * MINUTE;
  if (fate < 0.06) {
    await moveStatus(tx, authorOf(staff, 'host', row.createdAt.getTime() + DAY / 24), row, 'CANCELLED');
    return;
  }
  const isOver = row.businessDay < businessDayOf(now, staff.venue);
  if (fate < 0.15) {
    const givenUp = row.reservedAt.getTime() + 60 * MINUTE;
    if (givenUp < now.getTime()) await moveStatus(tx, authorOf(staff, 'host', givenUp), row, 'NO_SHOW');
    return;
  }
  if (arrival > now.getTime()) return;
  const arrived = await arrive(tx, dice, staff, row, arrival, now);
  const left = Math.min(now.getTime(), arrival + 3 * 60 * MINUTE);
  if (isOver) await moveStatus(tx, authorOf(staff, 'host', left), arrived, 'COMPLETED');
}

/** Most parties arrive complete; some in two groups, some with one person missing, a few with one person too many. */
async function arrive(tx: Tx, dice: Dice, staff: Staff, row: ReservationRow, at: number, now: Date) {
  const { guestCount } = row;
  const mayExceed = staff.venue.capacityPolicy !== 'BLOCK' && dice.chance(0.06);
  const total = mayExceed ? guestCount + 1 : dice.chance(0.15) ? Math.max(1, guestCount - 1) : guestCount;
  const first = total > 2 && dice.chance(0.35) ? Math.ceil(total / 2) : total;
  let current = await scan(tx, staff, row, first, at);
  const later = at + dice.between(5, 40) * MINUTE;
  if (total > first && later < now.getTime()) current = await scan(tx, staff, current, total - first, later);
  return current;
}

async function scan(tx: Tx, staff: Staff, row: ReservationRow, delta: number, at: number): Promise<ReservationRow> {
  const { row: counted } = await recordEntry(tx, authorOf(staff, 'door', at), row, {
    delta,
    nonce: randomUUID(),
    requestHash: hashEntry('QR', row.id, delta),
    method: 'QR',
    gateId: 'principal',
    occurredAt: new Date(at),
  });
  return counted;
}

function authorOf({ venue, hostId, doorId }: Staff, who: 'host' | 'door', at: number): Author {
  return { venue, userId: who === 'host' ? hostId : doorId, requestId: 'demo', now: new Date(at) };
}
