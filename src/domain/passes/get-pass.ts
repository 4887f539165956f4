import { qrPass } from '@db/schema/passes';
import { reservation } from '@db/schema/reservations';
import { and, eq, isNull } from 'drizzle-orm';
import { db } from '@/server/db/transaction';
import { DomainError } from '../errors';
import { authorize, type Context } from '../people/context';
import type { PassAnswer } from './answers';
import { drawPass, type Picture } from './draw-pass';
import { claimsOf, type Pass } from './issue-pass';
import { findPassKey, signClaims } from './keys';
import type { GetPassInput } from './schema';

/** The reservation's pass, as text or as a picture. Throws NOT_FOUND. */
export async function getPass(ctx: Context, { id, format }: GetPassInput): Promise<PassAnswer | Picture> {
  authorize(ctx, 'passes.read');
  const [found] = await db()
    .select({ pass: qrPass, code: reservation.code })
    .from(reservation)
    .innerJoin(
      qrPass,
      and(
        eq(qrPass.businessId, reservation.businessId),
        eq(qrPass.reservationId, reservation.id),
        isNull(qrPass.revokedAt),
      ),
    )
    .where(and(eq(reservation.businessId, ctx.venue.id), eq(reservation.id, id), isNull(reservation.deletedAt)));
  if (!found) throw new DomainError('NOT_FOUND');
  const answer = await showPass(ctx, found.pass);
  return format === 'json' ? answer : drawPass(answer.qrCode, format, `pase-${found.code}`);
}

/** A pass as its route answers it. */
export async function showPass(ctx: Context, pass: Pass): Promise<PassAnswer> {
  const key = await findPassKey(db(), pass.keyId);
  if (!key) throw new Error('showPass: the key is gone');
  const qrCode = signClaims(key, claimsOf(pass));
  return { qrCode, passUrl: `${ctx.origin}/pase/${qrCode}`, expiresAt: pass.expiresAt.toISOString() };
}
