import { describe, expect, it } from 'vitest';
import { reservationOf } from '@/modules/reservations/reservation.fixture';
import type { Block, DiningTable, Zone } from '@/modules/tables/wire';
import { blocksOf, byTable, lanesOf, linesOf, occupancyOf, toneOf } from './lines';
import { inTheWay, shareVisits, visitsOf } from './turns';

const NOW = Date.parse('2026-11-22T02:00:00Z');
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const tableOf = (id: string, zoneId: string | null = null): DiningTable => ({
  ...{ id, name: id, zoneId, minSeats: 1, maxSeats: 4, priority: 0, channel: 'ONLINE', plan: null, active: true },
  version: 1,
});
const zoneOf = (id: string, active = true): Zone => ({ id, name: id, place: 0, active, version: 1 });
const party = (id: string, minutes: number, tableIds: string[] | null, changes = {}) =>
  reservationOf({ id, reservedAt: at(minutes), tableIds, status: 'CONFIRMED', scanCount: 0, ...changes });
const moment = { now: NOW, tolerance: 15 };
const turnsOf = (rows: Parameters<typeof visitsOf>[0]) =>
  visitsOf(rows, [], moment).map(({ row, turn, from, until }) => [
    ...[row.id, turn, (from - NOW) / 60_000, (until - NOW) / 60_000],
  ]);

describe('how a party stands with its table', () => {
  it('follows from the clock, and from who sat down and left', () => {
    const there = { status: 'CHECKED_IN' };
    expect(
      turnsOf([
        party('due', -10, ['a']),
        party('late', -15, ['a']),
        party('here', -10, ['a'], there),
        party('seated', -60, ['a'], { ...there, seatedAt: at(-50) }),
        party('over', -150, ['a'], { ...there, seatedAt: at(-140) }),
        party('left', -90, ['a'], { status: 'COMPLETED', seatedAt: at(-80), leftAt: at(-5) }),
        party('gone', 0, ['a'], { status: 'CANCELLED' }),
        party('absent', 0, ['a'], { status: 'NO_SHOW' }),
      ]),
    ).toEqual([
      ['due', 'due', -10, 110],
      ['late', 'late', -15, 105],
      ['here', 'here', -10, 110],
      ['seated', 'seated', -50, 70],
      ['over', 'over', -140, 0],
      ['left', 'left', -80, -5],
    ]);
  });

  it('stays the same object while it says the same', () => {
    const rows = [party('a', 0, ['a']), party('b', 10, ['a'])];
    const before = visitsOf(rows, [], moment);
    const known = new Map(before.map((visit) => [visit.row.id, visit]));
    const [first, second] = shareVisits(
      known,
      visitsOf(rows, [], moment, new Map([['b', { reservedAt: at(20), tableIds: ['c'] }]])),
    );
    expect([first === before[0], second === before[1], second?.tableIds]).toEqual([true, false, ['c']]);
  });
});

describe('the lines of the plan', () => {
  it('are tables under their zones, and a party without a table stands in none', () => {
    const tables = [tableOf('1', 'b'), tableOf('2', 'a'), tableOf('3'), tableOf('4', 'gone')];
    const lines = linesOf([zoneOf('a'), zoneOf('b', false), zoneOf('empty')], tables);
    expect(
      lines.map((line) => (line.kind === 'zone' ? `— ${line.name}` : `${line.key}${line.isOff ? ' off' : ''}`)),
    ).toEqual([...['— a', '2', '— b', '1 off', '— null', '3', '4']]);
    const visits = visitsOf([party('x', 0, ['1', '2']), party('y', 0, null), party('z', 0, ['deleted'])], [], moment);
    const found = byTable(visits, tables);
    expect([...found].map(([id, list]) => [id, list.map(({ row }) => row.id)])).toEqual([
      ['1', ['x']],
      ['2', ['x']],
      ['', ['y', 'z']],
    ]);
  });

  it('put parties that overlap below each other, and neighbours beside each other', () => {
    const visits = visitsOf([party('a', 0, ['1']), party('b', 60, ['1']), party('c', 120, ['1'])], [], moment);
    const { laned, lanes } = lanesOf(visits);
    expect([lanes, laned.map(({ lane }) => lane)]).toEqual([2, [0, 1, 0]]);
    const [a, b] = visits;
    if (!a || !b) throw new Error('no visits');
    expect(inTheWay(visits, b).map(({ row }) => row.id)).toEqual(['a', 'c']);
    expect(inTheWay(visits, { ...a, until: a.from + 60_000 })).toEqual([]);
  });

  it('say what goes on at a table', () => {
    const rows = [
      party('sits', -30, ['1'], { status: 'CHECKED_IN', seatedAt: at(-30) }),
      party('next', 100, ['1']),
      party('soon', 30, ['2']),
      party('late', -20, ['3']),
    ];
    const found = byTable(
      visitsOf(rows, [], moment),
      ['1', '2', '3'].map((id) => tableOf(id)),
    );
    const toneAt = (id: string, isOff = false) => toneOf(occupancyOf(found.get(id) ?? [], NOW), isOff, NOW);
    expect(['1', '2', '3', '4'].map((id) => toneAt(id))).toEqual(['seated', 'due', 'late', 'free']);
    expect(toneAt('4', true)).toBe('off');
    expect(occupancyOf(found.get('1') ?? [], NOW).next?.row.id).toBe('next');
  });

  it('are closed by the blocks of the table, of its zone and of the venue', () => {
    const blockOf = (id: string, changes: Partial<Block>): Block => ({
      ...{ id, tableId: null, zoneId: null, serviceId: null, startsAt: at(0), endsAt: at(60), mode: 'NO_OVERLAP' },
      ...{ reason: null, version: 1, ...changes },
    });
    const blocks = [
      blockOf('own', { tableId: '1' }),
      blockOf('other', { tableId: '2' }),
      blockOf('zone', { zoneId: 'a' }),
      blockOf('venue', {}),
      blockOf('service', { serviceId: 's' }),
    ];
    expect(blocksOf(blocks, tableOf('1', 'a')).map(({ id }) => id)).toEqual(['own', 'zone', 'venue']);
  });
});
