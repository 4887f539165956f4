import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '@/platform/browser/http';
import { deferred } from '../../../../tests/support/deferred';
import type { ScanAnswer } from '../answers';
import type { IntendedCount } from './count';
import { CountQueue } from './count-queue';
import { CountStore } from './count-store';
import { ANA, BETO, Browser, counted, countOf, refused } from './device.fixture';
import { retryDelay } from './retry';
import type { Asking } from './send-count';
import type { CustodyResult, Delivery } from './sync-entry';

const lost = new ApiError('NETWORK', 0);
const tooSlow = new ApiError('NETWORK', 0, {}, { underWay: true });
type Answer = ScanAnswer | Error | Promise<ScanAnswer>;
type Custody = CustodyResult[] | Error | Promise<CustodyResult[]>;

const accepted = ({ entries }: Delivery): CustodyResult[] =>
  entries.map(({ nonce }) => ({ nonce, state: 'ACCEPTED', scanCount: 2 }));

/** A tab whose server answers what `answer` returns for the nth sending of a count. */
function open(
  answer: (count: IntendedCount, nth: number, asking: Asking) => Answer,
  browser = new Browser(),
  who = ANA,
  custody: (delivery: Delivery, nth: number) => Custody = accepted,
) {
  const sent: string[] = [];
  const delivered: Delivery[] = [];
  const answered: string[] = [];
  const waited: string[] = [];
  const page = browser.openTab();
  let isOpen = true;
  const store = new CountStore(page);
  const queue = new CountQueue(
    store,
    browser.lock(() => isOpen),
  );
  queue.open({
    accountId: who.id,
    send: async (count, asking) => {
      sent.push(count.nonce);
      const result = await answer(count, sent.filter((nonce) => nonce === count.nonce).length, asking);
      if (result instanceof Error) throw result;
      return result;
    },
    sync: async (_, delivery) => {
      delivered.push(delivery);
      const results = await custody(delivery, delivered.length);
      if (results instanceof Error) throw results;
      return { results };
    },
    onAnswer: ({ count, origin }, verdict) => {
      const word = verdict.kind === 'kept' ? verdict.result.state : verdict.kind;
      answered.push(`${count.nonce} ${origin} ${word}`);
    },
    onWait: ({ count }) => waited.push(count.nonce),
  });
  const saved = () => [...browser.rows.keys()];
  const close = () => {
    isOpen = false;
    queue.close();
    page.close();
  };
  const nonces = () => delivered.map(({ entries }) => entries.map(({ nonce }) => nonce).join());
  return {
    queue,
    store,
    browser,
    sent,
    delivered,
    nonces,
    answered,
    waited,
    saved,
    close,
    pending: () => queue.pending,
  };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('count queue', () => {
  test('sends the same nonce until the server answers, and reports it once', async () => {
    const tab = open((_, nth) => (nth < 4 ? lost : counted));
    void tab.queue.add(countOf('a'));
    await pass(60_000);
    expect(tab.sent).toEqual(['a', 'a', 'a', 'a']);
    expect(tab.answered).toEqual(['a here counted']);
    expect(tab.pending()).toEqual([]);
    expect(tab.saved()).toEqual([]);
  });

  test('is saved before it is sent, and until it is decided', async () => {
    const tab = open(() => {
      expect(tab.saved()).toEqual(['a']);
      return lost;
    });
    void tab.queue.add(countOf('a'));
    await pass(retryDelay(1));
    expect(tab.pending()).toMatchObject([{ tries: 2, waiting: true }]);
    expect(tab.waited).toEqual(['a']);
    expect(tab.saved()).toEqual(['a']);
  });

  test('shows a scan as two lists: with it, and without it', async () => {
    const tab = open(() => counted);
    const shown = new Set<unknown>();
    tab.queue.subscribe(() => shown.add(tab.pending()));
    void tab.queue.add(countOf('a'));
    await pass(60_000);
    expect([...shown]).toMatchObject([[{ count: { nonce: 'a' } }], []]);
  });

  test.each([
    ['no answer', lost],
    ['a stranger’s answer', new ApiError('UNKNOWN', 200)],
    ['a stranger’s refusal', new ApiError('UNKNOWN', 403)],
    ['too many requests', new ApiError('RATE_LIMITED', 429)],
    ['a fault of the server', new ApiError('INTERNAL', 500)],
    ['nobody signed in', new ApiError('UNAUTHENTICATED', 401)],
    ['another account signed in', new ApiError('ACCOUNT_CHANGED', 409)],
    ['a code that says nothing of counts', new ApiError('METHOD_NOT_ALLOWED', 405)],
    ['an unforeseen failure', new TypeError('boom')],
  ])('%s settles nothing', async (_, failure) => {
    const tab = open(() => failure);
    void tab.queue.add(countOf('a'));
    await pass(120_000);
    expect(tab.answered).toEqual([]);
    expect(tab.saved()).toEqual(['a']);
    expect(tab.sent.length).toBeGreaterThan(5);
  });

  test.each(['FORBIDDEN', 'NOT_FOUND', 'NOT_COUNTABLE', 'CAPACITY', 'NONCE_REUSED', 'VALIDATION'] as const)(
    '%s is the server’s word',
    async (code) => {
      const tab = open(() => new ApiError(code, 403));
      void tab.queue.add(countOf('a', { businessId: 'another venue' }));
      await pass(0);
      expect(tab.answered).toEqual(['a here refused']);
      expect(tab.saved()).toEqual([]);
    },
  );

  test('one count that waits does not hold up the next', async () => {
    const tab = open(({ nonce }) => (nonce === 'a' ? lost : refused));
    void tab.queue.add(countOf('a'));
    void tab.queue.add(countOf('b'));
    await pass(0);
    expect(tab.answered).toEqual(['b here refused']);
    expect(tab.saved()).toEqual(['a']);
  });

  test('tries at once when told that the network is back, never twice at a time', async () => {
    let up = false;
    const tab = open(() => (up ? counted : lost));
    void tab.queue.add(countOf('a'));
    await pass(0);
    up = true;
    tab.queue.retryNow();
    tab.queue.retryNow();
    await pass(0);
    expect(tab.sent).toEqual(['a', 'a']);
    expect(tab.answered).toEqual(['a here counted']);
  });

  test('a refusal that says how long is not asked before, whoever is in haste', async () => {
    const busy = new ApiError('RATE_LIMITED', 429, {}, { retryAfter: 30 });
    const tab = open((_, nth) => (nth === 1 ? busy : counted));
    void tab.queue.add(countOf('a'));
    await pass(0);
    tab.queue.retryNow();
    tab.queue.retry('a');
    await pass(29_000);
    expect(tab.sent).toEqual(['a']);
    expect(tab.pending()).toMatchObject([{ waiting: true }]);
    await pass(1000);
    expect(tab.answered).toEqual(['a here counted']);
  });

  test('a refusal that asks for longer than an evening is asked again within minutes', async () => {
    const portal = new ApiError('UNKNOWN', 503, {}, { retryAfter: 86_400 });
    const tab = open((_, nth) => (nth === 1 ? portal : counted));
    void tab.queue.add(countOf('a'));
    await pass(120_000);
    expect(tab.answered).toEqual(['a here counted']);
  });

  test('at most two requests of a count are on their way, and none once it was decided or given up', async () => {
    const requests: AbortSignal[] = [];
    const underWay = () => requests.filter(({ aborted }) => !aborted).length;
    const tab = open((_, __, { signal, onLate }) => {
      requests.push(signal);
      expect(underWay()).toBeLessThan(3);
      onLate(new Promise(() => {}));
      return tooSlow;
    });
    void tab.queue.add(countOf('a'));
    await pass(60_000);
    expect(requests.length).toBeGreaterThan(3);
    expect(underWay()).toBe(2);
    tab.queue.discard('a');
    expect(underWay()).toBe(0);
  });

  test.each([25_000, 60_000, 119_000])(
    'a line that takes %i ms for an answer settles a count with the first',
    async (ms) => {
      const tab = open(
        (_, __, { deadline, onLate, signal }) =>
          new Promise((_resolve, reject) => {
            const answer = new Promise<ScanAnswer>((resolve, fail) => {
              setTimeout(() => resolve(counted), ms);
              signal.addEventListener('abort', () => fail(lost));
            });
            setTimeout(() => reject(tooSlow), deadline);
            answer.then(
              () => onLate(answer),
              () => {},
            );
          }),
      );
      void tab.queue.add(countOf('a'));
      await pass(ms);
      expect(tab.answered).toEqual(['a here counted']);
      expect(tab.saved()).toEqual([]);
    },
  );

  test('a request that failed makes room for the next', async () => {
    const requests: AbortSignal[] = [];
    const tab = open((_, nth, { signal, onLate }) => {
      requests.push(signal);
      if (nth === 1) return lost;
      onLate(new Promise(() => {}));
      return tooSlow;
    });
    void tab.queue.add(countOf('a'));
    await pass(60_000);
    expect(requests.map(({ aborted }) => aborted).slice(1, 3)).toEqual([false, true]);
  });

  test('a slow answer is waited for in words', async () => {
    const tab = open(() => new Promise(() => {}));
    void tab.queue.add(countOf('a'));
    await pass(1000);
    expect(tab.waited).toEqual([]);
    await pass(2000);
    expect(tab.waited).toEqual(['a']);
    expect(tab.pending()).toMatchObject([{ tries: 0, waiting: true }]);
  });

  test('an answer later than the deadline settles the count, and the next one is not told again', async () => {
    const late = deferred<ScanAnswer>();
    const tab = open((_, nth, asking) => {
      if (nth > 1) return new Promise<ScanAnswer>((resolve) => setTimeout(() => resolve(counted), 5000));
      asking.onLate(late.promise);
      return lost;
    });
    void tab.queue.add(countOf('a'));
    await pass(retryDelay(1));
    expect(tab.sent).toEqual(['a', 'a']);
    late.resolve(counted);
    await pass(0);
    expect(tab.answered).toEqual(['a here counted']);
    expect(tab.saved()).toEqual([]);
    await pass(60_000);
    expect(tab.answered).toHaveLength(1);
    expect(tab.sent).toHaveLength(2);
  });

  test('asks as the author, and as the page’s account when nobody knows the author', async () => {
    const asked: unknown[] = [];
    const browser = new Browser();
    void open(() => lost, browser).queue.add(countOf('a'));
    void open(() => lost, browser).queue.add(countOf('b', { author: null }));
    open(
      ({ nonce }, _, { account }) => {
        asked.push(`${nonce} ${account}`);
        return lost;
      },
      browser,
      BETO,
    );
    await pass(120_000);
    expect([...new Set(asked)]).toEqual(['b beto']);
  });

  test('another account’s count is not asked in its own name, nor discarded: it is handed over as its author’s', async () => {
    const browser = new Browser();
    const hers = open(() => lost, browser);
    void hers.queue.add(countOf('a'));
    await pass(0);
    hers.close();
    let isDown = true;
    const his = open(
      () => counted,
      browser,
      BETO,
      (delivery) => (isDown ? lost : accepted(delivery)),
    );
    await pass(0);
    expect(his.pending()).toMatchObject([{ own: false, waiting: true, count: { author: ANA } }]);
    his.queue.discard('a');
    his.queue.retryNow();
    await pass(20_000);
    expect(his.sent).toEqual([]);
    expect(his.saved()).toEqual(['a']);
    isDown = false;
    await pass(20_000);
    expect(his.delivered.at(-1)).toMatchObject({ entries: [{ nonce: 'a', actor: 'ana', basis: 'LIVE' }] });
    expect(his.answered).toEqual(['a before ACCEPTED']);
    expect(his.saved()).toEqual([]);
  });

  test('the tab that made a count sends it; another takes over quietly when it does not', async () => {
    const browser = new Browser();
    let up = false;
    const [maker, other] = [open(() => (up ? counted : lost), browser), open(() => counted, browser)];
    await pass(0);
    void maker.queue.add(countOf('a'));
    await pass(5000);
    expect(other.sent).toEqual([]);
    expect(other.pending()).toMatchObject([{ origin: 'elsewhere' }]);
    up = true;
    await pass(15_000);
    expect(maker.answered).toEqual(['a here counted']);
    expect(other.answered).toEqual([]);
    expect(other.pending()).toEqual([]);

    up = false;
    void maker.queue.add(countOf('b'));
    await pass(0);
    maker.queue.close();
    await pass(20_000);
    expect(other.answered).toEqual(['b elsewhere counted']);
  });

  test('a count that another tab settled is not sent again; one on its way is heard out', async () => {
    const browser = new Browser();
    const coming = deferred<ScanAnswer>();
    const maker = open(({ nonce }) => (nonce === 'a' ? coming.promise : lost), browser);
    void maker.queue.add(countOf('a'));
    void maker.queue.add(countOf('b'));
    await pass(0);
    const other = open(() => counted, browser);
    await pass(0);
    expect(other.answered).toEqual(['a before counted', 'b before counted']);
    expect(maker.pending().map(({ count }) => count.nonce)).toEqual(['a']);
    coming.resolve({ ...counted, replayed: true });
    await pass(60_000);
    expect(maker.answered).toEqual(['a here counted']);
    expect(maker.sent).toEqual(['a', 'b']);
    expect(maker.pending()).toEqual([]);
  });

  test('adding a count again sends nothing more', async () => {
    const tab = open(() => lost);
    void tab.queue.add(countOf('a'));
    void tab.queue.add(countOf('a'));
    await pass(0);
    expect(tab.sent).toEqual(['a']);
  });

  test('closing stops the sending and keeps what is saved; an answer on its way still settles', async () => {
    const coming = deferred<ScanAnswer>();
    const tab = open(({ nonce }) => (nonce === 'a' ? coming.promise : lost));
    void tab.queue.add(countOf('a'));
    void tab.queue.add(countOf('b'));
    await pass(0);
    tab.queue.close();
    await pass(60_000);
    expect(tab.sent).toEqual(['a', 'b']);
    expect(tab.saved()).toEqual(['a', 'b']);
    coming.resolve(counted);
    await pass(0);
    expect(tab.saved()).toEqual(['b']);
    expect(tab.answered).toEqual([]);
  });

  test('a discarded count is neither sent nor saved, in any tab', async () => {
    const browser = new Browser();
    const [tab, other] = [open(() => lost, browser), open(() => lost, browser)];
    await pass(0);
    void tab.queue.add(countOf('a'));
    await pass(0);
    tab.queue.discard('a');
    await pass(60_000);
    expect(tab.sent).toEqual(['a']);
    expect(other.sent).toEqual([]);
    expect(tab.saved()).toEqual([]);
  });
});
