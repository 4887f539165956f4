import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { claimsOf } from '@/modules/passes/issue-pass';
import { findPassKey, signClaims } from '@/modules/passes/keys';
import { qrPass } from '@/modules/passes/tables';
import { managePath } from '@/modules/reservations/manage-link';
import { toE164 } from '@/modules/reservations/phone';
import type { ReservationRow } from '@/modules/reservations/rows';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { BookingAnswer } from './answers';
import { completeHold } from './complete-hold';
import { checkPolicy, type FoundPage } from './find-page';
import { refuseSuspicious } from './refuse-suspicious';
import { LEAST_FILL_MS } from './rules';
import type { GuestInput } from './schema';
import { onlineBooking } from './tables';

export interface Asked {
  readonly now: Date;
  /** Of this server in a browser. */
  readonly origin: string;
}

/**
 * Makes the time that a guest holds their reservation, with what they accepted; the same hold again gets the same answer. Throws what
 * `completeHold` does; FORBIDDEN for a program that filled in what people do not see, RATE_LIMITED for a form that nobody can have read,
 * VALIDATION without a phone and an e-mail, POLICY_CHANGED with the version that is to be accepted; and what `refuseSuspicious` returns.
 */
export async function createBooking(
  found: FoundPage,
  input: GuestInput,
  { now, origin }: Asked,
): Promise<BookingAnswer> {
  const { venue, page } = found;
  const { holdId, name, phone = null, email = null, notes = null, locale } = input;
  checkSender(input, now);
  const author: Author = { venue, userId: null, requestId: randomUUID(), now, request: { locale } };
  const made = await transaction(async (tx) => {
    const guest = { customerName: name, customerPhone: phone, customerEmail: email, notes };
    const contact = { phone: phone === null ? null : toE164(phone, venue), email };
    const refusal = await refuseSuspicious(tx, author, found, { ...input, ...contact });
    if (refusal) return refusal;
    const { row, replayed } = await completeHold(tx, author, holdId, guest);
    if (!replayed) {
      // Only a new booking accepts something; whoever sends their form again has already.
      checkPolicy(found, input.policyVersion);
      await tx.insert(onlineBooking).values({
        ...{ businessId: venue.id, reservationId: row.id, policyVersion: page.policyVersion, locale },
        ...{ acceptedAt: now, marketingAt: input.marketing ? now : null },
      });
    }
    return answerOf(tx, found, row, origin);
  });
  // Thrown only here: what was sent and counted with it stays.
  if (made instanceof DomainError) throw made;
  return made;
}

/** Throws FORBIDDEN, RATE_LIMITED and VALIDATION, as `createBooking` does. */
export function checkSender(
  { website, shownAt, phone, email }: Pick<GuestInput, 'website' | 'shownAt' | 'phone' | 'email'>,
  now: Date,
): void {
  if (website) throw new DomainError('FORBIDDEN');
  if (shownAt !== undefined && now.getTime() - shownAt < LEAST_FILL_MS)
    throw new DomainError('RATE_LIMITED', { retryAfter: LEAST_FILL_MS });
  if (!phone && !email) throw missingContact();
}

/** What a guest gets of a reservation. */
export async function answerOf(
  tx: Tx,
  { venue }: Pick<FoundPage, 'venue'>,
  row: ReservationRow,
  origin: string,
): Promise<BookingAnswer> {
  const pass = await passPath(tx, row);
  return { code: row.code, manageUrl: origin + managePath(venue.slug, row), passUrl: origin + (pass ?? '') };
}

/** The page of a reservation's pass; null when it has none that is valid. */
export async function passPath(tx: Tx, { businessId, id }: ReservationRow): Promise<string | null> {
  const isActive = and(eq(qrPass.businessId, businessId), eq(qrPass.reservationId, id), isNull(qrPass.revokedAt));
  const [pass] = await tx.select().from(qrPass).where(isActive);
  const key = pass && (await findPassKey(tx, pass.keyId));
  return key ? `/pase/${signClaims(key, claimsOf(pass))}` : null;
}

function missingContact(): DomainError {
  const issue = { path: 'phone', code: 'required', message: 'a phone or an e-mail' };
  return new DomainError('VALIDATION', { extra: { issues: [issue] } });
}
