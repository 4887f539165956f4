import { createHash, randomInt, randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { preparePass } from '@/modules/passes/issue-pass';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { inserter } from '@/platform/db/row-write';
import { changeReservation, createdEvent, type WriteOptions } from './change';
import { type ReservationRow, toReservation } from './rows';
import type { CreateReservationInput } from './schema';
import { reservation } from './tables';

/** Crockford's base 32 without 0 and 1, which people confuse with O and I. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 6;
const CODE_TRIES = 8;

export interface Idempotency {
  readonly idempotencyKey: string;
  readonly idempotencyHash: string;
}

/** The action of the audit entry of a booking that its guest made. */
export const BOOKED_BY_GUEST = 'reservation.booked-by-guest';

interface InsertOptions extends WriteOptions {
  /** Of its audit entry. */
  readonly action?: 'reservation.created' | typeof BOOKED_BY_GUEST;
}

/** The same request has the same hash, whatever the order of its fields. */
export function hashRequest(input: CreateReservationInput): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(input).sort()))
    .digest('hex');
}

/**
 * Writes a reservation with its pass, audit entry and event. Null when its idempotency key is already used: the unique
 * index decides, so two requests at once create one reservation. Accepts any day.
 */
export async function insertReservation(
  tx: Tx,
  author: Author,
  input: CreateReservationInput,
  idempotency: Idempotency | undefined,
  { action = 'reservation.created', ...options }: InsertOptions = {},
): Promise<ReservationRow | null> {
  const { venue, now } = author;
  const row = await insertWithFreeCode(tx, {
    businessId: venue.id,
    id: randomUUID(),
    ...input,
    reservedAt: new Date(input.reservedAt),
    businessDay: businessDayOf(new Date(input.reservedAt), venue),
    createdBy: author.userId,
    createdAt: now,
    ...idempotency,
  });
  if (!row) return null;
  const { insert } = await preparePass(tx, author, row);
  const created = toReservation(row);
  return changeReservation(
    tx,
    author,
    row,
    { audit: { action, before: null, after: { ...created } }, event: createdEvent(created), inserts: [insert] },
    options,
  );
}

const insertRow = inserter(reservation);

/** A unique violation that is not of the idempotency key is of the code: another code is drawn. */
async function insertWithFreeCode(
  tx: Tx,
  values: Omit<typeof reservation.$inferInsert, 'code'>,
): Promise<ReservationRow | null> {
  for (let tries = 0; tries < CODE_TRIES; tries++) {
    const row = await insertRow(tx, { ...values, code: drawCode() });
    if (row) return row;
    const key = values.idempotencyKey;
    if (key && (await findByIdempotencyKey(tx, values.businessId, key))) return null;
  }
  throw new Error('insertReservation: no free code');
}

export async function findByIdempotencyKey(
  tx: Tx,
  businessId: string,
  key: string,
): Promise<ReservationRow | undefined> {
  const [row] = await tx
    .select()
    .from(reservation)
    .where(and(eq(reservation.businessId, businessId), eq(reservation.idempotencyKey, key)));
  return row;
}

function drawCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
