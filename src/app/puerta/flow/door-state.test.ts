import { describe, expect, test } from 'vitest';
import type { PendingCount } from '@/modules/attendance/client/count-queue';
import { reservation } from '@/modules/attendance/client/device.fixture';
import type { Reservation } from '@/realtime/protocol/reservation';
import type { DoorResult } from './door-outcome';
import { type DoorAction, type DoorState, INITIAL_DOOR, reduceDoor } from './door-state';

const party: Reservation = { ...reservation, id: 'r', guestCount: 4, scanCount: 0 };
const result: DoorResult = {
  tone: 'ok',
  reason: null,
  reservation: party,
  increment: 4,
  scanCount: 4,
  maxGuests: 4,
  excess: 0,
  nonce: 'n',
};
const reached = (...actions: DoorAction[]): DoorState => actions.reduce(reduceDoor, INITIAL_DOOR);
const pending = (...nonces: string[]): DoorAction => ({
  type: 'pending',
  pending: nonces.map((nonce) => ({ count: { nonce } }) as PendingCount),
});
const ask: DoorAction = { type: 'ask', party, target: { qrCode: 'P' } };
const answer = (id: string): DoorAction => ({ type: 'answer', id, businessId: 'b', result, quiet: false });

describe('door state', () => {
  test('the answer of the scan on screen replaces the wait', () => {
    expect(reached({ type: 'count', nonce: 'a' }, answer('a')).stage).toEqual({ kind: 'result', id: 'a' });
  });

  test('a late answer never interrupts the party in front, and is shown afterwards', () => {
    const asked = reached(ask, answer('a'));
    expect(asked.stage.kind).toBe('asking');
    expect(asked.entries.map(({ id }) => id)).toEqual(['a']);
    expect(reduceDoor(asked, { type: 'dismiss' }).stage).toEqual({ kind: 'result', id: 'a' });
  });

  test('answers that come together are shown one after the other', () => {
    const shown = reached(answer('a'), answer('b'), answer('c'));
    expect(shown.stage).toEqual({ kind: 'result', id: 'a' });
    const next = reduceDoor(shown, { type: 'dismiss' });
    expect(next.stage).toEqual({ kind: 'result', id: 'b' });
    expect(reduceDoor(reduceDoor(next, { type: 'dismiss' }), { type: 'dismiss' }).stage).toEqual({ kind: 'ready' });
  });

  test('a count that another tab settled leaves the screen free', () => {
    const waits = reached(pending('a'), { type: 'count', nonce: 'a' });
    expect(reduceDoor(waits, pending('b', 'a')).stage.kind).toBe('counting');
    expect(reduceDoor(waits, pending('b')).stage.kind).toBe('ready');
  });

  test('a quiet answer is listed and leaves the screen alone', () => {
    const quiet = reached({ type: 'answer', id: 'a', businessId: 'b', result, quiet: true });
    expect(quiet.stage.kind).toBe('ready');
    expect(quiet.late).toEqual([]);
    expect(quiet.entries.map(({ id }) => id)).toEqual(['a']);
  });

  test('an undone entry shows the count that is left', () => {
    const undone = reached(answer('a'), { type: 'undo', id: 'a', undo: 'done', scanCount: 0 });
    expect(undone.entries[0]).toMatchObject({ undo: 'done', result: { scanCount: 0 } });
  });

  test('waiting for another pass leaves this one alone', () => {
    const reading = reached({ type: 'read', qrCode: 'P' }, { type: 'read-waits', qrCode: 'OLD' });
    expect(reading.stage).toMatchObject({ kind: 'reading', qrCode: 'P', waiting: false });
  });
});
