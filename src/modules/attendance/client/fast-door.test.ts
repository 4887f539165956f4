import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CountQueue } from './count-queue';
import { CountStore } from './count-store';
import { ANA, Browser, counted, countOf } from './device.fixture';

const COUNTS = 200;
const MINUTE = 60_000;
/** A server under load, in milliseconds. */
const ANSWERS_AFTER = 4000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('200 scans in a minute are each sent at once, however many wait for their answer', async () => {
  const browser = new Browser();
  const page = browser.openTab();
  const queue = new CountQueue(new CountStore(page), browser.lock());
  const sentAt = new Map<string, number>();
  const answered: string[] = [];
  queue.open({
    accountId: ANA.id,
    send: async ({ nonce }) => {
      expect(sentAt.has(nonce), 'it is sent once').toBe(false);
      sentAt.set(nonce, performance.now());
      await new Promise((resolve) => setTimeout(resolve, ANSWERS_AFTER));
      return counted;
    },
    sync: () => Promise.reject(new Error('the server decides all of them')),
    onAnswer: ({ count }) => answered.push(count.nonce),
  });
  const madeAt = new Map<string, number>();
  for (let index = 0; index < COUNTS; index += 1) {
    const nonce = `n${index}`;
    madeAt.set(nonce, performance.now());
    void queue.add(countOf(nonce));
    await vi.advanceTimersByTimeAsync(MINUTE / COUNTS);
  }
  for (const [nonce, at] of madeAt) expect((sentAt.get(nonce) ?? Number.NaN) - at).toBeLessThan(10);
  await vi.advanceTimersByTimeAsync(ANSWERS_AFTER);
  expect(answered).toEqual([...madeAt.keys()]);
  expect(queue.pending).toEqual([]);
  expect(browser.rows.size).toBe(0);
  queue.close();
  page.close();
});
