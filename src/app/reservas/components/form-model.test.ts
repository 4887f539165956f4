import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reservationOf } from '@/modules/reservations/reservation.fixture';
import type { Reservation } from '@/modules/reservations/wire';
import { businessDayOf } from '@/modules/venues/business-day';
import {
  conflictingFields,
  emptyForm,
  errorsOfProblem,
  type FormValues,
  formOf,
  isChanged,
  parseChanges,
  parseForm,
} from './form-model';

const rules = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const filled = { ...emptyForm('2026-11-21', new Date('2026-11-21T20:00:00Z'), rules), customerName: 'Ana' };
const row = reservationOf({ customerName: 'Ana', guestCount: 2 });

test('a new reservation is for the next quarter hour, unless the list shows a later night', () => {
  const now = new Date('2026-11-22T02:07:00Z');
  expect(emptyForm('2026-11-21', now, rules)).toMatchObject({ day: '2026-11-21', time: '21:15' });
  expect(emptyForm('2026-11-20', now, rules)).toMatchObject({ day: '2026-11-21', time: '21:15' });
  expect(emptyForm('2026-11-27', now, rules)).toMatchObject({ day: '2026-11-27', time: '21:00' });
  // A quarter hour before the cutoff of 04:00 in Guayaquil, the next one is of the next night.
  expect(emptyForm('2026-11-21', new Date('2026-11-22T08:50:00Z'), rules)).toMatchObject({
    ...{ day: '2026-11-22', time: '04:00' },
  });
});

test('a form is changed once any of its values differs', () => {
  expect(isChanged(filled, { ...filled })).toBe(false);
  for (const changes of [{ notes: 'x' }, { guestCount: 3 }, { time: '22:00' }, { status: 'PENDING' as const }]) {
    expect(isChanged(filled, { ...filled, ...changes })).toBe(true);
  }
});

test('half past one belongs to the evening before', () => {
  const parsed = parseForm({ ...filled, time: '01:30' }, rules);
  expect(parsed).toMatchObject({ ok: true, input: { reservedAt: '2026-11-22T06:30:00.000Z' } });
});

test('a new reservation without a tag has null, as one of before has', () => {
  expect(parseForm(filled, rules)).toMatchObject({ ok: true, input: { tags: null } });
  expect(parseForm({ ...filled, tags: ['VIP'] }, rules)).toMatchObject({ ok: true, input: { tags: ['VIP'] } });
});

test('names every field that the schema refuses', () => {
  const parsed = parseForm({ ...filled, customerName: ' ', customerEmail: 'ana@' }, rules);
  expect(parsed).toEqual({ ok: false, errors: { customerName: true, customerEmail: true } });
  expect(parseForm({ ...filled, time: '' }, rules)).toEqual({ ok: false, errors: { time: true } });
  expect(parseForm({ ...filled, day: '' }, rules)).toEqual({ ok: false, errors: { day: true } });
});

const edit = (opened: Reservation, touched: Partial<FormValues>, dayRules = rules) => {
  const initial = formOf(opened, dayRules);
  return parseChanges(opened, initial, { ...initial, ...touched }, dayRules);
};

describe('an edit', () => {
  test('sends only what was touched and differs', () => {
    expect(edit(row, { guestCount: 5, tableName: 'Mesa 3' })).toEqual({
      ok: true,
      input: { guestCount: 5, tableName: 'Mesa 3' },
    });
    expect(edit(row, { customerName: ' Ana ', notes: ' \u200B' })).toEqual({ ok: true, input: {} });
    expect(edit({ ...row, notes: 'x' }, { notes: '  ' })).toEqual({ ok: true, input: { notes: null } });
  });

  test('sends tags only when others are chosen, in their own order, and none as null', () => {
    const opened = { ...row, tags: ['ALLERGY', 'VIP'] };
    expect(edit(opened, { tags: ['ALLERGY', 'VIP'] })).toEqual({ ok: true, input: {} });
    expect(edit(opened, { tags: ['VIP', 'ALLERGY'] })).toEqual({ ok: true, input: {} });
    expect(edit(opened, { tags: ['MOBILITY', 'VIP'] })).toEqual({ ok: true, input: { tags: ['VIP', 'MOBILITY'] } });
    expect(edit(opened, { tags: [] })).toEqual({ ok: true, input: { tags: null } });
    expect(edit(row, { tags: [] })).toEqual({ ok: true, input: {} });
    const newer = { ...row, tags: ['VIP', 'STROLLER'] };
    expect(edit(newer, { guestCount: 3 })).toEqual({ ok: true, input: { guestCount: 3 } });
    expect(edit(newer, { tags: ['STROLLER'] })).toEqual({ ok: false, errors: { tags: true } });
  });

  test('is not stopped by what was stored under other rules, nor changes it', () => {
    const old = {
      ...row,
      customerName: '\u202EAna  María\u202C ',
      customerPhone: '+5930991234567',
      customerEmail: 'ana@',
      tableName: 'T'.repeat(60),
      notes: 'uno\r\ndos ',
      guestCount: 4000,
    };
    expect(edit(old, { tableName: 'T1' })).toEqual({ ok: true, input: { tableName: 'T1' } });
    expect(edit(old, { customerEmail: 'ana@x' })).toEqual({ ok: false, errors: { customerEmail: true } });
  });

  const FALL: [string, { timeZone: string; cutoffHour: number }, string, string][] = [
    ['2026-10-25T00:30:00.000Z', { timeZone: 'Europe/Madrid', cutoffHour: 4 }, '02:30', '2026-10-24'],
    ['2026-10-25T01:30:00.000Z', { timeZone: 'Europe/Madrid', cutoffHour: 4 }, '02:30', '2026-10-24'],
    ['2026-04-05T02:30:00.000Z', { timeZone: 'America/Santiago', cutoffHour: 4 }, '23:30', '2026-04-04'],
    ['2026-04-05T03:30:00.000Z', { timeZone: 'America/Santiago', cutoffHour: 4 }, '23:30', '2026-04-04'],
  ];
  test.each(FALL)('in the repeated hour, at %s, keeps the instant', (reservedAt, dayRules, time, day) => {
    const opened = { ...row, reservedAt, businessDay: day };
    expect(formOf(opened, dayRules)).toMatchObject({ time, day });
    expect(edit(opened, { notes: 'Ventana' }, dayRules)).toEqual({ ok: true, input: { notes: 'Ventana' } });
    // Another minute of the same hour is of the same turn of the clock.
    const at = new Date(Date.parse(reservedAt) + 15 * 60_000).toISOString();
    expect(edit(opened, { time: time.replace('30', '45') }, dayRules)).toEqual({ ok: true, input: { reservedAt: at } });
  });

  test('says at the field that a time does not exist, and moves nothing', () => {
    for (const [timeZone, day, time] of [
      ['Europe/Madrid', '2026-03-28', '02:30'],
      ['America/Santiago', '2026-09-05', '00:30'],
    ] as const) {
      const dayRules = { timeZone, cutoffHour: 4 };
      expect(edit(row, { day, time }, dayRules)).toEqual({ ok: false, errors: { time: 'skipped' } });
      expect(parseForm({ ...filled, day, time }, dayRules)).toEqual({ ok: false, errors: { time: 'skipped' } });
    }
    const madrid = { timeZone: 'Europe/Madrid', cutoffHour: 4 };
    expect(parseForm({ ...filled, day: '2026-10-24', time: '02:30' }, madrid)).toMatchObject({
      input: { reservedAt: '2026-10-25T00:30:00.000Z' },
    });
  });

  test('to another day keeps the seconds that no field shows; a typed time has none', () => {
    const opened = { ...row, reservedAt: '2026-11-22T02:00:07.250Z' };
    expect(edit(opened, { day: '2026-11-22' })).toEqual({
      ok: true,
      input: { reservedAt: '2026-11-23T02:00:07.250Z' },
    });
    expect(edit(opened, { time: '21:30' })).toEqual({ ok: true, input: { reservedAt: '2026-11-22T02:30:00.000Z' } });
  });

  const ZONES = ['America/Santiago', 'Europe/Madrid', 'America/Guayaquil', 'Australia/Lord_Howe', 'Africa/Casablanca'];
  const DAY_RULES = fc.record({ timeZone: fc.constantFrom(...ZONES), cutoffHour: fc.integer({ min: 0, max: 12 }) });
  const TRANSITIONS = ['2026-10-25T01:00:00Z', '2026-03-29T01:00:00Z', '2026-04-05T03:00:00Z', '2026-09-06T04:00:00Z'];
  const INSTANT = fc.oneof(
    fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
    fc
      .tuple(fc.constantFrom(...TRANSITIONS), fc.integer({ min: -7_200_000, max: 7_200_000 }))
      .map(([text, ms]) => new Date(Date.parse(text) + ms)),
  );

  test('of nothing sends nothing, of a note the note alone, and there and back nothing, at any instant', () => {
    fc.assert(
      fc.property(INSTANT, DAY_RULES, fc.string(), (at, dayRules, text) => {
        const businessDay = businessDayOf(at, dayRules);
        const opened = { ...row, reservedAt: at.toISOString(), businessDay, customerName: text, notes: text };
        expect(edit(opened, {}, dayRules)).toEqual({ ok: true, input: {} });
        expect(edit(opened, { tableName: 'T1' }, dayRules)).toEqual({ ok: true, input: { tableName: 'T1' } });
        const { day, time } = formOf(opened, dayRules);
        expect(edit(opened, { day, time }, dayRules)).toEqual({ ok: true, input: {} });
      }),
    );
  });
});

test('a scan since the form was opened is no conflict, another edit of the field is', () => {
  expect(conflictingFields(row, { ...row, scanCount: 1, status: 'CHECKED_IN', version: 8 }, { guestCount: 5 })).toEqual(
    [],
  );
  expect(conflictingFields(row, { ...row, guestCount: 3, version: 8 }, { guestCount: 5 })).toEqual(['guestCount']);
  const tagged = { ...row, tags: ['VIP'] };
  expect(conflictingFields(tagged, { ...tagged, tags: ['VIP'], version: 8 }, { tags: null })).toEqual([]);
  expect(conflictingFields(tagged, { ...tagged, tags: null, version: 8 }, { tags: null })).toEqual(['tags']);
});

test('reads the issues of a problem document', () => {
  expect(errorsOfProblem({ issues: [{ path: 'reservedAt' }, { path: 'x' }, null] })).toEqual({ day: true });
  expect(errorsOfProblem({})).toEqual({});
});
