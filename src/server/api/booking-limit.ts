import { answersLetter } from '@/modules/booking/refuse-suspicious';
import { keyedHash } from '@/modules/booking/rows';
import type { GuestInput } from '@/modules/booking/schema';
import type { ApiRequest } from '@/platform/http/api-request';
import { clientAddress, limitKey } from '@/platform/http/client-address';
import { consume, localLimiter, sharedLimiter } from '@/platform/http/limits';
import { shared } from '@/platform/shared';

/** What one network asks for: times in a minute, holds in ten minutes, and bookings in an hour; and the bookings of one contact in a day. */
const limiters = () =>
  shared('limits.booking', () => ({
    reads: localLimiter(120, 60),
    holds: sharedLimiter('booking.holds', 30, 10 * 60),
    bookings: sharedLimiter('booking.address', 20, 60 * 60),
    contact: sharedLimiter('booking.contact', 6, 24 * 60 * 60),
  }));

const addressOf = ({ headers }: ApiRequest) => limitKey(clientAddress(headers));

/** A keyed hash of the network that a request came from. */
export const addressHashOf = (request: ApiRequest) => keyedHash(addressOf(request));

/** Throws RATE_LIMITED. */
export async function admitRead(request: ApiRequest): Promise<void> {
  await consume(limiters().reads, addressOf(request), 'booking_reads');
}

/** Throws RATE_LIMITED. */
export async function admitHold(request: ApiRequest): Promise<void> {
  await consume(limiters().holds, addressHashOf(request), 'booking_address');
}

/** What answers a letter is not counted against the contact again: the letter was. Throws RATE_LIMITED. */
export async function admitBooking(
  request: ApiRequest,
  businessId: string,
  { phone, email, ...letter }: Pick<GuestInput, 'phone' | 'email'> & Partial<Pick<GuestInput, 'holdId' | 'code'>>,
): Promise<void> {
  const { bookings, contact } = limiters();
  await consume(bookings, addressHashOf(request), 'booking_address');
  if (await answersLetter(businessId, { email, ...letter })) return;
  for (const each of [phone, email?.toLowerCase()])
    if (each) await consume(contact, keyedHash(`${businessId} ${each}`), 'booking_contact');
}
