import { expect, test } from 'vitest';
import type { Reservation } from '@/realtime/protocol/reservation';
import { changesFrom, conflictingFields, emptyForm, errorsOfProblem, formOf, parseForm } from './form-model';

const rules = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const filled = { ...emptyForm('2026-11-21'), customerName: 'Ana' };
const row: Reservation = {
  id: 'r1',
  code: 'K7QP2',
  customerName: 'Ana',
  customerPhone: null,
  customerEmail: null,
  guestCount: 2,
  reservedAt: '2026-11-22T02:00:00.000Z',
  businessDay: '2026-11-21',
  status: 'CONFIRMED',
  scanCount: 0,
  tableName: null,
  notes: null,
  version: 7,
  createdAt: '2026-11-20T12:00:00.000Z',
};

test('half past one belongs to the evening before', () => {
  const parsed = parseForm({ ...filled, time: '01:30' }, rules);
  expect(parsed).toMatchObject({ ok: true, input: { reservedAt: '2026-11-22T06:30:00.000Z' } });
});

test('names every field that the schema refuses', () => {
  const parsed = parseForm({ ...filled, customerName: ' ', customerPhone: '099', customerEmail: 'ana@' }, rules);
  expect(parsed).toEqual({ ok: false, errors: { customerName: true, customerPhone: true, customerEmail: true } });
  expect(parseForm({ ...filled, time: '' }, rules)).toEqual({ ok: false, errors: { time: true } });
  expect(parseForm({ ...filled, day: '' }, rules)).toEqual({ ok: false, errors: { day: true } });
});

test('an untouched row has nothing to change', () => {
  const parsed = parseForm(formOf(row, rules), rules);
  expect(parsed.ok && changesFrom(row, parsed.input)).toEqual({});
});

test('sends only what was edited', () => {
  const parsed = parseForm({ ...formOf(row, rules), guestCount: 5, tableName: 'Mesa 3' }, rules);
  expect(parsed.ok && changesFrom(row, parsed.input)).toEqual({ guestCount: 5, tableName: 'Mesa 3' });
});

test('a scan since the form was opened is no conflict, another edit of the field is', () => {
  expect(conflictingFields(row, { ...row, scanCount: 1, status: 'CHECKED_IN', version: 8 }, { guestCount: 5 })).toEqual(
    [],
  );
  expect(conflictingFields(row, { ...row, guestCount: 3, version: 8 }, { guestCount: 5 })).toEqual(['guestCount']);
});

test('reads the issues of a problem document', () => {
  expect(errorsOfProblem({ issues: [{ path: 'reservedAt' }, { path: 'x' }, null] })).toEqual({ day: true });
  expect(errorsOfProblem({})).toEqual({});
});
