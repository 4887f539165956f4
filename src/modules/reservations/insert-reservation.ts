import { createHash, randomInt, randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { recordAudit } from '@/modules/audit/write-audit';
import { issuePass } from '@/modules/passes/issue-pass';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { createdEvent } from './emit-change';
import { emitReservationEvent } from './event-log';
import { type ReservationRow, toReservation } from './rows';
import type { CreateReservationInput } from './schema';
import { reservation } from './tables';

/** Crockford's base 32 without 0 and 1, which people take for O and I. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 6;
const CODE_TRIES = 8;

export interface Idempotency {
  readonly idempotencyKey: string;
  readonly idempotencyHash: string;
}

/** The same request has the same hash, whatever the order of its fields was. */
export function hashRequest(input: CreateReservationInput): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(input).sort()))
    .digest('hex');
}

/**
 * Writes a reservation with its pass, audit and event. Null when its idempotency key is taken: the index decides, so two
 * at once make one. Accepts any day.
 */
export async function insertReservation(
  tx: Tx,
  author: Author,
  input: CreateReservationInput,
  idempotency: Idempotency | undefined,
): Promise<ReservationRow | null> {
  const { venue, now } = author;
  const row = await insertWithFreeCode(tx, {
    businessId: venue.id,
    id: randomUUID(),
    customerName: input.customerName,
    customerPhone: input.customerPhone ?? null,
    customerEmail: input.customerEmail ?? null,
    guestCount: input.guestCount,
    reservedAt: new Date(input.reservedAt),
    businessDay: businessDayOf(new Date(input.reservedAt), venue),
    status: input.status,
    tableName: input.tableName ?? null,
    notes: input.notes ?? null,
    createdBy: author.userId,
    createdAt: now,
    ...idempotency,
  });
  if (!row) return null;
  await issuePass(tx, author, row);
  const created = toReservation(row);
  await recordAudit(tx, author, {
    action: 'reservation.created',
    entity: 'reservation',
    entityId: row.id,
    before: null,
    after: { ...created },
  });
  const version = await emitReservationEvent(tx, venue.id, createdEvent(created));
  return { ...row, version };
}

/** A conflict that is not the idempotency key's is the code's: another one is drawn. */
async function insertWithFreeCode(
  tx: Tx,
  values: Omit<typeof reservation.$inferInsert, 'code'>,
): Promise<ReservationRow | null> {
  for (let tries = 0; tries < CODE_TRIES; tries++) {
    const [row] = await tx
      .insert(reservation)
      .values({ ...values, code: drawCode() })
      .onConflictDoNothing()
      .returning();
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
