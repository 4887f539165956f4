import { randomUUID } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import type { Venue } from '@/modules/venues/venue';
import { businessDayBounds } from '@/modules/venues/wall-clock';
import type { Tx } from '@/platform/db/client';
import { passKey, qrPass } from './tables';
import type { PassClaims } from './token';

const HOUR = 3_600_000;
export type Pass = typeof qrPass.$inferSelect;

/** A pass opens the door from a day before its reservation's business day until half a day after it. */
export function passValidity(businessDay: string, venue: Venue): { notBefore: Date; expiresAt: Date } {
  const { start, end } = businessDayBounds(businessDay, venue);
  return { notBefore: new Date(start.getTime() - 24 * HOUR), expiresAt: new Date(end.getTime() + 12 * HOUR) };
}

export function claimsOf(pass: Pass): PassClaims {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
  return {
    keyId: pass.keyId,
    passId: pass.id,
    epoch: pass.epoch,
    notBefore: seconds(pass.notBefore),
    expiresAt: seconds(pass.expiresAt),
  };
}

/** Replaces the reservation's pass, if it has one, by a new one. The caller holds the reservation's row lock. */
export async function issuePass(tx: Tx, author: Author, row: { id: string; businessDay: string }): Promise<Pass> {
  const { venue, now } = author;
  await revokePass(tx, author, row.id);
  const [key] = await tx
    .select({ keyId: passKey.keyId })
    .from(passKey)
    .where(and(eq(passKey.businessId, venue.id), isNull(passKey.retiredAt)));
  if (!key) throw new Error('issuePass: the business has no active key');
  const epoch = sql<number>`(select coalesce(max(${qrPass.epoch}), 0) + 1 from ${qrPass}
    where ${qrPass.businessId} = ${venue.id} and ${qrPass.reservationId} = ${row.id})`;
  const [pass] = await tx
    .insert(qrPass)
    .values({
      businessId: venue.id,
      id: randomUUID(),
      reservationId: row.id,
      keyId: key.keyId,
      epoch,
      createdAt: now,
      ...passValidity(row.businessDay, venue),
    })
    .returning();
  if (!pass) throw new Error('issuePass: nothing was inserted');
  return pass;
}

/** Moves the active pass's validity to the reservation's business day: the text that the guest holds goes on working. */
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
