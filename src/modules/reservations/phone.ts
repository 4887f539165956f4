import parsePhone, { AsYouType, type PhoneNumber } from 'libphonenumber-js/max';
import { countryOf } from '@/modules/venues/country';
import type { Venue } from '@/modules/venues/venue';
import { DomainError } from '@/platform/errors';

/**
 * Converts a phone to E.164 by the conventions of the venue's country: with a country prefix after + or 00, or as it is
 * dialled inside the country. Throws VALIDATION at `customerPhone` for a text that cannot be a phone and for an
 * extension. A number with a country prefix is accepted when its length is possible in that country, because new ranges
 * open before lists of them are published; a number without one must be in a known range.
 */
export function toE164(text: string, venue: Pick<Venue, 'country' | 'timeZone'>): string {
  const written = text.replace(/^tel:/i, '');
  const phone = readPhone(written, venue) ?? readPhone(written.replace(/^00/, '+'), venue);
  if (!phone) throw refused('not a phone number');
  if (phone.ext) throw refused('extension');
  return phone.number;
}

/** The input with its phone as E.164. A phone equal to `before` is kept without any check. */
export function withPhone<Input extends { customerPhone?: string | null | undefined }>(
  input: Input,
  venue: Pick<Venue, 'country' | 'timeZone'>,
  before: string | null = null,
): Input {
  const { customerPhone } = input;
  if (!customerPhone || customerPhone === before) return input;
  return { ...input, customerPhone: toE164(customerPhone, venue) };
}

/**
 * How the E.164 form of a phone starts of which only the first digits are known, by the conventions of the venue's
 * country. Null when they do not determine a country.
 */
export function startOfE164(digits: string, venue: Pick<Venue, 'country' | 'timeZone'>): string | null {
  const phone = new AsYouType(countryOf(venue) ?? undefined);
  phone.input(digits.replace(/^tel:|\(0\)/gi, '').replace(/^\s*00/, '+'));
  return phone.getNumberValue() ?? null;
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
