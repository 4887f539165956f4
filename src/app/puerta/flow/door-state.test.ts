import { describe, expect, test } from 'vitest';
import type { PendingCount } from '@/modules/attendance/client/count-queue';
import { reservation } from '@/modules/attendance/client/device.fixture';
import type { Reservation } from '@/modules/reservations/wire';
import type { DoorResult } from './door-outcome';
import { type DoorAction, type DoorState, INITIAL_DOOR, isCovered, reduceDoor, toneOf } from './door-state';

const party: Reservation = { ...reservation, id: 'r', guestCount: 4, scanCount: 0 };
const result: DoorResult = {
  tone: 'ok',
  reason: null,
  reservation: party,
  label: null,
  increment: 4,
  scanCount: 4,
  maxGuests: 4,
  excess: 0,
  nonce: 'n',
  byPhone: false,
  isBack: false,
  wanted: null,
  held: null,
};
const reached = (...actions: DoorAction[]): DoorState => actions.reduce(reduceDoor, INITIAL_DOOR);
const pending = (...nonces: string[]): DoorAction => ({
  type: 'pending',
  pending: nonces.map((nonce) => ({ count: { nonce }, own: true }) as PendingCount),
});
const ask: DoorAction = { type: 'ask', party, target: { qrCode: 'P' } };
const answer = (id: string, given = result): DoorAction => ({
  type: 'answer',
  id,
  to: 'count',
  businessId: 'b',
  result: given,
  quiet: false,
});

describe('door state', () => {
  test('the answer of the scan on screen replaces the wait', () => {
    expect(reached({ type: 'count', nonce: 'a' }, answer('a')).stage).toEqual({ kind: 'result', id: 'a' });
  });

  describe('the phone’s own word', () => {
    const byPhone = answer('a', { ...result, byPhone: true });
    const refused = answer('a', { ...result, tone: 'error', reason: 'CANCELLED', nonce: null });
    const told = reached({ type: 'count', nonce: 'a' }, byPhone);

    test('is shown at once, and cannot be undone before the server has the count', () => {
      expect(told).toMatchObject({ stage: { kind: 'result', id: 'a' }, entries: [{ undo: 'none' }] });
    });

    test('is replaced by the server’s, which says nothing new', () => {
      const later = [{ type: 'dismiss' }, answer('a')] as const;
      expect(later.reduce(reduceDoor, told)).toMatchObject({
        stage: { kind: 'ready' },
        entries: [{ undo: 'possible' }],
      });
      expect(reduceDoor(told, answer('a')).stage).toEqual({ kind: 'result', id: 'a' });
    });

    test('is corrected by another word of the server, which is told', () => {
      const free = reduceDoor(reduceDoor(told, { type: 'dismiss' }), refused);
      expect(free).toMatchObject({
        stage: { kind: 'result', id: 'a' },
        entries: [{ result: { reason: 'CANCELLED' } }],
      });
      expect(free.entries).toHaveLength(1);
      const busy = reduceDoor(reduceDoor(told, ask), refused);
      expect(busy).toMatchObject({ stage: { kind: 'asking' }, late: ['a'] });
      expect(toneOf(reduceDoor(told, refused))).toBe('error');
    });
  });

  test('the same counts that wait change nothing', () => {
    const waiting = reached({ type: 'count', nonce: 'a' }, pending('a'));
    expect(reduceDoor(waiting, { type: 'pending', pending: waiting.pending })).toBe(waiting);
  });

  describe('a pass that the phone has read, and the server is still reading', () => {
    const read: DoorAction = { ...ask, isReading: true };
    const refusal: DoorAction = {
      ...{ type: 'answer', id: 'x', to: 'read', businessId: 'b', quiet: false },
      result: { ...result, tone: 'error', reason: 'REVOKED', nonce: null },
    };

    test('is refused when the server refuses it', () => {
      expect(reached(read, refusal).stage).toEqual({ kind: 'result', id: 'x' });
    });

    test('is the server’s party when it reads another state of it', () => {
      const later = { ...party, scanCount: 4 };
      expect(reached(read, { ...ask, party: later }).stage).toMatchObject({ kind: 'warned', party: later });
    });

    test('is not interrupted once the server has read it', () => {
      expect(reached(read, ask, refusal)).toMatchObject({ stage: { kind: 'asking' }, late: ['x'] });
    });
  });

  test('a late answer never interrupts the party in front, and is shown afterwards', () => {
    const asked = reached(ask, answer('a'));
    expect(asked.stage.kind).toBe('asking');
    expect(asked.entries.map(({ id }) => id)).toEqual(['a']);
    expect(reduceDoor(asked, { type: 'dismiss' }).stage).toEqual({ kind: 'result', id: 'a' });
  });

  test('answers that come together are one summary, which a scan puts off and only a person closes', () => {
    const waiting = reached(pending('a', 'b', 'c'));
    const refused = { ...result, tone: 'error', reason: 'CANCELLED', nonce: null } as const;
    const shown = [answer('a'), answer('b', refused), answer('c')].reduce(reduceDoor, waiting);
    expect(shown.stage).toEqual({ kind: 'summary', ids: ['a', 'b', 'c'] });
    expect(toneOf(shown)).toBe('error');
    const scanned = reduceDoor(shown, { type: 'read', qrCode: 'P' });
    expect(scanned.stage.kind).toBe('reading');
    const back = reduceDoor(scanned, { type: 'dismiss' });
    expect(back.stage).toEqual({ kind: 'summary', ids: ['a', 'b', 'c'] });
    expect(reduceDoor(back, { type: 'dismiss' }).stage).toEqual({ kind: 'ready' });
  });

  test('answers that arrive while a guest is attended wait for the end, several as a summary', () => {
    const attended = reached({ type: 'count', nonce: 'x' }, answer('a'), answer('b'), answer('x'));
    expect(attended.stage).toEqual({ kind: 'result', id: 'x' });
    expect(reduceDoor(attended, { type: 'dismiss' }).stage).toEqual({ kind: 'summary', ids: ['a', 'b'] });
  });

  test('the refusal of a late count is not the answer of the pass that is being read', () => {
    const refused = { ...result, tone: 'error', reason: 'CANCELLED', nonce: null } as const;
    const reading = reached({ type: 'read', qrCode: 'P' }, answer('a', refused));
    expect(reading.stage.kind).toBe('reading');
    expect(reading.late).toEqual(['a']);
    const read: DoorAction = { type: 'answer', id: 'i', to: 'read', businessId: 'b', result: refused, quiet: false };
    expect(reduceDoor(reading, read).stage).toEqual({ kind: 'result', id: 'i' });
  });

  test.each([
    ['used up', { scanCount: 4 }, 'warning'],
    ['cancelled', { status: 'CANCELLED' }, 'error'],
    ['closed', { status: 'COMPLETED' }, 'error'],
  ] as const)('a party that is %s is a warning first, and asked about only then', (_, changes, tone) => {
    const warned = reached({ ...ask, party: { ...party, ...changes } } as DoorAction);
    expect(warned.stage.kind).toBe('warned');
    expect(toneOf(warned)).toBe(tone);
    expect(isCovered(warned)).toBe(true);
    expect(reduceDoor(warned, { type: 'insist' }).stage.kind).toBe('asking');
    expect(reduceDoor(warned, { type: 'dismiss' }).stage.kind).toBe('ready');
  });

  test('a count that another tab settled leaves the screen free', () => {
    const waits = reached(pending('a'), { type: 'count', nonce: 'a' });
    expect(reduceDoor(waits, pending('b', 'a')).stage.kind).toBe('counting');
    expect(reduceDoor(waits, pending('b')).stage.kind).toBe('ready');
  });

  test('a quiet answer is listed and leaves the screen alone', () => {
    const quiet = reached({ type: 'answer', id: 'a', to: 'count', businessId: 'b', result, quiet: true });
    expect(quiet.stage.kind).toBe('ready');
    expect(quiet.late).toEqual([]);
    expect(quiet.entries.map(({ id }) => id)).toEqual(['a']);
  });

  test('an undone entry shows the figures that are left, the excess too', () => {
    const over = { ...result, scanCount: 6, excess: 2 };
    const left = { scanCount: 4, excess: 0 };
    const undone = reached(answer('a', over), { type: 'undo', id: 'a', undo: 'done', left });
    expect(undone.entries[0]).toMatchObject({ undo: 'done', result: left });
  });

  test('waiting for another pass leaves this one alone', () => {
    const reading = reached({ type: 'read', qrCode: 'P' }, { type: 'read-waits', qrCode: 'OLD' });
    expect(reading.stage).toMatchObject({ kind: 'reading', qrCode: 'P', waiting: false });
  });

  test('people of a complete party who come back are asked about, not warned of', () => {
    const complete = { ...party, scanCount: 4 };
    const read: DoorAction = { type: 'ask', party: complete, target: { qrCode: 'P' } };
    expect(reached(read).stage.kind).toBe('warned');
    expect(reached({ ...read, outside: 2 }).stage).toMatchObject({ kind: 'asking', outside: 2 });
  });

  test('an answer waits while people leave, and is shown after them', () => {
    const leaving = reached(
      { type: 'read', qrCode: 'P', isExit: true },
      { type: 'leave', qrCode: 'P', party, inside: 3 },
    );
    expect(leaving.stage).toEqual({ kind: 'leaving', qrCode: 'P', party, inside: 3 });
    const left = [{ type: 'left', nonce: 'x' } as const, answer('late')].reduce<DoorState>(reduceDoor, leaving);
    expect(left.stage).toEqual({ kind: 'left', nonce: 'x' });
    expect(isCovered(left)).toBe(true);
    expect(reduceDoor(left, { type: 'dismiss' }).stage).toEqual({ kind: 'result', id: 'late' });
  });
});

describe('what the server has in custody', () => {
  const byPhone = { ...result, byPhone: true };
  const kept = (held: DoorResult['held'], quiet: boolean): DoorAction => ({
    ...{ type: 'kept', id: 'a', businessId: 'b', quiet },
    result: { ...result, held, tone: held ? 'warning' : 'ok', reservation: null, scanCount: 3, maxGuests: 0 },
  });
  const said = [{ type: 'count', nonce: 'a' } as const, answer('a', byPhone), { type: 'dismiss' } as const];

  test('a confirmation of the phone’s word changes the entry, and fills no screen', () => {
    const state = reached(...said, kept(null, true));
    expect(state.stage).toEqual({ kind: 'ready' });
    expect(state.entries).toMatchObject([{ undo: 'possible', result: { byPhone: false, scanCount: 3, maxGuests: 4 } }]);
  });

  test('what was held is told over the screen, and stays in the list with its reason', () => {
    const state = reached(...said, kept('CANCELLED_ENTERED', false));
    expect(state.stage).toEqual({ kind: 'result', id: 'a' });
    expect(toneOf(state)).toBe('warning');
    expect(state.entries).toMatchObject([{ result: { held: 'CANCELLED_ENTERED', reservation: { id: 'r' } } }]);
  });

  test('what was held waits for the next guest’s answer', () => {
    const state = reached(...said, ask, kept('REVOKED_ENTERED', false));
    expect(state.stage.kind).toBe('asking');
    expect(state.late).toEqual(['a']);
  });

  test('whoever waits for a count sees it confirmed', () => {
    const state = reached({ type: 'count', nonce: 'a' }, kept(null, true));
    expect(state.stage).toEqual({ kind: 'result', id: 'a' });
  });
});
