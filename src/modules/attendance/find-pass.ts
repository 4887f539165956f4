import { and, eq } from 'drizzle-orm';
import type { Pass } from '@/modules/passes/issue-pass';
import { findVerifier, isSignedBy } from '@/modules/passes/keys';
import { qrPass } from '@/modules/passes/tables';
import { type ReadToken, readToken } from '@/modules/passes/token';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { type NightState, nightState } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import type { BusinessId, Venue } from '@/modules/venues/venue';
import type { Database, Tx } from '@/platform/db/client';
import { db } from '@/platform/db/transaction';
import type { PassStatus, ScanReason } from './answers';
import { judgePass } from './judge-pass';
import { readOutside, readPersons } from './reads';
import { isPersonIn } from './rules';

/** `ok` while the door admits a person with the pass; `upcoming` before its night; `used` once its one person is in. */
export type PassState = PassStatus['valid'];

/** A genuine pass with its reservation and its venue. */
export interface FoundPass {
  readonly token: ReadToken;
  readonly pass: Pass;
  readonly row: ReservationRow;
  readonly venue: Venue & Pick<typeof business.$inferSelect, 'address' | 'locale' | 'accent' | 'logoHash'>;
  readonly valid: PassState;
}

/** One person at the door, as its staff scan them. */
const ONE = { increment: 1, isForced: false, mayForce: false, mayBring: false } as const;

/**
 * The pass that a guest holds, judged as the door would judge it now. Null for a token that no venue of this
 * installation signed.
 */
export async function findPass(text: string, now: Date, reader: Database | Tx = db()): Promise<FoundPass | null> {
  const token = readToken(text);
  const verifier = token && (await findVerifier(token.claims.keyId));
  if (!verifier || !isSignedBy(verifier, token)) return null;
  const [found] = await reader
    .select({ pass: qrPass, row: reservation, venue: business })
    .from(qrPass)
    .innerJoin(
      reservation,
      and(eq(reservation.businessId, qrPass.businessId), eq(reservation.id, qrPass.reservationId)),
    )
    .innerJoin(business, eq(business.id, qrPass.businessId))
    .where(and(eq(qrPass.businessId, verifier.businessId), eq(qrPass.id, token.claims.passId)));
  if (!found) return null;
  const { pass, row } = found;
  const venue = { ...found.venue, id: verifier.businessId as BusinessId };
  const { claims } = token;
  const person = claims.person === null ? null : { isIn: await isIn(reader, row, claims.person) };
  const { refusal } = judgePass({ pass, claims, row }, venue, now, { ...ONE, person });
  return { token, pass, row, venue, valid: stateOf(refusal, nightState(row.businessDay, now, venue)) };
}

/** Whether the door would say of the person that they are in already. */
async function isIn(reader: Database | Tx, row: ReservationRow, person: number): Promise<boolean> {
  const persons = await readPersons(reader, row.businessId, row.id);
  return isPersonIn(person, persons, row) && (await readOutside(reader, row.businessId, row.id)) === 0;
}

/** Whether the pass is that of a whole party, whose holder speaks for it; false for the pass of one person. */
export function isOfParty({ token }: FoundPass): boolean {
  return token.claims.person === null;
}

/** Whether the pass opens the door tonight or on a night to come: only then it shows its reservation. */
export function isUsable(valid: PassState): valid is 'ok' | 'upcoming' {
  return valid === 'ok' || valid === 'upcoming';
}

function stateOf(refusal: ScanReason | null, night: NightState): PassState {
  switch (refusal) {
    case null:
      return 'ok';
    case 'OTHER_DAY':
      return night === 'ahead' ? 'upcoming' : 'expired';
    case 'CANCELLED':
      return 'cancelled';
    case 'COMPLETED':
      return 'completed';
    case 'CAPACITY':
      return 'full';
    case 'ALREADY_IN':
      return 'used';
    default:
      return 'revoked';
  }
}
