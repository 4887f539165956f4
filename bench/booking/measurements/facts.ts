import type { Facts, Stay } from '@/modules/services/availability';
import { CreateServiceInput } from '@/modules/services/schema';
import type { Service } from '@/modules/services/wire';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';

export const DAY = '2026-11-21';
const RULES = { timeZone: 'Europe/Madrid', cutoffHour: 4 };
const SIZE = { tables: 120, combinations: 20, stays: 600 } as const;
const MINUTE = 60_000;

/** The dinner of a large restaurant: five turns on every table, in quarters, with what the kitchen takes. */
export function bigNight(): Facts {
  const hours = { name: 'Cena', opensAt: '12:00', lastSeatingAt: '23:30', closesAt: '02:00' };
  const service = {
    ...CreateServiceInput.parse({ ...hours, stepMinutes: 15, turnMinutes: 90, bufferMinutes: 15 }),
    ...{ id: 's', version: 1 },
    pacing: [
      {
        ...{ from: null, until: null, startCovers: 80, startParties: 30, onlineCovers: 60 },
        ...{ presentCovers: 400, presentParties: 110 },
      },
    ],
  } as Service;
  const tables = Array.from({ length: SIZE.tables }, (_, i) => ({
    ...{ id: `t${i}`, name: `${i}`, zoneId: `z${i % 4}`, minSeats: 1, maxSeats: 2 + (i % 4) * 2 },
    ...{ priority: i % 3, channel: 'ONLINE' as const, plan: null, active: true, version: 1 },
  }));
  const combinations = Array.from({ length: SIZE.combinations }, (_, i) => ({
    ...{ id: `c${i}`, tableIds: [`t${i}`, `t${i + 1}`], minSeats: 5, maxSeats: 14, active: true, version: 1 },
  }));
  const noon = Date.parse(instantOnBusinessDay(DAY, '12:00', RULES));
  const stays: Stay[] = Array.from({ length: SIZE.stays }, (_, i) => {
    const from = noon + (Math.floor(i / SIZE.tables) * 135 + (i % 3) * 15) * MINUTE;
    return { tableId: `t${i % SIZE.tables}`, reservationId: `r${i}`, from, until: from + 105 * MINUTE };
  });
  const zones = Array.from({ length: 4 }, (_, i) => ({
    id: `z${i}`,
    name: `${i}`,
    place: i,
    active: true,
    version: 1,
  }));
  return {
    ...{ rules: RULES, zones, tables, combinations, services: [service], blocks: [], stays },
    parties: stays.map(({ reservationId, from }, i) => ({
      reservationId,
      at: from,
      guests: 2 + (i % 4),
      online: i % 3 === 0,
    })),
  };
}
