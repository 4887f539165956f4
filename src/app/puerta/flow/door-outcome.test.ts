import { describe, expect, test } from 'vitest';
import puerta from '@/i18n/es/puerta.json';
import type { Context } from '@/modules/access/context';
import { type ScanAnswer, ScanReason } from '@/modules/attendance/answers';
import { reservation as party, refusedAs } from '@/modules/attendance/client/device.fixture';
import { refuseCount, refuseScan } from '@/modules/attendance/refuse-scan';
import type { ReservationRow } from '@/modules/reservations/rows';
import type { Reservation } from '@/modules/reservations/wire';
import { problemResponse } from '@/platform/http/problem';
import { outcomeOf } from './door-api';
import { type DoorOutcome, describeOutcome, partyOf, reasonOf } from './door-outcome';

const reservation: Reservation = { ...party, guestCount: 6, scanCount: 4 };
const counted = (changes: Partial<Extract<DoorOutcome, { kind: 'counted' }>> = {}): DoorOutcome => ({
  kind: 'counted',
  reservation,
  scanCount: 4,
  maxGuests: 6,
  excess: 0,
  ...changes,
});

describe('describeOutcome', () => {
  test('a count within the plan is green and can be undone', () => {
    expect(describeOutcome(counted(), 2, 'n1')).toMatchObject({ tone: 'ok', reason: null, increment: 2, nonce: 'n1' });
  });

  test('beyond the plan it is amber, for capacity', () => {
    const outcome = counted({ scanCount: 7, excess: 1 });
    expect(describeOutcome(outcome, 1, 'n1')).toMatchObject({ tone: 'warning', reason: 'CAPACITY', excess: 1 });
  });

  test.each(ScanReason.options)('%s is a refusal with nothing to undo and words of its own', (reason) => {
    expect(describeOutcome({ kind: 'refused', reason, reservation }, 3, 'n1')).toMatchObject({
      tone: 'error',
      reason,
      reservation,
      increment: 0,
      nonce: null,
    });
    expect(puerta.reason[reason].title).not.toBe('');
    expect(puerta.reason[reason].body).not.toBe('');
  });
});

describe('reasonOf', () => {
  test.each(['CANCELLED', 'COMPLETED', 'OTHER_DAY'] as const)(
    'reads the refusal of a count by hand: %s',
    async (reason) => {
      const refused = refuseCount({ refusal: reason, row: {} as ReservationRow });
      expect(reasonOf(await problemResponse(refused, 'r1', 'es').json())).toBe(reason);
    },
  );

  test.each(ScanReason.options)('keeps the reason %s', (reason) => {
    expect(reasonOf(refusedAs({ code: 'SCAN_REFUSED', result: 'error', reason }).problem)).toBe(reason);
    expect(reasonOf(refusedAs({ code: 'NOT_COUNTABLE', reason }).problem)).toBe(reason);
  });

  test.each([
    [{ code: 'CAPACITY' }, 'CAPACITY'],
    [{ code: 'NONCE_REUSED' }, 'NONCE_REUSED'],
    [{ code: 'FORBIDDEN' }, 'FORBIDDEN'],
    [{ code: 'NOT_FOUND' }, 'INVALID'],
    [{ code: 'NOT_COUNTABLE' }, 'ERROR'],
    [{ code: 'SOMETHING_NEW' }, 'ERROR'],
    [{ reason: 'NEWER_THAN_THIS_PHONE' }, 'ERROR'],
    [{}, 'ERROR'],
  ])('reads %j as %s', (body, reason) => {
    expect(reasonOf(body)).toBe(reason);
  });
});

describe('outcomeOf', () => {
  test('a count whose answer was lost is counted like any other', () => {
    const answer = { ...counted(), replayed: true } as unknown as ScanAnswer;
    expect(describeOutcome(outcomeOf({ kind: 'counted', answer }), 2, 'n1')).toMatchObject({ tone: 'ok', nonce: 'n1' });
  });

  test('a refusal names the party of its pass, as the server writes it', async () => {
    const { reservedAt, ...fields } = reservation;
    const row = { ...fields, reservedAt: new Date(reservedAt), createdAt: new Date(reservedAt) } as ReservationRow;
    const ctx = { role: 'DOOR' } as Context;
    const problem = await problemResponse(refuseScan(ctx, { refusal: 'OTHER_DAY', row }), 'r1', 'es').json();
    expect(outcomeOf({ kind: 'refused', error: refusedAs(problem) })).toMatchObject({
      reason: 'OTHER_DAY',
      reservation: { id: row.id, businessDay: row.businessDay },
    });
  });

  test('a refusal that names nobody keeps whom the device counted', () => {
    const refused = { kind: 'refused', reason: 'CANCELLED', reservation: null } as const;
    expect(describeOutcome(refused, 2, 'n1', 'Ana B')).toMatchObject({ tone: 'error', label: 'Ana B' });
  });

  test.each([{}, { reservation: null }, { reservation: { id: 'r' } }])('%j names no party', (problem) => {
    expect(partyOf(problem)).toBeNull();
  });
});
