import { expect, test } from 'vitest';
import { BusyNight, isImportant, type Kind, type News, PAUSE_MS } from './busy-night';

const news = (kind: Kind, reservationId: string, rest: Partial<News> = {}): News => ({
  ...{ kind, reservationId, guest: reservationId, people: 1, inside: 1, planned: 4, status: '' },
  ...rest,
});
const told = (night: BusyNight, now: number) => night.take(now).map(({ reservationId }) => reservationId);

test('the first news is told at once, and what comes within the second after it together', () => {
  const night = new BusyNight();
  expect(night.wait(0)).toBeNull();
  night.add(news('arrived', 'a'));
  expect(night.wait(5000)).toBe(0);
  expect(told(night, 5000)).toEqual(['a']);
  for (const party of ['b', 'c', 'd']) night.add(news('arrived', party));
  expect(night.wait(5200)).toBe(PAUSE_MS - 200);
  expect(told(night, 5999)).toEqual([]);
  expect(told(night, 6000)).toEqual(['b', 'c', 'd']);
  expect(told(night, 7000)).toEqual([]);
});

test('two hundred scans in ten seconds are eleven notices at most, and no person is left out', () => {
  const night = new BusyNight();
  let notices = 0;
  let people = 0;
  for (let now = 0; now <= 11_000; now += 50) {
    if (now < 10_000) night.add(news('arrived', `party-${now}`, { people: 2 }));
    const together = night.take(now);
    if (together.length === 0) continue;
    notices += 1;
    people += together.reduce((sum, each) => sum + each.people, 0);
  }
  expect(notices).toBeLessThanOrEqual(11);
  expect(people).toBe(400);
});

test('the counts of one party are one, with the people of all and the figures of the last', () => {
  const night = new BusyNight();
  night.add(news('arrived', 'a', { people: 2, inside: 2 }));
  night.add(news('arrived', 'b'));
  night.add(news('arrived', 'a', { people: 1, inside: 3 }));
  expect(night.take(0)).toEqual([news('arrived', 'b'), news('arrived', 'a', { people: 3, inside: 3 })]);
  night.add(news('arrived', 'a', { people: 2, inside: 5 }));
  night.add(news('corrected', 'a', { people: -2, inside: 3 }));
  expect(night.take(PAUSE_MS)).toEqual([news('corrected', 'a', { people: 0, inside: 3 })]);
});

test('what changes the work of others comes first, and the rest a second later each', () => {
  const night = new BusyNight();
  night.add(news('arrived', 'a'));
  night.add(news('updated', 'b'));
  night.add(news('created', 'c'));
  night.add(news('excess', 'd'));
  night.add(news('created', 'e'));
  expect([0, 1000, 2000, 3000, 4000].map((now) => told(night, now))).toEqual([['d'], ['c', 'e'], ['b'], ['a'], []]);
});

test('bookings, cancellations and excess are important; counts, moves and edits are not', () => {
  expect((['excess', 'cancelled', 'deleted', 'created'] as const).every(isImportant)).toBe(true);
  expect((['moved', 'updated', 'arrived', 'corrected'] as const).some(isImportant)).toBe(false);
});
