import fc from 'fast-check';
import { expect, it } from 'vitest';
import { businessDayOf } from '@/modules/venues/business-day';
import { availability, type Facts, judge, type Option, prepare, type Stay, without } from './availability';
import { factsOf, randomVenue, serviceOf, tableOf } from './venue.fixture';
import { turnOf, windowsOf } from './windows';

const MINUTE = 60_000;
const DAY = '2026-11-21';
const EARLY = new Date('2026-11-21T12:00:00Z');
const query = { day: DAY, party: 2, channel: 'IN_HOUSE', now: EARLY } as const;
const night = (time: string) => Date.parse(`2026-11-${time < '12' ? '22' : '21'}T${time}:00-05:00`);
const stayOf = (tableId: string, from: string, until: string, reservationId = 'r1'): Stay => ({
  ...{ tableId, reservationId, from: night(from), until: night(until) },
});
const timesOf = (facts: Facts, changes = {}) =>
  availability(facts, { ...query, ...changes }).slots.map(({ at }) =>
    new Date(Date.parse(at) - 5 * 60 * MINUTE).toISOString().slice(11, 16),
  );

it('a party more never adds a slot or an option, and its leaving restores exactly what there was', () => {
  fc.assert(
    fc.property(randomVenue, fc.nat(30), fc.nat(5), ({ facts, query: asked }, step, place) => {
      const before = availability(facts, asked);
      const slot = before.slots[step % Math.max(1, before.slots.length)];
      const option = slot?.options[place % slot.options.length];
      fc.pre(option !== undefined);
      const { tableIds: given } = option as Option;
      const at = Date.parse(slot?.at ?? '');
      const { until } = judge(prepare(facts, asked.day), at, asked);
      const more: Facts = {
        ...facts,
        stays: [...facts.stays, ...given.map((tableId) => ({ tableId, reservationId: 'new', from: at, until }))],
        parties: [
          ...facts.parties,
          { reservationId: 'new', at, guests: asked.party, online: asked.channel === 'ONLINE' },
        ],
      };
      const offered = new Map(
        before.slots.map(({ at: time, options }) => [time, new Set(options.map((each) => String(each.tableIds)))]),
      );
      for (const { at: time, options } of availability(more, asked).slots)
        for (const { tableIds } of options) expect(offered.get(time)?.has(String(tableIds)), time).toBe(true);
      expect(availability(without(more, 'new'), asked)).toEqual(before);
    }),
    { numRuns: 150 },
  );
});

it('what a slot offers is what is judged at its instant alone, and each belongs to the day that was asked for', () => {
  fc.assert(
    fc.property(randomVenue, ({ facts, query: asked }) => {
      const prepared = prepare(facts, asked.day);
      const { slots } = availability(facts, asked);
      for (const { at, options } of slots) {
        expect(judge(prepared, Date.parse(at), asked)).toMatchObject({ obstacle: null, options });
        expect(businessDayOf(at, facts.rules)).toBe(asked.day);
      }
      expect(new Set(slots.map(({ at }) => at)).size).toBe(slots.length);
    }),
    { numRuns: 150 },
  );
});

it('no table that is offered belongs to anybody at any instant of the stay', () => {
  fc.assert(
    fc.property(randomVenue, ({ facts, query: asked }) => {
      const prepared = prepare(facts, asked.day);
      for (const { at, options } of availability(facts, asked).slots) {
        const from = Date.parse(at);
        const { until } = judge(prepared, from, asked);
        const used = new Set(options.flatMap(({ tableIds }) => tableIds));
        for (let instant = from; instant < until; instant += 5 * MINUTE) {
          const taken = facts.stays.filter((each) => each.from <= instant && instant < each.until);
          expect(taken.filter(({ tableId }) => used.has(tableId))).toEqual([]);
        }
      }
    }),
    { numRuns: 120 },
  );
});

it('filled slot by slot, no service holds more than it takes, at any instant', () => {
  fc.assert(
    fc.property(randomVenue, fc.array(fc.nat(40), { maxLength: 12 }), ({ facts, query: asked }, picks) => {
      const windows = windowsOf(facts.services, asked.day, facts.rules);
      let now: Facts = { ...facts, stays: [], parties: [] };
      for (const [i, pick] of picks.entries()) {
        const { slots } = availability(now, asked);
        const slot = slots[pick % Math.max(1, slots.length)];
        const [option] = slot?.options ?? [];
        if (!slot || !option) break;
        const at = Date.parse(slot.at);
        const { until } = judge(prepare(now, asked.day), at, asked);
        const id = `n${i}`;
        now = {
          ...now,
          stays: [...now.stays, ...option.tableIds.map((tableId) => ({ tableId, reservationId: id, from: at, until }))],
          parties: [...now.parties, { reservationId: id, at, guests: asked.party, online: asked.channel === 'ONLINE' }],
        };
      }
      for (const { at: instant } of now.parties) {
        const there = now.parties.filter(({ at }) => {
          const window = windows.find(({ opens, lastSeating }) => opens <= at && at <= lastSeating);
          return at <= instant && window !== undefined && instant < at + turnOf(window, asked.party).turn;
        });
        for (const { start, end, presentCovers, presentParties } of windows.flatMap(({ pacing }) => pacing)) {
          if (instant < start || instant >= end) continue;
          expect(there.length).toBeLessThanOrEqual(presentParties ?? Number.POSITIVE_INFINITY);
          expect(there.length * asked.party).toBeLessThanOrEqual(presentCovers ?? Number.POSITIVE_INFINITY);
        }
      }
    }),
    { numRuns: 120 },
  );
});

it('the zone of the machine that asks changes nothing', () => {
  const own = process.env.TZ;
  try {
    fc.assert(
      fc.property(
        randomVenue,
        fc.constantFrom('Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu'),
        ({ facts, query: asked }, zone) => {
          process.env.TZ = 'UTC';
          const here = availability(facts, asked);
          process.env.TZ = zone;
          expect(availability(facts, asked)).toEqual(here);
        },
      ),
      { numRuns: 60 },
    );
  } finally {
    if (own === undefined) delete process.env.TZ;
    else process.env.TZ = own;
  }
});

it('a stay that encloses the whole party is seen', () => {
  const facts = factsOf({ tables: [tableOf('a')], stays: [stayOf('a', '19:00', '02:00')] });
  expect(timesOf(facts)).toEqual([]);
  expect(timesOf({ ...facts, stays: [stayOf('a', '21:30', '21:45')] })).toEqual([
    '19:00',
    '19:15',
    '19:30',
    '21:45',
    '22:00',
    '22:15',
    '22:30',
    '22:45',
    '23:00',
  ]);
});

it('a service goes on past midnight, on the business day on which it opened', () => {
  const late = serviceOf({ opensAt: '23:00', lastSeatingAt: '01:00', closesAt: '03:00', stepMinutes: 30 });
  const facts = factsOf({ tables: [tableOf('a')], services: [late] });
  expect(timesOf(facts)).toEqual(['23:00', '23:30', '00:00', '00:30', '01:00']);
  const half = night('00:30');
  expect(judge(prepare(facts, DAY), half, query)).toMatchObject({ obstacle: null, options: [{ tableIds: ['a'] }] });
  // Where the day ends at midnight, the same hours belong to the next one.
  const midnight = { ...facts, rules: { timeZone: 'America/Guayaquil', cutoffHour: 0 } };
  expect(timesOf(midnight, { now: new Date('2026-11-20T12:00:00Z') })).toEqual([
    '00:00',
    '00:30',
    '01:00',
    '23:00',
    '23:30',
  ]);
});

it('an hour that the clock repeats is offered twice with its offset, and one that it skips is no error', () => {
  const all = serviceOf({
    opensAt: '01:00',
    lastSeatingAt: '04:00',
    closesAt: '05:00',
    stepMinutes: 30,
    turnMinutes: 30,
  });
  const facts = factsOf({
    rules: { timeZone: 'Europe/Madrid', cutoffHour: 0 },
    services: [all],
    tables: [tableOf('a')],
  });
  const now = new Date('2026-01-01T00:00:00Z');
  const at = (day: string) =>
    availability(facts, { ...query, now, day }).slots.map(({ at: time, offset }) => `${time.slice(11, 16)}${offset}`);
  expect(at('2026-10-25')).toEqual([
    ...[
      '23:00+02:00',
      '23:30+02:00',
      '00:00+02:00',
      '00:30+02:00',
      '01:00+01:00',
      '01:30+01:00',
      '02:00+01:00',
      '02:30+01:00',
      '03:00+01:00',
    ],
  ]);
  expect(at('2026-03-29')).toEqual(['00:00+01:00', '00:30+01:00', '01:00+02:00', '01:30+02:00', '02:00+02:00']);
});

it('joins tables and their chains, and prefers one table, little waste and a low priority', () => {
  const join = (id: string, tableIds: string[]) => ({
    id,
    tableIds,
    minSeats: 5,
    maxSeats: 8,
    active: true,
    version: 1,
  });
  const tables = [tableOf('a'), tableOf('b'), tableOf('c'), tableOf('d', 6, { priority: 1 }), tableOf('e', 6)];
  const facts = factsOf({ tables, combinations: [join('ab', ['a', 'b']), join('bc', ['b', 'c'])] });
  const options = (party: number) =>
    judge(prepare(facts, DAY), night('20:00'), { ...query, party }).options.map(({ tableIds }) => tableIds.join('+'));
  expect(options(6)).toEqual(['e', 'd', 'a+b', 'b+c', 'a+b+c']);
  expect(options(11)).toEqual(['a+b+c']);
  expect(options(3).slice(0, 3)).toEqual(['a', 'b', 'c']);
  expect(options(13)).toEqual([]);
});

it('keeps to channels, notice, horizon, blocks, rules by party and the limits of a service', () => {
  const tables = [tableOf('a', 4, { channel: 'WALK_IN' }), tableOf('b', 4, { channel: 'IN_HOUSE' }), tableOf('c')];
  const facts = factsOf({ tables });
  const free = (changes: object, from: Facts = facts) =>
    judge(prepare(from, DAY), night('20:00'), { ...query, ...changes });
  const ids = (judged: ReturnType<typeof judge>) => judged.options.map(({ tableIds }) => tableIds.join());
  expect([ids(free({ channel: 'ONLINE' })), ids(free({})), ids(free({ channel: 'WALK_IN' }))]).toEqual([
    ['c'],
    ['b', 'c'],
    ['a', 'b', 'c'],
  ]);
  expect(free({ channel: 'ONLINE', now: new Date(night('19:30')) }).obstacle).toBe('PAST');
  expect(free({ now: new Date(night('20:10')) }).obstacle).toBe(null);
  expect(free({ now: new Date(night('20:16')) }).obstacle).toBe('PAST');
  expect(free({ channel: 'ONLINE', now: new Date(night('20:00') - 61 * 24 * 60 * MINUTE) }).obstacle).toBe('PAST');
  const span = { tableId: null, zoneId: null, serviceId: null, from: night('21:00'), until: night('22:00') };
  const blocked = (fields: object) => free({}, { ...facts, blocks: [{ ...span, mode: 'NO_OVERLAP', ...fields }] });
  expect([blocked({}).obstacle, blocked({ mode: 'NO_START' }).obstacle, blocked({ serviceId: 's1' }).obstacle]).toEqual(
    ['BLOCKED', null, 'BLOCKED'],
  );
  expect(ids(blocked({ tableId: 'c' }))).toEqual(['b']);
  const ruled = {
    ...facts,
    services: [serviceOf({ parties: [{ maxParty: 2, seats: 4, from: '19:30', until: '20:30' }] })],
  };
  expect([
    ids(free({}, ruled)),
    ids(free({ party: 3 }, ruled)),
    ids(judge(prepare(ruled, DAY), night('20:30'), query)),
  ]).toEqual([[], ['b', 'c'], ['b', 'c']]);
  const none = {
    from: null,
    until: null,
    startCovers: null,
    startParties: null,
    presentCovers: null,
    presentParties: null,
    onlineCovers: null,
  };
  const paced = { ...facts, services: [serviceOf({ pacing: [{ ...none, startCovers: 6, onlineCovers: 3 }] })] };
  const party = (guests: number, online: boolean) => ({ reservationId: 'p', at: night('20:05'), guests, online });
  expect([
    free({}, { ...paced, parties: [party(4, false)] }).obstacle,
    free({}, { ...paced, parties: [party(5, false)] }).obstacle,
  ]).toEqual([null, 'PACING']);
  expect(free({ channel: 'ONLINE' }, { ...paced, parties: [party(2, true)] }).obstacle).toBe('PACING');
  expect(judge(prepare(facts, DAY), night('18:00'), query).obstacle).toBe('CLOSED');
});

it('names the three nearest times where the one that was wished for is not free', () => {
  const facts = factsOf({ tables: [tableOf('a')], stays: [stayOf('a', '21:00', '22:00')] });
  const around = new Date(night('20:30'));
  expect(availability(facts, { ...query, around }).nearest.map(({ at }) => new Date(at).getTime())).toEqual(
    ['19:00', '22:00', '22:15'].map(night),
  );
  expect(availability({ ...facts, stays: [] }, { ...query, around }).nearest).toEqual([]);
});

it('other hours and closed days replace those of the week', () => {
  const hours = { opensAt: '13:00', lastSeatingAt: '13:30', closesAt: '16:00' };
  const service = serviceOf({
    weekdays: [6],
    exceptions: [
      { day: '2026-11-22', hours },
      { day: '2026-11-28', hours: null },
    ],
  });
  const facts = factsOf({ tables: [tableOf('a')], services: [service] });
  const counts = ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-28', '2026-12-05'].map(
    (day) => availability(facts, { ...query, day }).slots.length,
  );
  expect(counts).toEqual([17, 3, 0, 0, 17]);
});
