import { and, eq } from 'drizzle-orm';
import { checkToken, isRevoked } from '@/modules/passes/check-pass';
import { qrPass } from '@/modules/passes/tables';
import { readToken } from '@/modules/passes/token';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
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

/** Which party an entry is about; `unknown` says why this venue does not know it. */
export async function findTarget(
  tx: Tx,
  venue: Venue,
  { token, reservationId }: SyncEntry,
): Promise<{ readonly target: Target } | { readonly unknown: string }> {
  if (token !== undefined) {
    const verdict = await checkToken(venue, token, tx);
    if ('refusal' in verdict) return { unknown: verdict.refusal };
    const isPass = and(eq(qrPass.businessId, venue.id), eq(qrPass.id, verdict.claims.passId));
    const [pass] = await tx.select().from(qrPass).where(isPass);
    const row = pass && (await lockParty(tx, venue, pass.reservationId));
    if (!row) return { unknown: 'INVALID' };
    const { claims } = verdict;
    return { target: { row, method: 'QR', isRevoked: isRevoked(pass, claims), person: claims.person } };
  }
  if (reservationId === undefined) return { target: null };
  const row = await lockParty(tx, venue, reservationId);
  return row ? { target: { row, method: 'MANUAL', isRevoked: false, person: null } } : { unknown: 'NOT_FOUND' };
}

/** The reservation that an entry is about, without a lock; undefined where there is none. */
export async function partyOf(tx: Tx, venue: Venue, { token, reservationId }: SyncEntry): Promise<string | undefined> {
  const claims = token === undefined ? undefined : readToken(token)?.claims;
  if (!claims) return reservationId;
  const isPass = and(eq(qrPass.businessId, venue.id), eq(qrPass.id, claims.passId));
  const [pass] = await tx.select({ id: qrPass.reservationId }).from(qrPass).where(isPass);
  return pass?.id;
}

/** Locks a reservation of the venue, deleted or not. */
export async function lockParty(tx: Tx, venue: Venue, id: string): Promise<ReservationRow | undefined> {
  const isParty = and(eq(reservation.businessId, venue.id), eq(reservation.id, id));
  const [row] = await tx.select().from(reservation).where(isParty).for('update');
  return row;
}
