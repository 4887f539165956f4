import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import type { PassAnswer } from '@/modules/passes/answers';
import { drawPass, type Picture } from '@/modules/passes/draw-pass';
import { claimsOf, type Pass } from '@/modules/passes/issue-pass';
import { findPassKey, signClaims } from '@/modules/passes/keys';
import type { GetPassInput } from '@/modules/passes/schema';
import { qrPass } from '@/modules/passes/tables';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { reservation } from './tables';

/** The reservation's pass, as text or as a picture. Throws NOT_FOUND. */
export async function getPass(ctx: Context, { id, format }: GetPassInput): Promise<PassAnswer | Picture> {
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

/** The answer of a route that returns a pass. */
export async function showPass(ctx: Context, pass: Pass): Promise<PassAnswer> {
  const key = await findPassKey(db(), pass.keyId);
  if (!key) throw new Error('showPass: the key is gone');
  const qrCode = signClaims(key, claimsOf(pass));
  return { qrCode, passUrl: `${ctx.request.origin}/pase/${qrCode}`, expiresAt: pass.expiresAt.toISOString() };
}
