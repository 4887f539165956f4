import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CountStore } from './count-store';
import { Browser, countOf } from './device.fixture';

function open(browser: Browser) {
  const page = browser.openTab();
  const store = new CountStore(page);
  const leave = store.subscribe(() => {});
  const close = () => {
    leave();
    page.close();
  };
  return { store, close, nonces: () => [...store.counts.keys()] };
}

/** As the version before kept a count. */
function oldRecord(nonce: string): string {
  const { flow: _, basis: __, place: ___, ...old } = countOf(nonce);
  return JSON.stringify(old);
}

function oldList(...nonces: string[]): string {
  const strip = ({ businessId: _, venue: __, author: ___, ...old }: Record<string, unknown>) => old;
  return JSON.stringify(nonces.map((nonce) => strip(JSON.parse(oldRecord(nonce)))));
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('count store', () => {
  test('two tabs keep their counts beside each other, and a new page finds both, in their order', async () => {
    const browser = new Browser();
    const [first, second] = [open(browser), open(browser)];
    await settle();
    expect(await first.store.add([countOf('z')])).toBe(true);
    await second.store.add([countOf('b')]);
    await first.store.add([countOf('a')]);
    await settle();
    expect(first.nonces()).toEqual(['z', 'b', 'a']);
    expect(second.nonces()).toEqual(['z', 'b', 'a']);
    second.store.settle(['z']);
    await settle();
    expect(first.nonces()).toEqual(['b', 'a']);
    const later = open(browser);
    await settle();
    expect(later.nonces()).toEqual(['b', 'a']);
    expect(later.store.deviceId).toBe(first.store.deviceId);
  });

  test('tabs that cannot talk to each other find what the other kept when they are seen again', async () => {
    const browser = new Browser();
    browser.hasChannels = false;
    const [first, second] = [open(browser), open(browser)];
    await settle();
    await first.store.add([countOf('a')]);
    second.store.look();
    await settle();
    expect(second.nonces()).toEqual(['a']);
    first.store.settle(['a']);
    await settle();
    second.store.look();
    await settle();
    expect(second.nonces()).toEqual([]);
  });

  test('keeps every field of a count, and what changes of it, at its place', async () => {
    const browser = new Browser();
    const { store } = open(browser);
    const count = countOf('a', {
      ...{ target: { undoOf: 'x', reservationId: 'r1' }, increment: -3, label: 'Inés', flow: 'OUT', gateId: 'g' },
      ...{ mono: 12, sessionId: 's', basis: 'MANUAL', manifestSeq: 3, deviceId: 'd', reason: 'sí' },
    });
    await store.add([countOf('first'), count]);
    await store.add([{ ...count, manifestSeq: 4 }]);
    const again = open(browser);
    await settle();
    expect([...again.store.counts.values()]).toEqual([
      countOf('first', { place: 1 }),
      { ...count, manifestSeq: 4, place: 2 },
    ]);
  });

  test('leaves records that it cannot read where they are', async () => {
    const browser = new Browser();
    browser.rows.set('w', { nonce: 'w', target: { table: 7 } });
    browser.old.set('aforo.count.x', JSON.stringify({ nonce: 'x', target: { table: 7 } }));
    browser.old.set('aforo.count.y', '{').set('other', '1');
    const { store, nonces } = open(browser);
    await store.add([countOf('a')]);
    store.settle(['a']);
    await settle();
    expect(nonces()).toEqual([]);
    expect([...browser.old.keys()]).toEqual(['aforo.count.x', 'aforo.count.y', 'other']);
    expect([...browser.rows.keys()]).toEqual(['w']);
  });

  test('takes over what the two versions before kept, and removes it once it is on the disk', async () => {
    const browser = new Browser();
    browser.old.set('aforo.count.d', oldRecord('d'));
    browser.old.set('aforo.door.unanswered.b1', oldList('a', 'b')).set('aforo.door.unanswered.b2', oldList('c'));
    const { store } = open(browser);
    await settle();
    expect(store.counts.get('d')).toEqual(countOf('d', { place: expect.any(Number) }));
    expect(store.counts.get('a')).toMatchObject({ venue: null, author: null, basis: 'LIVE', flow: 'IN' });
    expect(store.counts.get('c')).toMatchObject({ businessId: 'b2' });
    expect([...browser.rows.keys()].toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(browser.old.size).toBe(0);
  });

  test('what does not fit stays where the version before kept it, until it does', async () => {
    const browser = new Browser();
    browser.old.set('aforo.count.d', oldRecord('d')).set('aforo.door.unanswered.b1', oldList('a'));
    browser.storage = 'full';
    const first = open(browser);
    await settle();
    expect(first.nonces().toSorted()).toEqual(['a', 'd']);
    expect(browser.old.size).toBe(2);
    first.close();
    browser.storage = 'fine';
    const { store } = open(browser);
    await settle();
    expect(store.unsaved).toBe(0);
    expect(browser.old.size).toBe(0);
    expect(browser.rows.size).toBe(2);
  });

  test('a tab of the version before that writes a settled count again does not bring it back', async () => {
    const browser = new Browser();
    const page = open(browser);
    await page.store.add([countOf('a')]);
    page.store.settle(['a']);
    const old = browser.openTab().old();
    old.setItem('aforo.door.unanswered.b1', oldList('a'));
    old.setItem('aforo.count.a', oldRecord('a'));
    old.setItem('aforo.count.b', oldRecord('b'));
    await settle();
    expect(page.nonces()).toEqual(['b']);
    expect(browser.old.size).toBe(0);
  });

  test.each(['full', 'forbidden', 'hanging'] as const)(
    'a %s storage leaves counts in memory, for a remounted screen too, and says so before the first',
    async (how) => {
      const browser = new Browser();
      browser.storage = how;
      const { store } = open(browser);
      expect(store.keeping).toBe('unknown');
      await settle();
      if (how !== 'hanging') expect(store.keeping).toBe('refused');
      let isKept: boolean | null = null;
      void store.add([countOf('a')]).then((kept) => {
        isKept = kept;
      });
      await settle(1000);
      expect(isKept).toBe(false);
      expect(store.keeping).toBe('refused');
      void store.add([countOf('b')]);
      store.subscribe(() => {});
      await settle();
      expect(store.unsaved).toBe(2);
      expect([...store.counts.keys()]).toEqual(['a', 'b']);
      browser.storage = 'fine';
      store.settle(['a']);
      await settle();
      expect(store.unsaved).toBe(0);
      expect(store.keeping).toBe('works');
      expect([...browser.rows.keys()]).toEqual(['b']);
    },
  );

  test('a storage that answers slowly is waited for, but not for long', async () => {
    const browser = new Browser();
    const { store } = open(browser);
    await settle();
    browser.storage = 'hanging';
    const began = Date.now();
    const added = store.add([countOf('a')]);
    await settle(5000);
    expect(await added).toBe(false);
    expect(Date.now() - began).toBe(5000);
    const second = store.add([countOf('b')]);
    await settle();
    expect(await second).toBe(false);
  });

  test('data that is erased while a page is open is written again, whichever tab notices, and said', async () => {
    const browser = new Browser();
    const [first, second] = [open(browser), open(browser)];
    await settle();
    await first.store.add([countOf('a')]);
    await second.store.add([countOf('b')]);
    await settle();
    const { deviceId } = first.store;
    browser.clear();
    first.store.look();
    second.store.look();
    await settle();
    expect([...browser.rows.keys()].toSorted()).toEqual(['a', 'b']);
    expect(first.store.wasErased).toBe(true);
    const later = open(browser);
    await settle();
    expect(later.store.deviceId).toBe(deviceId);
    expect(later.store.wasErased).toBe(false);
    first.store.settle(['a', 'b']);
    expect(first.store.wasErased).toBe(false);
  });

  test('erased data is noticed by the next count, and by time', async () => {
    const browser = new Browser();
    const page = open(browser);
    await settle();
    await page.store.add([countOf('a')]);
    browser.clear();
    await page.store.add([countOf('b')]);
    expect([...browser.rows.keys()].toSorted()).toEqual(['a', 'b']);
    browser.clear();
    await settle(60_000);
    expect([...browser.rows.keys()].toSorted()).toEqual(['a', 'b']);
  });

  test('what a storage refused is written when it takes something again, whoever looks', async () => {
    const browser = new Browser();
    const { store } = open(browser);
    await settle();
    browser.storage = 'full';
    await store.add([countOf('a')]);
    expect(store.unsaved).toBe(1);
    browser.storage = 'fine';
    store.look();
    await settle();
    expect(store.unsaved).toBe(0);
    expect([...browser.rows.keys()]).toEqual(['a']);
  });

  test('a closed page hears nothing, and reads again when it opens', async () => {
    const browser = new Browser();
    const [first, second] = [open(browser), open(browser)];
    await settle();
    first.close();
    await second.store.add([countOf('a')]);
    expect(first.nonces()).toEqual([]);
    first.store.subscribe(() => {});
    await settle();
    expect(first.nonces()).toEqual(['a']);
  });
});
