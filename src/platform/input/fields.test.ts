import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { SetupInput } from '@/modules/access/schema';
import { CountAttendanceInput, ScanQrInput } from '@/modules/attendance/schema';
import { OverviewInput, ReplayInput } from '@/modules/monitor/schema';
import {
  CreateReservationInput,
  DayStatsInput,
  ListReservationsInput,
  UpdateReservationInput,
} from '@/modules/reservations/schema';

const BLANK = ['', '   ', '\u00A0\t\n', '\u200B\uFEFF', '\u202E \u202C', null];
const NONCE = 'nonce-12345';
const booking = { customerName: 'Ana', guestCount: 2, reservedAt: '2026-11-22T02:00:00Z' };
const scan = { action: 'increment', qrCode: 'AF1', nonce: NONCE };
const count = { id: 'r', delta: 1, nonce: NONCE };

/** Every field of every schema that may be left out. */
const EMPTY: [string, z.ZodType, object, string, null | undefined][] = [
  ...(['customerPhone', 'customerEmail', 'tableName', 'notes'] as const).flatMap((field) => [
    ['create', CreateReservationInput, booking, field, null] as [string, z.ZodType, object, string, null],
    ['update', UpdateReservationInput, { id: 'r' }, field, null] as [string, z.ZodType, object, string, null],
  ]),
  ...['day', 'status', 'q', 'include'].map(
    (field) => ['list', ListReservationsInput, {}, field, undefined] as [string, z.ZodType, object, string, undefined],
  ),
  ['stats', DayStatsInput, {}, 'day', undefined],
  ['scan', ScanQrInput, scan, 'gateId', undefined],
  ['scan', ScanQrInput, scan, 'occurredAt', undefined],
  ['count', CountAttendanceInput, count, 'gateId', undefined],
  ['count', CountAttendanceInput, count, 'reason', undefined],
  ['count', CountAttendanceInput, count, 'occurredAt', undefined],
  ['overview', OverviewInput, {}, 'q', undefined],
  ['overview', OverviewInput, {}, 'state', undefined],
  ['replay', ReplayInput, { id: 'c' }, 'before', undefined],
];

describe('blank is null everywhere', () => {
  it.each(EMPTY)('%s %o', (_, schema, base, field, nothing) => {
    for (const blank of BLANK) {
      const parsed = schema.safeParse({ ...base, [field]: blank });
      expect([blank, parsed.success]).toEqual([blank, true]);
      expect((parsed.data as Record<string, unknown>)[field]).toBe(nothing);
    }
  });
});

describe('what is written is trimmed before it is judged', () => {
  const dirty = (text: string) => `\uFEFF \u200B${text}\u202C \n`;

  it('in a reservation', () => {
    const long = 'a'.repeat(40);
    const parsed = CreateReservationInput.parse({
      ...booking,
      customerName: dirty('A'.repeat(120)),
      customerEmail: dirty('ana@example.com'),
      customerPhone: dirty('+593 99-123.4567'),
      reservedAt: dirty('2026-11-22T02:00:00Z'),
      tableName: dirty(long),
      notes: dirty('n'.repeat(1000)),
    });
    expect(parsed).toMatchObject({
      customerName: 'A'.repeat(120),
      customerEmail: 'ana@example.com',
      customerPhone: '+593991234567',
      reservedAt: '2026-11-22T02:00:00Z',
      tableName: long,
      notes: 'n'.repeat(1000),
    });
  });

  it('in a query, a reason and an id', () => {
    expect(ListReservationsInput.parse({ day: dirty('2026-11-21'), q: dirty('ana') })).toEqual({
      day: '2026-11-21',
      q: 'ana',
    });
    expect(
      CountAttendanceInput.parse({ ...count, reason: dirty('r'.repeat(200)), gateId: dirty('norte') }),
    ).toMatchObject({
      reason: 'r'.repeat(200),
      gateId: 'norte',
    });
  });
});

describe('a name', () => {
  const setup = { email: 'a@b.co', password: 'una frase larga', timeZone: 'Europe/Madrid' };
  const NAMED: [string, z.ZodType, object, string][] = [
    ['customer', CreateReservationInput, booking, 'customerName'],
    ['customer', UpdateReservationInput, { id: 'r' }, 'customerName'],
    ['table', CreateReservationInput, booking, 'tableName'],
    ['user', SetupInput, { ...setup, businessName: 'Local' }, 'name'],
    ['venue', SetupInput, { ...setup, name: 'Ana' }, 'businessName'],
  ];

  it.each(NAMED)('of a %s shows something, and steers no text', (_, schema, base, field) => {
    const read = (name: string) => schema.safeParse({ ...base, [field]: name });
    for (const name of [
      '\u0301',
      '\u2800',
      '\u3164\u0301',
      '\uD800',
      ...(field === 'tableName' ? [] : ['', ' ', '\u200B\u202E']),
    ]) {
      expect([name, read(name).success]).toEqual([name, false]);
    }
    for (const [given, kept] of [
      ['\u202Eana\u202C\u0007', 'ana'],
      ['Mari\u0301a\u2069', 'María'],
      ['🎉', '🎉'],
      ['李', '李'],
      ['O\u2019Neill', 'O\u2019Neill'],
    ]) {
      expect(read(String(given)).data).toMatchObject({ [field]: kept });
    }
  });
});
