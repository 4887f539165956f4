import { describe, expect, test } from 'vitest';
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
  return { store, close, nonces: () => [...store.counts.keys()].toSorted() };
}

describe('count store', () => {
  test('two tabs keep their counts beside each other, and a new page finds both', () => {
    const browser = new Browser();
    const [first, second] = [open(browser), open(browser)];
    first.store.add(countOf('a'));
    second.store.add(countOf('b'));
    first.store.add(countOf('c'));
    expect(first.nonces()).toEqual(['a', 'b', 'c']);
    expect(second.nonces()).toEqual(['a', 'b', 'c']);
    second.store.settle('a');
    expect(first.nonces()).toEqual(['b', 'c']);
    expect(open(browser).nonces()).toEqual(['b', 'c']);
  });

  test('keeps every field of a count', () => {
    const browser = new Browser();
    const count = countOf('a', { target: { reservationId: 'r1' }, increment: -3, label: 'Inés' });
    open(browser).store.add(count);
    expect(open(browser).store.counts.get('a')).toEqual(count);
  });

  test('leaves records that it cannot read where they are', () => {
    const browser = new Browser();
    const strange = JSON.stringify({ nonce: 'x', target: { table: 7 } });
    browser.data.set('aforo.count.x', strange).set('aforo.count.y', '{').set('other', '1');
    const { store, nonces } = open(browser);
    store.add(countOf('a'));
    store.settle('a');
    expect(nonces()).toEqual([]);
    expect([...browser.data.keys()]).toEqual(['aforo.count.x', 'aforo.count.y', 'other']);
  });

  test('takes over the list of the version before, of every venue, without an author', () => {
    const browser = new Browser();
    const old = ({ nonce, increment, target, label, occurredAt } = countOf('a')) => ({
      ...{ nonce, increment, target, label, occurredAt },
    });
    browser.data.set('aforo.door.unanswered.b1', JSON.stringify([old(), old(countOf('b'))]));
    browser.data.set('aforo.door.unanswered.b2', JSON.stringify([old(countOf('c'))]));
    const { store } = open(browser);
    expect(store.counts.get('a')).toEqual(countOf('a', { venue: null, author: null }));
    expect(store.counts.get('c')).toMatchObject({ businessId: 'b2' });
    expect([...browser.data.keys()].toSorted()).toEqual(['aforo.count.a', 'aforo.count.b', 'aforo.count.c']);
  });

  test('an old tab that writes a settled count again does not bring it back', () => {
    const browser = new Browser();
    const page = open(browser);
    page.store.add(countOf('a'));
    page.store.settle('a');
    const oldTab = browser.openTab().storage();
    const { businessId: _, venue: __, author: ___, ...old } = countOf('a');
    oldTab.setItem('aforo.door.unanswered.b1', JSON.stringify([old]));
    expect(page.nonces()).toEqual([]);
    expect(browser.data.size).toBe(0);
  });

  test('an old list that does not fit beside its records stays until it does', () => {
    const browser = new Browser();
    const { businessId: _, venue: __, author: ___, ...old } = countOf('a');
    browser.data.set('aforo.door.unanswered.b1', JSON.stringify([old]));
    browser.full = true;
    expect(open(browser).nonces()).toEqual(['a']);
    expect([...browser.data.keys()]).toEqual(['aforo.door.unanswered.b1']);
    browser.full = false;
    expect(open(browser).store.unsaved).toBe(0);
    expect([...browser.data.keys()]).toEqual(['aforo.count.a']);
  });

  test.each(['full', 'forbidden'] as const)(
    'a %s storage leaves counts in memory, for a remounted screen too',
    (how) => {
      const browser = new Browser();
      browser[how] = true;
      const { store } = open(browser);
      store.add(countOf('a'));
      store.add(countOf('b'));
      expect(store.unsaved).toBe(2);
      store.subscribe(() => {});
      expect([...store.counts.keys()]).toEqual(['a', 'b']);
      browser[how] = false;
      store.settle('a');
      expect(store.unsaved).toBe(0);
      expect([...browser.data.keys()]).toEqual(['aforo.count.b']);
    },
  );

  test('a browser whose data is cleared loses nothing of an open page', () => {
    const browser = new Browser();
    const page = open(browser);
    page.store.add(countOf('a'));
    browser.clear();
    expect(page.nonces()).toEqual(['a']);
    expect([...browser.data.keys()]).toEqual(['aforo.count.a']);
  });

  test('a closed page hears nothing, and reads again when it opens', () => {
    const browser = new Browser();
    const [first, second] = [open(browser), open(browser)];
    first.close();
    second.store.add(countOf('a'));
    expect(first.nonces()).toEqual([]);
    first.store.subscribe(() => {});
    expect(first.nonces()).toEqual(['a']);
  });
});
