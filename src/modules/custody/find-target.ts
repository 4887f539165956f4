import { and, eq, inArray, sql } from 'drizzle-orm';
import { attendanceEntry } from '@/modules/attendance/tables';
import { checkToken, isRevoked } from '@/modules/passes/check-pass';
import { qrPass } from '@/modules/passes/tables';
import { readToken } from '@/modules/passes/token';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { statement } from '@/platform/db/statement';
import type { SyncEntry } from './schema';

/** The party that an entry is about, locked, deleted or not. */
export interface PartyTarget {
  readonly row: ReservationRow;
  readonly method: 'QR' | 'MANUAL';
  /** Whether its pass had been replaced or taken back. */
  readonly isRevoked: boolean;
  /** Whose pass it was, of a party with one for each person; null for any other. */
  readonly person: number | null;
}

/** Null for people without a reservation. */
export type Target = PartyTarget | null;

const findPass = statement((on) =>
  on
    .select()
    .from(qrPass)
    .where(and(eq(qrPass.businessId, sql.placeholder('businessId')), eq(qrPass.id, sql.placeholder('id')))),
);

/** Which party an entry is about; `unknown` says why this venue does not know it. */
export async function findTarget(
  tx: Tx,
  venue: Venue,
  { token, reservationId }: SyncEntry,
): Promise<{ readonly target: Target } | { readonly unknown: string }> {
  if (token !== undefined) {
    const verdict = await checkToken(venue, token, tx);
    if ('refusal' in verdict) return { unknown: verdict.refusal };
    const [pass] = await findPass(tx, { businessId: venue.id, id: verdict.claims.passId });
    const row = pass && (await lockParty(tx, venue, pass.reservationId));
    if (!row) return { unknown: 'INVALID' };
    const { claims } = verdict;
    return { target: { row, method: 'QR', isRevoked: isRevoked(pass, claims), person: claims.person } };
  }
  if (reservationId === undefined) return { target: null };
  const row = await lockParty(tx, venue, reservationId);
  return row ? { target: { row, method: 'MANUAL', isRevoked: false, person: null } } : { unknown: 'NOT_FOUND' };
}

/**
 * Locks every reservation that the entries are about, or that counted entries with those nonces are about, in one order:
 * call it before the venue's lock.
 */
export async function lockParties(
  tx: Tx,
  venue: Venue,
  entries: readonly SyncEntry[],
  nonces: readonly string[],
): Promise<void> {
  const named = entries.flatMap(({ token, reservationId }) => (token === undefined ? (reservationId ?? []) : []));
  const passes = entries.flatMap(({ token }) => (token === undefined ? [] : (readToken(token)?.claims.passId ?? [])));
  const byPass = await tx
    .select({ id: qrPass.reservationId })
    .from(qrPass)
    .where(and(eq(qrPass.businessId, venue.id), inArray(qrPass.id, passes)));
  const counted = await tx
    .select({ id: attendanceEntry.reservationId })
    .from(attendanceEntry)
    .where(and(eq(attendanceEntry.businessId, venue.id), inArray(attendanceEntry.nonce, [...nonces])));
  const ids = [...named, ...[...byPass, ...counted].flatMap(({ id }) => id ?? [])];
  if (ids.length === 0) return;
  await tx
    .select({ id: reservation.id })
    .from(reservation)
    .where(and(eq(reservation.businessId, venue.id), inArray(reservation.id, ids)))
    .orderBy(reservation.id)
    .for('update');
}

const lockById = statement((on) =>
  on
    .select()
    .from(reservation)
    .where(and(eq(reservation.businessId, sql.placeholder('businessId')), eq(reservation.id, sql.placeholder('id'))))
    .for('update'),
);

/** Locks a reservation of the venue, deleted or not. */
export async function lockParty(tx: Tx, venue: Venue, id: string): Promise<ReservationRow | undefined> {
  const [row] = await lockById(tx, { businessId: venue.id, id });
  return row;
}
