import { afterEach, describe, expect, test, vi } from 'vitest';
import { DAYS } from './convergence.model';
import { TestBrowser } from './tabs.fixture';
import { heartbeat } from './wire.fixture';

const opened: TestBrowser[] = [];
afterEach(() => {
  for (const browser of opened.splice(0)) browser.end();
});

describe.each(['locks', 'lease'] as const)('one stream per browser, by %s', (kind) => {
  async function setUp(count = 2) {
    const browser = new TestBrowser(kind);
    opened.push(browser);
    const tabs = [];
    for (let i = 0; i < count; i += 1) {
      tabs.push(browser.open());
      await browser.advance(1000);
    }
    const [first, second, third] = tabs;
    if (!first || !second) throw new Error('two tabs at least');
    return { browser, first, second, third: third ?? second, tabs };
  }

  test('tabs opened at the same instant share one, and each gets every event once', async () => {
    const browser = new TestBrowser(kind);
    opened.push(browser);
    const tabs = [browser.open(), browser.open(), browser.open()];
    await browser.advance(1000);
    for (let i = 0; i < 3; i += 1) browser.write();
    await browser.settle();
    expect(browser.connects).toBe(1);
    for (const tab of tabs) expect([tab.seqs, tab.isLive, tab.wrong]).toEqual([[1, 2, 3], true, []]);
    const transports = tabs.map(({ stream }) => stream.state.transport).sort();
    expect(transports).toEqual(['raw', 'shared', 'shared']);
  });

  test('a tab joins from its own cursor, older than the leader’s stream or at the head', async () => {
    const { browser, first } = await setUp();
    const old = browser.open();
    old.freeze();
    for (let i = 0; i < 5; i += 1) browser.write();
    await browser.advance(5000);
    old.thaw();
    const fresh = browser.open();
    await browser.advance(1000);
    browser.write();
    await browser.settle();
    expect([first.seqs, old.seqs, fresh.seqs]).toEqual([[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], [6]]);
    expect([old.resyncs, browser.connects]).toEqual([0, 1]);
  });

  test('a follower whose events the leader no longer has takes a snapshot', async () => {
    const { browser, first } = await setUp();
    const late = browser.open();
    late.freeze();
    for (let i = 0; i < 60; i += 1) browser.write();
    await browser.advance(1000);
    late.thaw();
    await browser.advance(1000);
    browser.write();
    await browser.settle();
    expect(late.resyncs).toBe(1);
    expect(late.list).toEqual(first.list);
    expect(late.isLive).toBe(true);
  });

  test('lost messages are asked for again', async () => {
    const { browser, first, second } = await setUp();
    browser.isLost = () => true;
    browser.write();
    browser.write();
    await browser.settle();
    browser.isLost = () => false;
    browser.write();
    await browser.settle();
    expect(second.seqs).toEqual([1, 2, 3]);
    browser.isLost = () => true;
    browser.write();
    await browser.settle();
    browser.isLost = () => false;
    await browser.advance(1000);
    expect(second.seqs).toEqual(first.seqs);
    expect([second.wrong, browser.connects]).toEqual([[], 1]);
  });

  test.each(['close', 'crash'] as const)(
    'after a %s of the leader another goes on from where it stands',
    async (how) => {
      const { browser, first, second, third } = await setUp(3);
      browser.write();
      await browser.settle();
      first[how]();
      browser.write();
      const closed = browser.now;
      while (second.seqs.length < 2 || third.seqs.length < 2) await browser.advance(10);
      expect(browser.now - closed).toBeLessThan(how === 'close' || kind === 'locks' ? 700 : 3000);
      browser.write();
      await browser.settle();
      for (const tab of [second, third]) expect([tab.seqs, tab.wrong]).toEqual([[1, 2, 3], []]);
      expect(browser.running).toHaveLength(1);
    },
  );

  test('a frozen leader is replaced, and once thawed it follows at once', async () => {
    const { browser, first, second } = await setUp();
    first.freeze();
    browser.write();
    const frozen = browser.now;
    while (!second.isLive || second.seqs.length === 0) await browser.advance(10);
    expect(browser.now - frozen).toBeLessThan(3000);
    browser.write();
    await browser.settle();
    first.thaw();
    await browser.settle();
    expect(browser.streams.size).toBe(1);
    await browser.advance(200);
    expect([first.seqs, second.seqs]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(first.stream.state).toMatchObject({ status: 'connected', transport: 'shared' });
    expect([first.wrong, second.wrong]).toEqual([[], []]);
  });

  test('a thawed leader passes nothing on and closes its stream, though it hears nobody', async () => {
    const { browser, first, second } = await setUp();
    first.freeze();
    browser.isLost = () => true;
    await browser.advance(5000);
    expect(second.leads).toBe(true);
    first.thaw();
    browser.write();
    await browser.settle();
    expect([first.seqs, second.seqs]).toEqual([[], [1]]);
    expect(browser.running).toEqual([second]);
    browser.isLost = () => false;
    await browser.advance(1000);
    expect([first.seqs, second.seqs]).toEqual([[1], [1]]);
  });

  test('a leader that a follower shows to be behind catches up', async () => {
    const { browser, first } = await setUp();
    browser.database.run({ kind: 'create', pick: 0, value: 0 });
    browser.open();
    await browser.advance(3000);
    expect([first.seqs, first.wrong]).toEqual([[1], []]);
  });

  test('a cursor of another log needs a snapshot; an answer to an older question changes nothing', async () => {
    const { browser, second } = await setUp();
    const other = { epoch: 'other', seq: 0 };
    browser.lateness = () => 100;
    second.stream.start(other);
    second.stream.start(second.list.cursor);
    await browser.advance(300);
    expect([second.resyncs, second.isLive]).toEqual([0, true]);
    const seen: string[] = [];
    second.stream.start(second.list.cursor);
    second.stream.start(other);
    second.stream.subscribe(() => seen.push(second.stream.state.status));
    await browser.advance(220);
    expect([second.resyncs, new Set(seen).has('connected')]).toEqual([1, false]);
    await browser.advance(1000);
    expect(second.isLive).toBe(true);
  });

  test('a hole that no answer fills needs a snapshot after a while', async () => {
    const { browser, first, second } = await setUp();
    browser.isLost = ({ kind: said }) => said === 'event';
    browser.write();
    await browser.settle();
    browser.isLost = ({ kind: said }) => said === 'answer';
    browser.write();
    const resyncsAfter = async (ms: number) => {
      // Without any word from the leader the tab would take its place instead.
      for (let passed = 0; passed < ms; passed += 200) {
        browser.say(heartbeat(2));
        await browser.advance(200);
      }
      return second.resyncs;
    };
    expect([await resyncsAfter(2000), second.seqs]).toEqual([0, []]);
    expect(await resyncsAfter(2000)).toBe(1);
    expect(second.list).toEqual(first.list);
  });

  test('a tab that stops while it is told something stays stopped', async () => {
    const { browser, second } = await setUp();
    second.onApply = () => second.stream.stop();
    browser.write();
    await browser.advance(2000);
    expect([second.seqs, second.stream.state.status]).toEqual([[1], 'disconnected']);
  });

  test('a hidden leader that answers stays, however slow its timers', async () => {
    const { browser, first, second } = await setUp();
    first.throttle = 60_000;
    first.hide();
    for (let i = 0; i < 10; i += 1) {
      await browser.advance(30_000);
      browser.say(heartbeat(browser.database.head));
    }
    expect([first.leads, browser.connects]).toEqual([true, 1]);
    browser.write();
    await browser.settle();
    expect(second.seqs).toEqual([1]);
  });

  test('a hidden leader that gets no connection gives way to a visible tab, once', async () => {
    const { browser, first, second } = await setUp();
    first.throttle = 60_000;
    first.hide();
    browser.isUp = false;
    for (const { tab, send } of [...browser.streams]) {
      expect(tab).toBe(first);
      send(
        'data: {"type":"error","businessId":"b1","timestamp":"2026-11-21T22:00:00.000Z","code":"slow-consumer"}\n\n',
      );
    }
    await browser.advance(200);
    browser.isUp = true;
    const back = browser.now;
    while (!second.isLive) await browser.advance(50);
    expect(browser.now - back).toBeLessThan(3500);
    await browser.advance(60_000);
    expect([second.leads, browser.running.length]).toEqual([true, 1]);
  });

  test('a suspended leader resigns, and follows when it comes back', async () => {
    const { browser, first, second } = await setUp();
    first.change('suspended');
    await browser.advance(700);
    expect([second.isLive, second.leads, browser.streams.size]).toEqual([true, true, 1]);
    browser.write();
    first.change('resumed');
    await browser.advance(100);
    expect([first.isLive, first.seqs, browser.streams.size]).toEqual([true, [1], 1]);
  });

  test('a refusal reaches every tab, and a newcomer or a tap in any tab tries again', async () => {
    const { browser, first, second } = await setUp();
    browser.refusal = 401;
    first.stream.reconnect();
    await browser.advance(100);
    for (const tab of [first, second]) {
      expect(tab.failures).toEqual(['unauthenticated']);
      expect(tab.stream.state).toMatchObject({ status: 'disconnected', failure: { status: 401 } });
    }
    browser.refusal = 403;
    second.stream.reconnect();
    await browser.advance(100);
    expect(second.stream.state).toMatchObject({ status: 'error', failure: { kind: 'forbidden' } });
    const connects = browser.connects;
    await browser.advance(10_000);
    expect(browser.connects).toBe(connects);
    browser.refusal = null;
    browser.open();
    await browser.advance(100);
    expect([first.isLive, second.isLive]).toEqual([true, true]);
  });

  test('a tab whose handler throws takes a snapshot, and the others go on', async () => {
    const { browser, first, second } = await setUp();
    const uncaught = vi.fn();
    process.on('uncaughtException', uncaught);
    second.onApply = () => {
      throw new Error('no');
    };
    browser.write();
    await browser.advance(100);
    process.off('uncaughtException', uncaught);
    expect(uncaught).toHaveBeenCalledOnce();
    expect([first.resyncs, second.resyncs]).toEqual([0, 1]);
    second.onApply = () => {};
    browser.write();
    await browser.advance(5000);
    expect([first.isLive, second.isLive]).toEqual([true, true]);
    expect(second.list).toEqual(browser.database.snapshot(DAYS[0]));
  });

  test('a tab that slept while its stream opened does not take the server for a proxy that buffers', async () => {
    const browser = new TestBrowser(kind);
    opened.push(browser);
    const tab = browser.open();
    browser.onConnect = () => tab.freeze();
    await browser.advance(15_000);
    tab.thaw();
    await browser.advance(1000);
    expect([tab.isLive, tab.failures]).toEqual([true, []]);
  });

  test('a log that cannot go on makes every tab take a snapshot', async () => {
    const { browser, first, second } = await setUp();
    browser.isUp = false;
    for (const { tab } of [...browser.streams]) tab.stream.reconnect();
    await browser.advance(100);
    for (let i = 0; i < 30; i += 1) browser.write();
    browser.floor = 30;
    browser.isUp = true;
    await browser.advance(20_000);
    browser.write();
    await browser.settle();
    for (const tab of [first, second]) {
      expect([tab.isLive, tab.list]).toEqual([true, first.list]);
      expect(tab.resyncs).toBeGreaterThan(0);
      expect(tab.list.cursor.seq).toBe(31);
    }
  });

  test('stopped, a tab says and hears nothing more', async () => {
    const { browser, first, second } = await setUp();
    second.stream.stop();
    browser.write();
    await browser.advance(5000);
    expect([second.seqs, second.stream.state.status]).toEqual([[], 'disconnected']);
    first.stream.stop();
    await browser.advance(5000);
    expect(browser.streams.size).toBe(0);
    second.stream.reconnect();
    await browser.advance(1000);
    expect([second.isLive, second.seqs]).toEqual([true, [1]]);
  });
});
