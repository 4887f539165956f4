import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '@/platform/browser/http';
import { deferred } from '../../../../tests/support/deferred';
import type { ScanAnswer } from '../answers';
import { CountStore } from './count-store';
import { accepted, type Custody, inside, lost, open, stateOf } from './delivery.fixture';
import { Browser, counted, countOf, refused } from './device.fixture';
import type { CustodyResult, Delivery } from './sync-entry';

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('count delivery', () => {
  test('hands over what the phone has let in, as the contract says, and asks nobody', async () => {
    const tab = open();
    await tab.queue.add(inside('a', { mono: 12, sessionId: 's1', gateId: 'norte' }));
    await pass(0);
    expect(tab.asked).toEqual([]);
    expect(tab.delivered).toMatchObject([
      {
        deviceId: tab.store.deviceId,
        state: { queued: 1 },
        entries: [
          {
            ...{
              nonce: 'a',
              at: '2026-11-22T03:00:00Z',
              mono: 12,
              sessionId: 's1',
              delta: 2,
              flow: 'IN',
              kind: 'FIRST',
            },
            ...{ token: 'PASS', gateId: 'norte', basis: 'MANIFEST', manifestSeq: 9, actor: 'ana' },
          },
        ],
      },
    ]);
    expect(JSON.stringify(tab.delivered)).not.toContain('Ana');
    expect(tab.answered).toEqual(['a here ACCEPTED']);
    expect(tab.saved()).toEqual([]);
    expect(tab.queue.pending).toEqual([]);
  });

  test('says of each target what it is', async () => {
    const tab = open();
    const more = { increment: 1 };
    await tab.queue.load([
      inside('hand', { target: { reservationId: 'r1' }, basis: 'MANUAL' }),
      inside('out', { target: { qrCode: 'PASS' }, flow: 'OUT' }),
      inside('walk', { target: { category: 'VIP' }, ...more }),
      inside('less', { target: { category: null }, increment: -1 }),
      inside('gone', { target: { category: null }, flow: 'OUT' }),
      inside('back', { target: { undoOf: 'walk' }, increment: -1 }),
    ]);
    await pass(0);
    expect(tab.delivered[0]?.entries).toMatchObject([
      { nonce: 'hand', kind: 'FIRST', reservationId: 'r1' },
      { nonce: 'out', kind: 'EXIT', flow: 'OUT', token: 'PASS' },
      { nonce: 'walk', kind: 'WALK_IN', category: 'VIP' },
      { nonce: 'less', kind: 'CLICK', delta: -1 },
      { nonce: 'gone', kind: 'EXIT', flow: 'OUT' },
      { nonce: 'back', kind: 'UNDO', undoOf: 'walk' },
    ]);
  });

  test('a refusal that comes after the phone’s word takes nobody back', async () => {
    const coming = deferred<Error>();
    const tab = open({
      live: () => coming.promise,
      custody: stateOf('HELD', { incident: { id: 'i1', kind: 'CANCELLED_ENTERED' } }),
    });
    void tab.queue.add(countOf('a'));
    await pass(0);
    const vouched = tab.queue.vouch('a', { basis: 'MANIFEST', manifestSeq: 4 });
    coming.resolve(refused);
    await vouched;
    await pass(0);
    expect(tab.delivered[0]).toMatchObject({ entries: [{ nonce: 'a', basis: 'MANIFEST', manifestSeq: 4 }] });
    expect(tab.answered).toEqual(['a here HELD']);
    await pass(60_000);
    expect(tab.asked).toEqual(['a']);
    expect(tab.delivered).toHaveLength(1);
  });

  test('the phone says nothing of a count that the server has refused just before', async () => {
    const tab = open({ live: () => refused });
    void tab.queue.add(countOf('a'));
    await pass(0);
    expect(await tab.queue.vouch('a', { basis: 'MANIFEST' })).toBe(false);
    await pass(60_000);
    expect(tab.answered).toEqual(['a here refused']);
    expect(tab.delivered).toEqual([]);
  });

  test('an answer to the question settles a count that is on its way to custody, once', async () => {
    const [coming, custody] = [deferred<ScanAnswer>(), deferred<CustodyResult[]>()];
    const tab = open({ live: () => coming.promise, custody: () => custody.promise });
    void tab.queue.add(countOf('a'));
    await pass(0);
    await tab.queue.vouch('a', { basis: 'MANUAL' });
    await pass(0);
    coming.resolve(counted);
    await pass(0);
    custody.resolve([{ nonce: 'a', state: 'REPLAYED' }]);
    await pass(60_000);
    expect(tab.answered).toEqual(['a here counted']);
    expect(tab.delivered).toHaveLength(1);
    expect(tab.saved()).toEqual([]);
  });

  test('what was handed over keeps its basis, whatever is said of it afterwards', async () => {
    let isDown = true;
    const tab = open({ live: () => lost, custody: (delivery) => (isDown ? lost : accepted(delivery)) });
    void tab.queue.add(countOf('a'));
    await pass(0);
    await tab.queue.vouch('a', { basis: 'MANIFEST', manifestSeq: 4 });
    await pass(0);
    expect(await tab.queue.vouch('a', { basis: 'MANUAL' })).toBe(true);
    isDown = false;
    await pass(60_000);
    const contents = tab.delivered.map(({ entries: [entry] }) => entry);
    expect(contents.length).toBeGreaterThan(1);
    for (const entry of contents) expect(entry).toMatchObject({ nonce: 'a', basis: 'MANIFEST', manifestSeq: 4 });
  });

  test('what was let in survives the page, with its basis and in its order', async () => {
    const browser = new Browser();
    const first = open({ custody: () => lost }, browser);
    for (const nonce of ['z', 'm', 'a']) await first.queue.add(inside(nonce));
    void first.queue.add(countOf('late'));
    await first.queue.vouch('late', { basis: 'MANUAL', manifestSeq: 7 });
    first.close();
    const again = open({}, browser);
    await pass(0);
    expect(again.asked).toEqual([]);
    expect(again.batches()).toEqual(['z,m,a,late']);
    expect(again.delivered[0]?.entries.at(-1)).toMatchObject({ basis: 'MANUAL', manifestSeq: 7 });
    expect(again.delivered[0]?.deviceId).toBe(first.delivered[0]?.deviceId);
    expect(again.answered).toEqual(['z', 'm', 'a', 'late'].map((nonce) => `${nonce} before ACCEPTED`));
  });

  test('a click is left to the page that made it while that may hear a refusal, and handed over when it is gone', async () => {
    const browser = new Browser();
    const click = (nonce: string) => countOf(nonce, { target: { category: null } });
    const full = new ApiError('VENUE_FULL', 409);
    const coming = deferred<void>();
    const refuses = () => coming.promise.then(() => full);
    const maker = open({ live: ({ nonce }) => (nonce === 'heard' ? refuses() : lost) }, browser);
    void maker.queue.add(click('heard'));
    await pass(0);
    const other = open({ live: () => counted }, browser);
    other.queue.retryNow();
    await pass(3000);
    coming.resolve();
    await pass(60_000);
    expect(maker.answered).toEqual(['heard here refused']);
    expect([other.asked, other.delivered, other.answered]).toEqual([[], [], []]);

    void maker.queue.add(click('left'));
    await pass(0);
    maker.close();
    const next = open({ live: () => counted }, browser);
    await pass(60_000);
    expect(next.asked).toEqual([]);
    expect(next.answered).toEqual(['left before ACCEPTED']);
    expect(next.saved()).toEqual([]);
  });

  test('2,000 entries go in 20 requests, one at a time, after one read of the database', async () => {
    const browser = new Browser();
    const store = new CountStore(browser.openTab());
    await store.add(Array.from({ length: 2000 }, (_, index) => inside(`n${index}`)));
    const tab = open({}, browser);
    const began = process.cpuUsage().user;
    await pass(0);
    expect(tab.delivered).toHaveLength(20);
    expect(tab.most()).toBe(1);
    expect(tab.delivered.flatMap(({ entries }) => entries.map(({ nonce }) => nonce))).toEqual(
      Array.from({ length: 2000 }, (_, index) => `n${index}`),
    );
    expect(browser.reads).toBe(1);
    expect(tab.saved()).toEqual([]);
    expect(process.cpuUsage(undefined).user - began, 'microseconds').toBeLessThan(3_000_000);
  });

  test.each([
    ['no answer', lost],
    ['a fault of the server', new ApiError('INTERNAL', 500)],
    ['a stranger’s answer', new ApiError('UNKNOWN', 200)],
    ['nobody signed in', new ApiError('UNAUTHENTICATED', 401)],
    ['somebody who may not', new ApiError('FORBIDDEN', 403)],
    ['a refusal of the batch', new ApiError('VALIDATION', 400)],
    ['an unforeseen failure', new TypeError('boom')],
  ])('%s takes nothing: the same entries come again', async (_, failure) => {
    const tab = open({ custody: (delivery, nth) => (nth < 4 ? failure : accepted(delivery)) });
    await tab.queue.add(inside('a'));
    await pass(60_000);
    expect(tab.batches()).toEqual(['a', 'a', 'a', 'a']);
    expect(tab.answered).toEqual(['a here ACCEPTED']);
  });

  test('says why the server takes nothing, and that it does again', async () => {
    const tab = open({
      custody: (delivery, nth) => (nth === 1 ? new ApiError('UNAUTHENTICATED', 401) : accepted(delivery)),
    });
    await tab.queue.add(inside('a'));
    await pass(0);
    expect(tab.queue.refusal).toBe('signed-out');
    await pass(20_000);
    expect(tab.queue.refusal).toBe(null);
  });

  test('a time to wait is kept, whoever is in haste; a failure without one is not', async () => {
    const busy = new ApiError('RATE_LIMITED', 429, {}, { retryAfter: 30 });
    const tab = open({ custody: (delivery, nth) => (nth === 1 ? busy : nth === 2 ? lost : accepted(delivery)) });
    await tab.queue.add(inside('a'));
    await pass(0);
    tab.queue.retryNow();
    await pass(29_000);
    expect(tab.delivered).toHaveLength(1);
    await pass(1000);
    expect(tab.delivered).toHaveLength(2);
    tab.queue.retryNow();
    await pass(0);
    expect(tab.answered).toEqual(['a here ACCEPTED']);
  });

  test('a batch of which the server took one half before it failed counts each entry once', async () => {
    const ledger = new Set<string>();
    const take = ({ entries }: Delivery, nth: number): Custody => {
      const results = entries.slice(0, nth === 1 ? 2 : 4).map(({ nonce }): CustodyResult => {
        const state = ledger.has(nonce) ? 'REPLAYED' : 'ACCEPTED';
        ledger.add(nonce);
        return { nonce, state };
      });
      return nth === 1 ? new ApiError('INTERNAL', 500) : results;
    };
    const tab = open({ custody: take });
    await tab.queue.load(['a', 'b', 'c', 'd'].map((nonce) => inside(nonce)));
    await pass(20_000);
    expect(tab.batches()).toEqual(['a,b,c,d', 'a,b,c,d']);
    expect(tab.answered.map((line) => line.split(' ')[2])).toEqual(['REPLAYED', 'REPLAYED', 'ACCEPTED', 'ACCEPTED']);
    expect(tab.saved()).toEqual([]);
  });

  test('an entry that the server cannot read leaves the phone too, and stops no other', async () => {
    const tab = open({
      custody: ({ entries }) =>
        entries.map(({ nonce }) =>
          nonce === 'b'
            ? { nonce: null, state: 'HELD', incident: { id: 'i1', kind: 'MALFORMED' } }
            : { nonce, state: 'ACCEPTED' },
        ),
    });
    await tab.queue.load(['a', 'b', 'c'].map((nonce) => inside(nonce)));
    await pass(0);
    expect(tab.answered.map((line) => line.replace(' before', ''))).toEqual(['a ACCEPTED', 'b HELD', 'c ACCEPTED']);
    expect(tab.saved()).toEqual([]);
  });

  test('an answer about other entries, or about fewer, removes none but those that it names', async () => {
    const results = [stateOf('ACCEPTED')({ entries: [{ nonce: 'x' }] } as never), [{ nonce: 'a', state: 'ACCEPTED' }]];
    const tab = open({ custody: (delivery, nth) => (results[nth - 1] as CustodyResult[]) ?? accepted(delivery) });
    await tab.queue.load([inside('a'), inside('b')]);
    await pass(60_000);
    expect(tab.batches()).toEqual(['a,b', 'a,b', 'b']);
    expect(tab.saved()).toEqual([]);
  });

  test('a venue that takes nothing does not hold up another', async () => {
    const tab = open({
      custody: (delivery, _, venue) => (venue === 'b1' ? new ApiError('FORBIDDEN', 403) : accepted(delivery)),
    });
    await tab.queue.load([inside('a'), inside('b', { businessId: 'b2' })]);
    await pass(0);
    expect(tab.saved()).toEqual(['a']);
  });

  test('a batch that is too large is halved until it fits', async () => {
    const tab = open({
      custody: (delivery) =>
        delivery.entries.length > 2 ? new ApiError('PAYLOAD_TOO_LARGE', 413) : accepted(delivery),
    });
    await tab.queue.load(['a', 'b', 'c', 'd'].map((nonce) => inside(nonce)));
    await pass(0);
    expect(tab.batches()).toEqual(['a,b,c,d', 'a,b', 'c,d']);
  });

  test('what a file brings from another phone is delivered as that phone’s', async () => {
    const tab = open();
    await tab.queue.add(inside('own'));
    await tab.queue.load([countOf('theirs', { deviceId: 'other', author: { id: 'eva', name: '' } })]);
    await pass(0);
    expect(tab.asked).toEqual([]);
    expect(tab.delivered.at(-1)).toMatchObject({ deviceId: 'other', entries: [{ nonce: 'theirs', actor: 'eva' }] });
    expect(tab.delivered[0]?.deviceId).toBe(tab.store.deviceId);
  });

  test.each([true, false])(
    'two tabs hand over one after the other, and the maker tells; with locks: %s',
    async (locks) => {
      const browser = new Browser();
      browser.hasLocks = locks;
      const ledger: string[] = [];
      let underWay = 0;
      const custody = async (delivery: Delivery) => {
        if (locks) expect(underWay).toBe(0);
        underWay += 1;
        await new Promise((resolve) => setTimeout(resolve, 300));
        underWay -= 1;
        return delivery.entries.map(({ nonce }): CustodyResult => {
          const state = ledger.includes(nonce) ? 'REPLAYED' : 'ACCEPTED';
          if (state === 'ACCEPTED') ledger.push(nonce);
          return { nonce, state };
        });
      };
      const [first, second] = [open({ custody }, browser), open({ custody }, browser)];
      await pass(0);
      await first.queue.add(inside('a'));
      await second.queue.add(inside('b'));
      await first.queue.add(inside('c'));
      await pass(30_000);
      expect(ledger.toSorted()).toEqual(['a', 'b', 'c']);
      expect(first.answered.filter((line) => line.includes(' here '))).toHaveLength(2);
      expect(second.answered.filter((line) => line.includes(' here '))).toHaveLength(1);
      for (const tab of [first, second]) expect(tab.queue.pending).toEqual([]);
      expect(first.saved()).toEqual([]);
    },
  );

  test('a tab that was closed while it handed over leaves the rest to the other', async () => {
    const browser = new Browser();
    const first = open({ custody: () => new Promise(() => {}) }, browser);
    const second = open({}, browser);
    await pass(0);
    await first.queue.add(inside('a'));
    await pass(0);
    first.close();
    await pass(20_000);
    expect(second.answered).toEqual(['a elsewhere ACCEPTED']);
    expect(browser.rows.size).toBe(0);
  });
});
