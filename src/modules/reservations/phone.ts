import parsePhone, { type PhoneNumber } from 'libphonenumber-js/max';
import { countryOf } from '@/modules/venues/country';
import type { Venue } from '@/modules/venues/venue';
import { DomainError } from '@/platform/errors';

/**
 * A phone as E.164, read as people of the venue's country write it: with the country's prefix after + or 00, or as it is dialled there.
 * Throws VALIDATION at `customerPhone` for what no phone can be and for an extension. A number that names its country is believed
 * when its length exists there, since new ranges open before lists of them are published; one that does not must exist.
 */
export function toE164(text: string, venue: Pick<Venue, 'country' | 'timeZone'>): string {
  const written = text.replace(/^tel:/i, '');
  const phone = readPhone(written, venue) ?? readPhone(written.replace(/^00/, '+'), venue);
  if (!phone) throw refused('not a phone number');
  if (phone.ext) throw refused('extension');
  return phone.number;
}

/** The input with its phone as E.164. A phone that is as `before` stays, whatever it is. */
export function withPhone<Input extends { customerPhone?: string | null | undefined }>(
  input: Input,
  venue: Pick<Venue, 'country' | 'timeZone'>,
  before: string | null = null,
): Input {
  const { customerPhone } = input;
  if (!customerPhone || customerPhone === before) return input;
  return { ...input, customerPhone: toE164(customerPhone, venue) };
}

function readPhone(written: string, venue: Pick<Venue, 'country' | 'timeZone'>): PhoneNumber | null {
  const country = countryOf(venue);
  const phone = parsePhone(written, { ...(country ? { defaultCountry: country } : {}), extract: false });
  const exists = /^[+＋]/.test(written) ? phone?.isPossible() : phone?.isValid();
  return phone && exists ? phone : null;
}

function refused(message: string): DomainError {
  return new DomainError('VALIDATION', { extra: { issues: [{ path: 'customerPhone', code: 'custom', message }] } });
}
