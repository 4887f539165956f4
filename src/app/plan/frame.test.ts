import { describe, expect, it } from 'vitest';
import { CreateServiceInput } from '@/modules/services/schema';
import type { Service } from '@/modules/services/wire';
import { frameOf, hoursOf, snap, timeText } from './frame';

const QUITO = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const MADRID = { timeZone: 'Europe/Madrid', cutoffHour: 6 };
const serviceOf = (input: Partial<Service>): Service => ({
  ...CreateServiceInput.parse({
    ...{ name: 'Cena', opensAt: '19:00', lastSeatingAt: '23:00', closesAt: '01:00', stepMinutes: 30 },
    ...input,
  }),
  ...{ id: 's', version: 1 },
});
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe('the columns of the time line', () => {
  it('go from the first opening to the last closing, and as far as a party needs', () => {
    const frame = frameOf([serviceOf({})], '2026-11-21', QUITO, []);
    expect([iso(frame.from), iso(frame.until)]).toEqual(['2026-11-22T00:00', '2026-11-22T06:00']);
    const early = { from: Date.parse('2026-11-21T22:50:00Z'), until: Date.parse('2026-11-22T06:20:00Z') };
    const wider = frameOf([serviceOf({})], '2026-11-21', QUITO, [early]);
    expect([iso(wider.from), iso(wider.until)]).toEqual(['2026-11-21T22:45', '2026-11-22T06:30']);
    const empty = frameOf([], '2026-11-21', QUITO, []);
    expect(hoursOf(empty, QUITO.timeZone).map(({ label }) => label)).toEqual([
      ...['18:00', '19:00', '20:00', '21:00', '22:00', '23:00', '00:00'],
    ]);
  });

  it('show an hour that the clock repeats twice, with its offset, and none that it skips', () => {
    const late = serviceOf({ opensAt: '22:00', lastSeatingAt: '03:30', closesAt: '05:00' });
    // The night in which summer time ends: 02:00 comes twice.
    const autumn = frameOf([late], '2026-10-24', MADRID, []);
    expect(hoursOf(autumn, MADRID.timeZone).map(({ label }) => label)).toEqual([
      ...['22:00', '23:00', '00:00', '01:00', '02:00 +02:00', '02:00 +01:00', '03:00', '04:00', '05:00'],
    ]);
    const spring = frameOf([late], '2026-03-28', MADRID, []);
    const hours = hoursOf(spring, MADRID.timeZone);
    expect(hours.map(({ label }) => label)).toEqual(['22:00', '23:00', '00:00', '01:00', '03:00', '04:00', '05:00']);
    // An hour of the picture is an hour of time, whatever the clock says.
    expect(new Set(hours.slice(1).map(({ at }, i) => at - (hours[i]?.at ?? 0)))).toEqual(new Set([3_600_000]));
    expect(timeText(Date.parse('2026-10-25T01:30:00Z'), MADRID.timeZone)).toBe('02:30 +01:00');
    expect(timeText(Date.parse('2026-10-25T03:30:00Z'), MADRID.timeZone)).toBe('04:30');
  });

  it('snap a time to the steps of its service, from its opening', () => {
    const { windows } = frameOf([serviceOf({ opensAt: '19:10', stepMinutes: 40 })], '2026-11-21', QUITO, []);
    expect(iso(snap(windows, Date.parse('2026-11-22T01:05:00Z')))).toBe('2026-11-22T00:50');
    expect(iso(snap(windows, Date.parse('2026-11-21T20:08:00Z')))).toBe('2026-11-21T20:15');
  });
});
