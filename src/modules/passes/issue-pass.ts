import { randomUUID } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { emit } from '@/modules/events/emit';
import type { Venue } from '@/modules/venues/venue';
import { businessDayBounds } from '@/modules/venues/wall-clock';
import type { Tx } from '@/platform/db/client';
import { type RowWrite, rowInsert } from '@/platform/db/row-write';
import { statement } from '@/platform/db/statement';
import { passKey, qrPass } from './tables';
import type { PassClaims } from './token';

const HOUR = 3_600_000;
export type Pass = typeof qrPass.$inferSelect;

/** A pass opens the door from one day before its reservation's business day until half a day after it. */
export function passValidity(businessDay: string, venue: Venue): { notBefore: Date; expiresAt: Date } {
  const { start, end } = businessDayBounds(businessDay, venue);
  return { notBefore: new Date(start.getTime() - 24 * HOUR), expiresAt: new Date(end.getTime() + 12 * HOUR) };
}

/** The claims of a party's pass, or of the one of its `person`. */
export function claimsOf(pass: Pass, person: number | null = null): PassClaims {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
  return {
    keyId: pass.keyId,
    passId: pass.id,
    epoch: pass.epoch,
    person,
    notBefore: seconds(pass.notBefore),
    expiresAt: seconds(pass.expiresAt),
  };
}

/** The venue's active key, and the number of the reservation's newest pass: 0 when it has none. */
const findKey = statement((on) => {
  const venueId = sql.placeholder('venueId');
  const newest = sql<number>`(select coalesce(max(${qrPass.epoch}), 0) from ${qrPass}
    where ${qrPass.businessId} = ${venueId} and ${qrPass.reservationId} = ${sql.placeholder('reservationId')})::int`;
  return on
    .select({ keyId: passKey.keyId, newest })
    .from(passKey)
    .where(and(eq(passKey.businessId, venueId), isNull(passKey.retiredAt)));
});

/**
 * A reservation's next pass, and the statement that writes it. The caller holds the reservation's row lock; the
 * reservation has no active pass.
 */
export async function preparePass(tx: Tx, { venue, now }: Author, row: { id: string; businessDay: string }) {
  const [found] = await findKey(tx, { venueId: venue.id, reservationId: row.id });
  if (!found) throw new Error('preparePass: the business has no active key');
  const pass: Pass = {
    businessId: venue.id,
    id: randomUUID(),
    reservationId: row.id,
    keyId: found.keyId,
    epoch: found.newest + 1,
    createdAt: now,
    revokedAt: null,
    ...passValidity(row.businessDay, venue),
  };
  return { pass, insert: rowInsert(qrPass, pass) };
}

/**
 * Replaces a reservation's pass with a new one: the old one no longer opens anything, and screens that show it are
 * notified. The caller holds the reservation's row lock and has written its other changes: the event, with the
 * statements of `also`, is the last statement of the transaction.
 */
export async function replacePass(
  tx: Tx,
  author: Author,
  row: { id: string; businessDay: string },
  also: (pass: Pass) => readonly RowWrite[] = () => [],
): Promise<Pass> {
  await revokePass(tx, author, row.id);
  const { pass, insert } = await preparePass(tx, author, row);
  const draft = { type: 'pass-changed', id: row.id, row: { id: row.id, generation: pass.epoch } };
  await emit(tx, author.venue.id, draft, { subject: { kind: 'pass', id: row.id }, inserts: [insert, ...also(pass)] });
  return pass;
}

/** Moves the active pass's validity to the reservation's business day: the text that the guest holds stays valid. */
export async function moveValidity(
  tx: Tx,
  { venue }: Author,
  row: { readonly id: string; readonly businessDay: string },
): Promise<void> {
  await tx.update(qrPass).set(passValidity(row.businessDay, venue)).where(isActive(venue, row.id));
}

export async function revokePass(tx: Tx, { venue, now }: Author, reservationId: string): Promise<void> {
  await tx.update(qrPass).set({ revokedAt: now }).where(isActive(venue, reservationId));
}

function isActive(venue: Venue, reservationId: string) {
  return and(eq(qrPass.businessId, venue.id), eq(qrPass.reservationId, reservationId), isNull(qrPass.revokedAt));
}
