import { expect, it } from 'vitest';
import { CreateReservationInput } from '@/modules/reservations/schema';
import type { Facts } from '@/modules/services/availability';
import type { Service } from '@/modules/services/wire';
import type { DiningTable } from '@/modules/tables/wire';
import { judgeSeating } from './judge-seating';

const NOW = new Date('2026-10-20T12:00:00Z');
const table = (name: string, maxSeats = 4): DiningTable => ({
  ...{ id: `id ${name}`, name, maxSeats, minSeats: 1, zoneId: null, priority: 0, channel: 'ONLINE' },
  ...{ plan: null, active: true, version: 1 },
});
const SERVICE: Service = {
  ...{ id: 's', name: 'Cena', mode: 'TABLES', weekdays: [1, 2, 3, 4, 5, 6, 7], firstDay: null, lastDay: null },
  ...{ opensAt: '19:00', lastSeatingAt: '23:00', closesAt: '01:00', stepMinutes: 30, noticeMinutes: 0 },
  ...{ horizonDays: 60, turns: [], pacing: [], parties: [], exceptions: [], active: true, version: 1 },
  ...{ turnMinutes: 120, bufferMinutes: 0 },
};
const FACTS: Facts = {
  ...{ rules: { timeZone: 'Europe/Madrid', cutoffHour: 4 }, zones: [], services: [SERVICE], blocks: [] },
  tables: [table('Mesa 7'), table('Mesa 8'), table('Barra', 2), table('A-1'), table('A 1')],
  combinations: [
    { ...{ id: 'c', tableIds: ['id Mesa 7', 'id Mesa 8'], minSeats: 5, maxSeats: 8, active: true, version: 1 } },
  ],
  ...{ stays: [], parties: [] },
};
const row = (tableName: string | null, time = '21:00', guestCount = 4) =>
  CreateReservationInput.parse({
    ...{ customerName: 'Ana', guestCount, tableName, status: 'CONFIRMED' },
    reservedAt: `2026-10-24T${time}:00+02:00`,
  });

it('gives a row the table that it names, however the name is written, and the name of the venue', () => {
  for (const name of ['Mesa 7', 'mesa 7', ' MESA-7 ']) {
    expect(judgeSeating(FACTS, NOW)(row(name)), name).toEqual({
      ...{ fate: 'given', fields: { tableIds: ['id Mesa 7'], tableName: 'Mesa 7' } },
    });
  }
  expect(judgeSeating(FACTS, NOW)(row('8 + 7')).fate, 'a part of a name is none').toBe('unknown');
  expect(judgeSeating(FACTS, NOW)(row('Mesa 8 + Mesa 7', '21:00', 6))).toEqual({
    ...{ fate: 'given', fields: { tableIds: ['id Mesa 8', 'id Mesa 7'], tableName: 'Mesa 7 + Mesa 8' } },
  });
});

it('leaves a name that is no table’s, or two’s, as it is', () => {
  const seat = judgeSeating(FACTS, NOW);
  for (const name of ['Ventana', 'a1', '+', 'Mesa 7 + Mesa 7', 'Mesa 7 + Ventana'])
    expect(seat(row(name)), name).toEqual({ fate: 'unknown', fields: {} });
  expect(seat(row('A-1')).fate, 'the name itself is one').toBe('given');
  expect(seat(row(null))).toEqual({ fate: null, fields: {} });
  expect(judgeSeating({ ...FACTS, tables: [] }, NOW)(row('7')), 'a venue without tables').toMatchObject({ fate: null });
});

it('gives a table once: not to a row after it, nor to one whom it does not suit, nor outside of the service', () => {
  const seat = judgeSeating(FACTS, NOW);
  const fates = [row('Mesa 7'), row('Mesa 7', '22:00'), row('Mesa 7', '23:00'), row('Barra', '21:00', 3)].map(
    (each) => seat(each).fate,
  );
  expect(fates).toEqual(['given', 'taken', 'given', 'taken']);
  expect(seat(row('Mesa 8', '15:00'))).toEqual({ fate: 'taken', fields: {} });
  const from = Date.parse('2026-10-24T20:00:00+02:00');
  const stay = { tableId: 'id Mesa 8', reservationId: 'r', from, until: from + 120 * 60_000 };
  expect(judgeSeating({ ...FACTS, stays: [stay] }, NOW)(row('Mesa 8')).fate, 'somebody has it').toBe('taken');
});

it('counts the rows before it among those who come', () => {
  const most = { from: null, until: null, startCovers: 6, startParties: null, onlineCovers: null };
  const pacing = [{ ...most, presentCovers: null, presentParties: null }];
  const seat = judgeSeating({ ...FACTS, services: [{ ...SERVICE, pacing }] }, NOW);
  expect(seat(row(null)).fate).toBeNull();
  expect(seat(row('Mesa 7')).fate, 'more start then than the service takes').toBe('taken');
});
