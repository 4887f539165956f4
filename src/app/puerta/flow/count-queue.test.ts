import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CountJob, CountQueue, type PendingCount, retryDelay, Unanswered } from './count-queue';
import type { DoorOutcome } from './door-outcome';

const job = (nonce: string): CountJob => ({
  nonce,
  increment: 2,
  target: { qrCode: 'PASS' },
  label: null,
  occurredAt: '2026-11-22T03:00:00Z',
});
const refused: DoorOutcome = { kind: 'refused', reason: 'INVALID' };

/** A server that may be out of reach: it answers only what `answer` returns. */
function open(answer: (job: CountJob, nth: number) => DoorOutcome | Error) {
  const sent: string[] = [];
  const answered: string[] = [];
  let saved: readonly CountJob[] = [];
  let pending: readonly PendingCount[] = [];
  const queue = new CountQueue({
    send: async (sending) => {
      sent.push(sending.nonce);
      const outcome = answer(sending, sent.filter((nonce) => nonce === sending.nonce).length);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    onAnswer: ({ nonce }) => answered.push(nonce),
    onChange: (jobs) => {
      pending = jobs;
    },
    save: (jobs) => {
      saved = jobs;
    },
  });
  return { queue, sent, answered, saved: () => saved.map(({ nonce }) => nonce), pending: () => pending };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('count queue', () => {
  test('sends the same nonce until the server answers, and reports it once', async () => {
    const door = open((_, nth) => (nth < 4 ? new Unanswered() : refused));
    door.queue.add(job('a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(door.sent).toEqual(['a', 'a', 'a', 'a']);
    expect(door.answered).toEqual(['a']);
    expect(door.pending()).toEqual([]);
  });

  test('keeps an unanswered job saved and shown, with its tries', async () => {
    const door = open(() => new Unanswered());
    door.queue.add(job('a'));
    expect(door.saved()).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(retryDelay(1));
    expect(door.pending()).toMatchObject([{ tries: 2, signedOut: false }]);
    expect(door.saved()).toEqual(['a']);
  });

  test('one job that waits does not hold up the next', async () => {
    const door = open(({ nonce }) => (nonce === 'a' ? new Unanswered() : refused));
    door.queue.add(job('a'));
    door.queue.add(job('b'));
    await vi.advanceTimersByTimeAsync(0);
    expect(door.answered).toEqual(['b']);
    expect(door.saved()).toEqual(['a']);
  });

  test('tries at once when told that the network is back, never twice at a time', async () => {
    let up = false;
    const door = open(() => (up ? refused : new Unanswered()));
    door.queue.add(job('a'));
    await vi.advanceTimersByTimeAsync(0);
    up = true;
    door.queue.retryNow();
    door.queue.retryNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(door.sent).toEqual(['a', 'a']);
    expect(door.answered).toEqual(['a']);
  });

  test('an unforeseen failure is retried like a lost answer', async () => {
    const door = open((_, nth) => (nth === 1 ? new TypeError('boom') : refused));
    door.queue.add(job('a'));
    await vi.advanceTimersByTimeAsync(retryDelay(1));
    expect(door.answered).toEqual(['a']);
  });

  test('adding a job again sends nothing more', async () => {
    const door = open(() => new Unanswered());
    door.queue.add(job('a'));
    door.queue.add(job('a'));
    await vi.advanceTimersByTimeAsync(0);
    expect(door.sent).toEqual(['a']);
  });

  test('waits as long as the server asks', async () => {
    const door = open((_, nth) => (nth === 1 ? new Unanswered(5000) : refused));
    door.queue.add(job('a'));
    await vi.advanceTimersByTimeAsync(4999);
    expect(door.answered).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(door.answered).toEqual(['a']);
  });

  test('closing stops the sending and keeps what is saved', async () => {
    const door = open(() => new Unanswered());
    door.queue.add(job('a'));
    await vi.advanceTimersByTimeAsync(0);
    door.queue.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(door.sent).toEqual(['a']);
    expect(door.saved()).toEqual(['a']);
  });

  test('a discarded job is neither sent nor saved', async () => {
    const door = open(() => new Unanswered());
    door.queue.add(job('a'));
    await vi.advanceTimersByTimeAsync(0);
    door.queue.discard('a');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(door.sent).toEqual(['a']);
    expect(door.saved()).toEqual([]);
  });
});
