import { describe, expect, it } from 'vitest';
import { countryOf } from '@/modules/venues/country';
import { DomainError } from '@/platform/errors';
import { startOfE164, toE164, withPhone } from './phone';
import { CreateReservationInput } from './schema';

const quito = { country: null, timeZone: 'America/Guayaquil' };
const madrid = { country: null, timeZone: 'Europe/Madrid' };
const miami = { country: 'US', timeZone: 'America/New_York' };
const nowhere = { country: null, timeZone: 'UTC' };

/** As a request brings it: through the schema, then read with the venue. */
function stored(customerPhone: string, venue: typeof quito | typeof miami) {
  const booking = { customerName: 'Ana', guestCount: 2, reservedAt: '2026-11-22T02:00:00Z', customerPhone };
  return withPhone(CreateReservationInput.parse(booking), venue).customerPhone;
}

describe('toE164', () => {
  it.each([
    ...['+593 (0)99 123 4567', '+5930991234567', '0991234567', '099-123-4567', '99 123 4567', '593991234567'],
    ...['00593 99 123 4567', '(099) 123.4567', '+593–99‑123—4567', 'tel:+593991234567', 'TEL:0991234567'],
    ...[
      '\u202A+593 99 123 4567\u202C',
      '\uFEFF0991234567\u200B',
      '+593\u00A099\u00AD1234567',
      '＋593991234567',
      '099/123/4567',
    ],
  ])('%j of Quito is +593991234567', (text) => expect(stored(text, quito)).toBe('+593991234567'));

  it.each([
    ['612 345 678', madrid, '+34612345678'],
    ['0034 612345678', miami, '+34612345678'],
    ['(305) 555-2368', miami, '+13055552368'],
    ['+39 06 1234 5678', quito, '+390612345678'],
    ['+44 (0)20 7946 0018', madrid, '+442079460018'],
    ['+34612345678', nowhere, '+34612345678'],
  ])('%j → %j', (text, venue, e164) => expect(stored(text, venue)).toBe(e164));

  it.each([
    ['099123', quito],
    ['09912345678', quito],
    ['+593 12 345', quito],
    ['+999 1234567', quito],
    ['0991234567 Juan', quito],
    ['no tiene', quito],
    ['+', quito],
    ['0991234567', nowhere],
    ['0991234567', miami],
    ['0991234567 ext. 5', quito],
    ['+593991234567x5', quito],
    ['0991234567 / 0987654321', quito],
  ])('%j is refused at its field', (text, venue) => {
    const refusal = (() => {
      try {
        return stored(text, venue);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ code: 'VALIDATION', extra: { issues: [{ path: 'customerPhone' }] } });
  });
});

it.each([
  ['099 123', quito, '+59399123'],
  ['0991234567', quito, '+593991234567'],
  ['+593 (0)99 123', quito, '+59399123'],
  ['0034 612 34', quito, '+3461234'],
  ['612 345', madrid, '+34612345'],
  ['(305) 555', miami, '+1305555'],
  ['+34 612', nowhere, '+34612'],
  ['0991234', nowhere, null],
])('%j is the start of %j', (digits, venue, start) => expect(startOfE164(digits, venue)).toBe(start));

it('leaves what was stored before, and no phone, alone', () => {
  expect(withPhone({ customerPhone: '+5930991234567' }, quito, '+5930991234567').customerPhone).toBe('+5930991234567');
  expect(withPhone({ customerPhone: null }, quito)).toEqual({ customerPhone: null });
  expect(withPhone({}, quito)).toEqual({});
  expect(toE164('+5930991234567', quito)).toBe('+593991234567');
});

it.each([
  [quito, 'EC'],
  [madrid, 'ES'],
  [miami, 'US'],
  [{ country: null, timeZone: 'America/Buenos_Aires' }, 'AR'],
  [{ country: 'XX', timeZone: 'Europe/Madrid' }, null],
  [nowhere, null],
  [{ country: null, timeZone: 'Etc/GMT+5' }, null],
])('the country of %o is %s', (venue, country) => expect(countryOf(venue)).toBe(country));
