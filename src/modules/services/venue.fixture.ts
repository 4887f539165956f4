import fc from 'fast-check';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import type { Facts, Party, Stay } from './availability';
import { CreateServiceInput } from './schema';
import type { Service } from './wire';

/** A service with the defaults of the server's own schema. */
export function serviceOf(fields: Partial<Service> = {}): Service {
  const hours = { name: 'Cena', opensAt: '19:00', lastSeatingAt: '23:00', closesAt: '02:00' };
  return { ...CreateServiceInput.parse(hours), id: 's1', version: 1, ...fields } as Service;
}

export function tableOf(id: string, maxSeats = 4, fields: Partial<Facts['tables'][number]> = {}) {
  const usual = { minSeats: 1, priority: 0, channel: 'ONLINE' as const, plan: null, active: true, version: 1 };
  return { ...usual, id, name: id, zoneId: null, maxSeats, ...fields };
}

/** Facts of a venue in Guayaquil with one service and nothing else. */
export function factsOf(fields: Partial<Facts> = {}): Facts {
  const none = { zones: [], tables: [], combinations: [], blocks: [], stays: [], parties: [] };
  return { rules: { timeZone: 'America/Guayaquil', cutoffHour: 4 }, services: [serviceOf()], ...none, ...fields };
}

const MINUTE = 60_000;
/** A day on which a clock skips an hour, one on which it repeats one, and a plain one, of each zone. */
const DAYS = {
  'Europe/Madrid': ['2026-03-28', '2026-10-24', '2026-06-06'],
  'America/New_York': ['2026-03-07', '2026-10-31', '2026-06-06'],
  'America/Guayaquil': ['2026-11-21'],
} as const;
const zoneDay = fc
  .constantFrom(...(Object.keys(DAYS) as (keyof typeof DAYS)[]))
  .chain((timeZone) => fc.constantFrom(...DAYS[timeZone]).map((day) => ({ timeZone, day })));

const limit = fc.option(fc.integer({ min: 1, max: 12 }));
const timeAt = (hour: number, half: boolean) => `${String(hour % 24).padStart(2, '0')}:${half ? '30' : '00'}`;
const pacing = fc.record({
  ...{ from: fc.constant(null), until: fc.constant(null), startCovers: limit, startParties: limit },
  ...{ presentCovers: limit, presentParties: limit, onlineCovers: limit },
});
const turn = fc.integer({ min: 1, max: 6 }).map((party) => ({
  ...{ minParty: party, maxParty: party + 2, minutes: 45 + 15 * party, bufferMinutes: 15 },
}));
const service = fc
  .record({
    ...{ opens: fc.integer({ min: 12, max: 23 }), half: fc.boolean(), length: fc.integer({ min: 1, max: 7 }) },
    ...{ step: fc.constantFrom(15, 30, 45), turns: fc.array(turn, { maxLength: 2 }) },
    ...{ pacing: fc.array(pacing, { maxLength: 1 }), covers: fc.boolean(), always: fc.boolean() },
  })
  .map(({ opens, half, length, step, covers, always, ...rules }) =>
    serviceOf({
      ...{ opensAt: timeAt(opens, half), lastSeatingAt: timeAt(opens + length, half) },
      ...{ closesAt: timeAt(opens + length + 1, half), stepMinutes: step, ...rules, noticeMinutes: 0 },
      ...{ mode: covers && !always ? 'COVERS' : 'TABLES', horizonDays: 400 },
    }),
  );
const table = fc.record({
  ...{ seats: fc.integer({ min: 1, max: 6 }), channel: fc.constantFrom('ONLINE', 'IN_HOUSE', 'WALK_IN') },
  ...{ priority: fc.nat(2) },
});

export interface RandomVenue {
  readonly facts: Facts;
  readonly day: string;
  readonly query: {
    readonly day: string;
    readonly party: number;
    readonly channel: 'IN_HOUSE' | 'ONLINE';
    readonly now: Date;
  };
}

/** A venue with tables, chains, services, parties and blocks around a day of its zone. */
export const randomVenue: fc.Arbitrary<RandomVenue> = fc
  .record({
    ...{ zoneDay, cutoffHour: fc.constantFrom(0, 4, 6), services: fc.array(service, { minLength: 1, maxLength: 2 }) },
    ...{ tables: fc.array(table, { minLength: 1, maxLength: 6 }), party: fc.integer({ min: 1, max: 8 }) },
    ...{ channel: fc.constantFrom('IN_HOUSE' as const, 'ONLINE' as const), joins: fc.nat(4) },
    guests: fc.array(
      fc.record({
        ...{ table: fc.nat(5), start: fc.integer({ min: -8, max: 40 }), quarters: fc.integer({ min: 1, max: 40 }) },
        ...{ guests: fc.integer({ min: 1, max: 6 }), online: fc.boolean() },
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ zoneDay: { timeZone, day }, cutoffHour, services, tables, party, channel, joins, guests }) => {
    const rules = { timeZone, cutoffHour };
    const noon = Date.parse(instantOnBusinessDay(day, '16:00', rules));
    const ids = tables.map((_, i) => `t${i}`);
    const combinations = ids
      .slice(0, -1)
      .flatMap((id, i) =>
        i < joins
          ? [{ id: `c${i}`, tableIds: [id, `t${i + 1}`], minSeats: 3, maxSeats: 8, active: true, version: 1 }]
          : [],
      );
    const spans = guests.map(({ table: place, start, quarters, ...each }, i) => {
      const from = noon + start * 15 * MINUTE;
      return {
        ...each,
        reservationId: `r${i}`,
        tableId: ids[place % ids.length] ?? 't0',
        from,
        until: from + quarters * 15 * MINUTE,
      };
    });
    const stays: Stay[] = spans.map(({ tableId, reservationId, from, until }) => ({
      tableId,
      reservationId,
      from,
      until,
    }));
    const parties: Party[] = spans.map(({ reservationId, from: at, guests: size, online }) => ({
      ...{ reservationId, at, guests: size, online },
    }));
    const facts = factsOf({
      ...{ rules, combinations, stays, parties },
      services: services.map((each, i) => ({ ...each, id: `s${i}` })),
      tables: tables.map(({ seats, priority, channel: open }, i) =>
        tableOf(`t${i}`, seats, { priority, channel: open as 'ONLINE' }),
      ),
    });
    return { facts, day, query: { day, party, channel, now: new Date(noon - 12 * 60 * MINUTE) } };
  });
