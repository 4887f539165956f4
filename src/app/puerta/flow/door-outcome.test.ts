import { describe, expect, test } from 'vitest';
import puerta from '@/i18n/es/puerta.json';
import { ScanReason } from '@/modules/attendance/answers';
import { reservation as party, refusedAs } from '@/modules/attendance/client/device.fixture';
import { refuseCount } from '@/modules/attendance/refuse-scan';
import type { ReservationRow } from '@/modules/reservations/rows';
import { problemResponse } from '@/platform/http/problem';
import type { Reservation } from '@/realtime/protocol/reservation';
import { type DoorOutcome, describeOutcome, reasonOf } from './door-outcome';

const reservation: Reservation = { ...party, guestCount: 6, scanCount: 4 };
const counted = (changes: Partial<Extract<DoorOutcome, { kind: 'counted' }>> = {}): DoorOutcome => ({
  kind: 'counted',
  reservation,
  scanCount: 4,
  maxGuests: 6,
  excess: 0,
  replayed: false,
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

  test('a replay says so, also beyond the plan', () => {
    expect(describeOutcome(counted({ replayed: true, excess: 1 }), 1, 'n1').tone).toBe('replayed');
  });

  test.each(ScanReason.options)('%s is a refusal with nothing to undo and words of its own', (reason) => {
    expect(describeOutcome({ kind: 'refused', reason }, 3, 'n1')).toMatchObject({
      tone: 'error',
      reason,
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
      expect(reasonOf(await problemResponse(refused, 'r1').json())).toBe(reason);
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
