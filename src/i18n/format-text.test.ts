import { expect, test } from 'vitest';
import { formatText } from './format-text';

const PEOPLE = '{count, plural, one {1 persona} other {# personas}} en {venue}';

test('a text has its arguments, the plural and the number of its language', () => {
  expect(formatText('es', PEOPLE, { count: 1, venue: 'Quito' })).toBe('1 persona en Quito');
  expect(formatText('es', PEOPLE, { count: 12_000, venue: 'Quito' })).toBe('12.000 personas en Quito');
  expect(formatText('en', PEOPLE, { count: 12_000, venue: 'Quito' })).toBe('12,000 personas en Quito');
});

test('a text without arguments is as it is', () => {
  expect(formatText('en', 'Add to calendar', {})).toBe('Add to calendar');
});
