import { randomInt, timingSafeEqual } from 'node:crypto';
import { and, count, eq, gt, gte, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Author } from '@/modules/access/context';
import { announceMessage } from '@/modules/messages/change';
import { prepareMessage } from '@/modules/messages/write-message';
import { reservation } from '@/modules/reservations/tables';
import { hold } from '@/modules/tables/tables';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { db } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import { DomainError } from '@/platform/errors';
import { checkPolicy, type FoundPage } from './find-page';
import { renewed } from './renew-hold';
import { type HoldRow, hashOf, keyedHash, lockHold, requireLive } from './rows';
import { CODE_LETTERS, CODE_TRIES, isSuspicious, RECENT_MS, RENEWALS, type Signs } from './rules';
import type { GuestInput } from './schema';

/** What a guest sent, with their phone as E.164. */
type Sent = Omit<GuestInput, 'phone' | 'email'> & { readonly phone: string | null; readonly email: string | null };
type Answer = Partial<Pick<GuestInput, 'holdId' | 'email' | 'code'>>;

/**
 * Why a suspicious booking is not made yet; null for any other, with the right code, and where this server sends no mail.
 * EMAIL_NEEDED; CODE_NEEDED with the end of the hold, once a code is on its way; CODE_WRONG; CODE_ENDED where no further code is sent or
 * judged. It is returned, since the code and the tries are to stay in the transaction. Throws NOT_FOUND, HOLD_EXPIRED and POLICY_CHANGED.
 */
export async function refuseSuspicious(
  tx: Tx,
  author: Author,
  found: FoundPage,
  sent: Sent,
): Promise<DomainError | null> {
  if (env().SMTP_URL === undefined || !isSuspicious(await readSigns(tx, author, sent))) return null;
  const held = await lockHold(tx, author, sent.holdId);
  if (held.reservationId !== null) return null;
  await requireLive(tx, author, held);
  checkPolicy(found, sent.policyVersion);
  const { email, code, locale } = sent;
  if (email === null) return new DomainError('EMAIL_NEEDED');
  if (held.codeTries >= CODE_TRIES) return new DomainError('CODE_ENDED');
  if (code === undefined || held.codeFor !== forOf(held.id, email))
    return sendCode(tx, author, held, { email, locale });
  if (held.codeHash !== null && isSame(held.codeHash, codeOf(held.id, code))) return null;
  const codeTries = held.codeTries + 1;
  await update(tx, held, { codeTries });
  return new DomainError(codeTries < CODE_TRIES ? 'CODE_WRONG' : 'CODE_ENDED');
}

/** Whether a request answers a letter that was sent to its address: the hold counts its tries. */
export async function answersLetter(businessId: string, { holdId, email, code }: Answer): Promise<boolean> {
  if (holdId === undefined || !email || code === undefined) return false;
  const id = hashOf(holdId);
  const isIt = and(eq(hold.businessId, businessId), eq(hold.id, id), eq(hold.codeFor, forOf(id, email)));
  return (await db().$count(hold, isIt)) > 0;
}

/** One statement; the counts are by indices, over the nights to come and over what was kept within the hour. */
async function readSigns(tx: Tx, { venue, now }: Author, { holdId, phone, email }: Sent): Promise<Signs> {
  const isOfContact = or(
    phone === null ? undefined : eq(reservation.customerPhone, phone),
    email === null ? undefined : eq(sql`lower(${reservation.customerEmail})`, email.toLowerCase()),
  );
  const openOfContact = tx.$count(
    reservation,
    and(
      ...[eq(reservation.businessId, venue.id), gte(reservation.businessDay, businessDayOf(now, venue))],
      ...[isNull(reservation.closedAt), isNull(reservation.deletedAt), gt(reservation.reservedAt, now)],
      ...[inArray(reservation.status, ['PENDING', 'CONFIRMED']), eq(reservation.channel, 'ONLINE'), isOfContact],
    ),
  );
  const kept = alias(hold, 'kept');
  const isOfNetwork = and(
    ...[eq(kept.businessId, hold.businessId), eq(kept.addressHash, hold.addressHash), isNotNull(kept.reservationId)],
    gt(kept.expiresAt, new Date(now.getTime() - RECENT_MS)),
  );
  const [signs] = await tx
    .select({ openOfContact, recentOfNetwork: count(kept.id) })
    .from(hold)
    .leftJoin(kept, isOfNetwork)
    .where(and(eq(hold.businessId, venue.id), eq(hold.id, hashOf(holdId))));
  return signs ?? { openOfContact: 0, recentOfNetwork: 0 };
}

/** Puts a new code into the outbox, and keeps the time longer where that is still to be had. It is the end of the transaction. */
async function sendCode(
  tx: Tx,
  { venue, now }: Author,
  held: HoldRow,
  { email, locale }: Pick<GuestInput, 'locale'> & { readonly email: string },
): Promise<DomainError> {
  const codeFor = forOf(held.id, email);
  const { expiresAt, renewals } = held.renewals < RENEWALS ? renewed(held, now) : held;
  const needed = new DomainError('CODE_NEEDED', { extra: { expiresAt: expiresAt.toISOString() } });
  if (held.codeLetters >= CODE_LETTERS) return held.codeFor === codeFor ? needed : new DomainError('CODE_ENDED');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const codeLetters = held.codeLetters + 1;
  await update(tx, held, { expiresAt, renewals, codeHash: codeOf(held.id, code), codeFor, codeLetters });
  const letter = {
    kind: 'booking-code',
    subjectId: held.id,
    recipient: email,
    token: code,
    locale,
    expiresAt,
  } as const;
  const message = await prepareMessage(tx, { businessId: venue.id, now }, letter);
  await announceMessage(tx, { businessId: venue.id, id: String(message.values.id) }, [message]);
  return needed;
}

function update(tx: Tx, { businessId, id }: HoldRow, fields: Partial<HoldRow>) {
  return tx
    .update(hold)
    .set(fields)
    .where(and(eq(hold.businessId, businessId), eq(hold.id, id)));
}

const forOf = (id: string, email: string) => keyedHash(`code-for ${id} ${email.toLowerCase()}`);
const codeOf = (id: string, code: string) => keyedHash(`code ${id} ${code}`);
const isSame = (a: string, b: string) => timingSafeEqual(Buffer.from(a), Buffer.from(b));
