import { qrPass, reservation } from '@db/schema/reservations';
import { business } from '@db/schema/venues';
import { and, eq } from 'drizzle-orm';
import type { ReservationStatus } from '@/realtime/protocol/reservation';
import { db } from '@/server/db/transaction';
import { isRevoked } from './check-pass';
import { findVerifier, isSignedBy } from './keys';
import { encodeToken, readToken } from './token';

/** What a pass shows to whoever holds it: nothing about a person. */
export interface PublicPass {
  readonly venueName: string;
  /** Of an invented venue: it opens no door. */
  readonly demo: boolean;
  /** IANA zone. */
  readonly timeZone: string;
  /** ISO instant. */
  readonly reservedAt: string;
  readonly guestCount: number;
  readonly code: string;
  readonly status: ReservationStatus;
  /** The QR's text. */
  readonly qrCode: string;
  readonly valid: 'ok' | 'revoked' | 'expired' | 'cancelled';
}

/** The guest's page. Null for anything that no venue of this installation signed. */
export async function readPublicPass(token: string, now = new Date()): Promise<PublicPass | null> {
  const read = readToken(token);
  const verifier = read && (await findVerifier(read.claims.keyId));
  if (!verifier || !isSignedBy(verifier, read)) return null;
  const [found] = await db()
    .select({
      pass: qrPass,
      row: reservation,
      venueName: business.name,
      timeZone: business.timeZone,
      demo: business.demo,
    })
    .from(qrPass)
    .innerJoin(
      reservation,
      and(eq(reservation.businessId, qrPass.businessId), eq(reservation.id, qrPass.reservationId)),
    )
    .innerJoin(business, eq(business.id, qrPass.businessId))
    .where(and(eq(qrPass.businessId, verifier.businessId), eq(qrPass.id, read.claims.passId)));
  if (!found) return null;
  const { pass, row, venueName, timeZone, demo } = found;
  return {
    venueName,
    demo,
    timeZone,
    reservedAt: row.reservedAt.toISOString(),
    guestCount: row.guestCount,
    code: row.code,
    status: row.status,
    qrCode: encodeToken(read.signed, read.signature),
    valid: isRevoked(pass, read.claims)
      ? 'revoked'
      : row.status === 'CANCELLED'
        ? 'cancelled'
        : pass.expiresAt < now
          ? 'expired'
          : 'ok',
  };
}
