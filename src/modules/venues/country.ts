import { getTimezone } from 'countries-and-timezones';
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { Venue } from './venue';

/**
 * ISO 3166-1 alpha-2: the venue's own country, else the main country of its zone. Null for a zone without a country,
 * such as UTC.
 */
export function countryOf({ country, timeZone }: Pick<Venue, 'country' | 'timeZone'>): CountryCode | null {
  const guessed = country ?? getTimezone(timeZone)?.countries[0];
  return guessed !== undefined && isSupportedCountry(guessed) ? guessed : null;
}
