import { and, eq } from 'drizzle-orm';
import { findVerifier, isSignedBy } from '@/modules/passes/keys';
import { qrPass } from '@/modules/passes/tables';
import { encodeToken, readToken } from '@/modules/passes/token';
import { reservation } from '@/modules/reservations/tables';
import { type NightState, nightState } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import type { ScanReason } from './answers';
import { judgePass } from './judge-pass';

/** What a pass shows to whoever holds it: nothing about a person, and of a pass that opens nothing any more, only that. */
export type PublicPass = {
  readonly venueName: string;
  /** Of an invented venue: it opens no door. */
  readonly demo: boolean;
} & (
  | {
      /** `ok` while the door lets one person in by it; `upcoming` before its night. */
      readonly valid: 'ok' | 'upcoming';
      /** IANA zone. */
      readonly timeZone: string;
      /** ISO instant. */
      readonly reservedAt: string;
      readonly guestCount: number;
      readonly code: string;
      /** The QR's text. */
      readonly qrCode: string;
    }
  | { readonly valid: 'revoked' | 'expired' | 'cancelled' | 'completed' | 'full' }
);

/** One person at the door, as its staff scan them. */
const ONE = { increment: 1, isForced: false, mayForce: false, mayBring: false } as const;

/** The guest's page, judged as the door would judge it now. Null for anything that no venue of this installation signed. */
export async function readPublicPass(token: string, now = new Date()): Promise<PublicPass | null> {
  const read = readToken(token);
  const verifier = read && (await findVerifier(read.claims.keyId));
  if (!verifier || !isSignedBy(verifier, read)) return null;
  const [found] = await db()
    .select({ pass: qrPass, row: reservation, venue: business })
    .from(qrPass)
    .innerJoin(
      reservation,
      and(eq(reservation.businessId, qrPass.businessId), eq(reservation.id, qrPass.reservationId)),
    )
    .innerJoin(business, eq(business.id, qrPass.businessId))
    .where(and(eq(qrPass.businessId, verifier.businessId), eq(qrPass.id, read.claims.passId)));
  if (!found) return null;
  const { pass, row, venue } = found;
  const { refusal } = judgePass({ pass, claims: read.claims, row }, venue, now, ONE);
  const valid = validityOf(refusal, nightState(row.businessDay, now, venue));
  const shown = { venueName: venue.name, demo: venue.demo };
  if (valid !== 'ok' && valid !== 'upcoming') return { valid, ...shown };
  return {
    valid,
    ...shown,
    timeZone: venue.timeZone,
    reservedAt: row.reservedAt.toISOString(),
    guestCount: row.guestCount,
    code: row.code,
    qrCode: encodeToken(read.signed, read.signature),
  };
}

function validityOf(refusal: ScanReason | null, night: NightState): PublicPass['valid'] {
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
    default:
      return 'revoked';
  }
}
