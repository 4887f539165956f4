import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { EntryAnswer } from '@/modules/attendance/answers';
import type { IntendedCount } from '@/modules/attendance/client/count';
import { CountQueue } from '@/modules/attendance/client/count-queue';
import { CountStore } from '@/modules/attendance/client/count-store';
import { ANA, Browser, countOf } from '@/modules/attendance/client/device.fixture';
import type { CustodyResult, Delivery } from '@/modules/attendance/client/sync-entry';
import { ApiError } from '@/platform/browser/http';
import { stubWindow } from '@/ui/window.fixture';
import { type Counter, counterVerdict } from './counter-of-door';
import type { CountIntent } from './counts';

let react: typeof import('react');
let dom: typeof import('react-dom/client');
let useCounter: typeof import('./use-counter').useCounter;

beforeAll(async () => {
  stubWindow();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  [react, dom, { useCounter }] = await Promise.all([
    import('react'),
    import('react-dom/client'),
    import('./use-counter'),
  ]);
});
beforeEach(() => void vi.useFakeTimers({ toFake: [...TIMERS] }));
afterEach(() => void vi.useRealTimers());

const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] as const;
const lost = new ApiError('NETWORK', 0);
const entered = ({ increment, flow, gateId }: IntendedCount): EntryAnswer => ({
  ...{
    result: 'ok',
    kind: 'WALK_IN',
    flow,
    delta: increment,
    gateId: gateId ?? null,
    category: null,
    reservationId: null,
  },
  ...{ forced: false, inside: 9, replayed: false, seq: 7 },
});
const accepted = ({ entries }: Delivery): CustodyResult[] => entries.map(({ nonce }) => ({ nonce, state: 'ACCEPTED' }));
const walkIn = (delta: number): CountIntent => ({ target: { category: null }, flow: 'IN', delta });
const leaving = (delta: number): CountIntent => ({ target: { category: null }, flow: 'OUT', delta });

interface Server {
  live?: (count: IntendedCount) => EntryAnswer | Error | Promise<EntryAnswer>;
  custody?: (delivery: Delivery) => CustodyResult[] | Error;
}

/** A door's page in one tab of the browser, with the counter that it shows. */
async function open(server: Server = {}, browser = new Browser(), live = false) {
  const sent: string[] = [];
  const delivered: { nonce: string; undoOf?: string }[] = [];
  const tones: string[] = [];
  const page = browser.openTab();
  let isOpen = true;
  const queue = new CountQueue(
    new CountStore(page),
    browser.lock(() => isOpen),
  );
  queue.open({
    accountId: ANA.id,
    send: async (count) => {
      sent.push(count.nonce);
      const answer = await (server.live ?? (() => lost))(count);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    sync: async (_, delivery) => {
      const results = (server.custody ?? (() => lost))(delivery);
      if (results instanceof Error) throw results;
      delivered.push(...delivery.entries);
      return { results };
    },
    onAnswer: (pending, verdict) => void counterVerdict.current?.(pending, verdict),
  });
  let shown: Counter | undefined;
  const onTone = (tone: string) => void tones.push(tone);
  const Door = () => {
    const pending = react.useSyncExternalStore(queue.subscribe, () => queue.pending);
    shown = useCounter({
      ...{ businessId: 'b1', venue: 'Terraza', account: ANA, gateId: 'norte', queue, pending, live },
      onTone,
    });
    return null;
  };
  const root = dom.createRoot(document.createElement('div'));
  const pass = (ms: number) => react.act(() => vi.advanceTimersByTimeAsync(ms));
  await react.act(async () => root.render(<Door />));
  await pass(0);
  const counter = () => shown as Counter;
  const close = async () => {
    isOpen = false;
    page.close();
    await react.act(async () => {
      queue.close();
      root.unmount();
    });
  };
  return {
    ...{ browser, queue, sent, delivered, tones, pass, counter, close },
    count: (intent: CountIntent) => react.act(async () => counter().count(intent)),
    undo: (place: number) => react.act(async () => counter().undo(counter().counts[place] as never)),
    states: () => counter().counts.map(({ state, undo }) => `${state} ${undo}`),
    saved: () => [...browser.rows.keys()],
  };
}

test('a click is on the disk before the screen shows it, and is asked about before the phone’s word counts', async () => {
  const door = await open({ live: entered });
  door.browser.storage = 'hanging';
  await door.count(walkIn(5));
  await door.pass(600);
  // The disk has not answered yet.
  expect([door.states(), door.counter().unsent, door.sent]).toEqual([[], 0, []]);
  await door.pass(200);
  expect(door.states()).toEqual(['counted possible']);
  door.browser.storage = 'fine';
  await door.count(walkIn(1));
  await door.pass(0);
  expect(door.states()).toEqual(['counted possible', 'counted possible']);
  expect(door.sent).toHaveLength(2);
  expect([door.delivered, door.counter().unsent]).toEqual([[], 0]);
  await door.close();
});

test('the scan of a pass changes nothing of it, and a count nothing of what it does', async () => {
  const door = await open({ live: entered }, new Browser(), true);
  await door.count(walkIn(1));
  await door.pass(0);
  const before = door.counter();
  await react.act(async () => void door.queue.add(countOf('scan', { businessId: 'b1' })));
  await door.pass(0);
  expect(door.counter()).toBe(before);
  await door.count(walkIn(1));
  await door.pass(0);
  expect(door.counter()).not.toBe(before);
  expect(door.counter().count).toBe(before.count);
  await door.close();
});

test('without an answer it counts by the phone’s word, in the figure too, and is handed over in its order', async () => {
  const server: Server = {};
  const door = await open(server);
  await door.count(walkIn(5));
  await door.pass(10);
  await door.count(leaving(2));
  await door.count(walkIn(-1));
  await door.pass(3000);
  expect(door.states()).toEqual(['waiting possible', 'waiting possible', 'waiting possible']);
  expect(door.counter().unsent).toBe(2);
  expect(door.saved()).toHaveLength(3);
  server.custody = accepted;
  await door.pass(60_000);
  expect(door.states()).toEqual(['counted possible', 'counted possible', 'counted possible']);
  expect(door.delivered).toMatchObject([
    { kind: 'WALK_IN', delta: 5, gateId: 'norte', basis: 'MANUAL' },
    { kind: 'EXIT', flow: 'OUT', delta: 2 },
    { kind: 'CLICK', delta: -1 },
  ]);
  expect([door.saved(), door.counter().unsent]).toEqual([[], 0]);
  await door.close();
});

test('a killed tab: the next page shows what waits, counts it in the figure, and hands it over without asking', async () => {
  const browser = new Browser();
  const first = await open({ live: () => new Promise(() => {}) }, browser);
  await first.count(walkIn(5));
  await first.pass(0);
  await first.close();
  const server: Server = { live: () => new ApiError('VENUE_FULL', 409) };
  const next = await open(server, browser);
  await next.pass(3000);
  expect(next.states()).toEqual(['waiting possible']);
  expect(next.counter().unsent).toBe(5);
  server.custody = accepted;
  await next.pass(30_000);
  expect(next.states()).toEqual(['counted possible']);
  // People who have walked in are not asked about.
  expect(next.sent).toEqual([]);
  expect([next.saved(), next.counter().unsent]).toEqual([[], 0]);
  await next.close();
});

test('an undo of a click that waits is kept too, takes it out of the figure, and follows it', async () => {
  const browser = new Browser();
  const first = await open({}, browser);
  await first.count(walkIn(5));
  await first.pass(3000);
  await first.undo(0);
  await first.pass(0);
  expect(first.states()).toEqual(['waiting working']);
  expect(first.counter().unsent).toBe(0);
  // The server is not asked to take back what it may not have yet.
  expect(new Set(first.sent).size).toBe(1);
  expect(first.saved()).toHaveLength(2);
  await first.close();
  const server: Server = {};
  const next = await open(server, browser);
  await next.pass(3000);
  expect(next.states()).toEqual(['waiting working']);
  expect(next.counter().unsent).toBe(0);
  server.custody = accepted;
  await next.pass(30_000);
  const [click] = next.delivered;
  expect(next.delivered).toMatchObject([{ kind: 'WALK_IN' }, { kind: 'UNDO', undoOf: click?.nonce }]);
  expect(next.states()).toEqual(['counted done']);
  expect(next.saved()).toEqual([]);
  await next.close();
});

test('the answer to an undo is lost: it is handed over, and what the server refuses is said', async () => {
  const server: Server = { live: (count) => ('undoOf' in count.target ? lost : entered(count)), custody: accepted };
  const door = await open(server);
  await door.count(leaving(2));
  await door.pass(0);
  await door.undo(0);
  await door.pass(3000);
  expect(door.delivered).toMatchObject([{ kind: 'UNDO', flow: 'IN', delta: 2 }]);
  expect(door.states()).toEqual(['counted done']);
  server.live = (count) => ('undoOf' in count.target ? new ApiError('FORBIDDEN', 403) : entered(count));
  await door.count(walkIn(1));
  await door.pass(0);
  await door.undo(0);
  await door.pass(0);
  expect(door.states()[0]).toBe('counted forbidden');
  expect(door.counter().unsent).toBe(0);
  await door.close();
});

test('a full venue refuses at once, and never what the phone has let in', async () => {
  const full = new ApiError('VENUE_FULL', 409, { inside: 80, capacity: 80, needs: 'manager' });
  const door = await open({ live: () => full });
  await door.count(walkIn(5));
  await door.pass(0);
  expect(door.states()).toEqual(['refused possible']);
  expect(door.counter().blocked?.refusal).toMatchObject({ inside: 80, capacity: 80 });
  expect(door.tones).toEqual(['error']);
  expect(door.saved()).toEqual([]);
  await door.close();
  const late = await open({
    live: () => new Promise<never>((_, refuse) => setTimeout(() => refuse(full), 5000)),
    custody: accepted,
  });
  await late.count(walkIn(5));
  await late.pass(10_000);
  expect(late.states()).toEqual(['counted possible']);
  await late.close();
});

test('the storage refuses: the click is shown and sent all the same', async () => {
  const browser = new Browser();
  browser.storage = 'full';
  const server: Server = {};
  const door = await open(server, browser);
  await door.count(walkIn(1));
  await door.pass(3000);
  expect(door.states()).toEqual(['waiting possible']);
  expect(door.counter().unsent).toBe(1);
  server.custody = accepted;
  await door.pass(30_000);
  expect(door.states()).toEqual(['counted possible']);
  await door.close();
});

test('two tabs: each shows what waits on the phone, and one of them hands it over once', async () => {
  const browser = new Browser();
  const server: Server = {};
  const [one, other] = [await open(server, browser), await open(server, browser)];
  await one.count(walkIn(5));
  await one.pass(3000);
  expect(other.states()).toEqual(['waiting possible']);
  expect([one.counter().unsent, other.counter().unsent]).toEqual([5, 5]);
  server.custody = accepted;
  await one.pass(30_000);
  expect([...one.delivered, ...other.delivered]).toHaveLength(1);
  expect([one.counter().unsent, other.counter().unsent]).toEqual([0, 0]);
  expect(browser.rows.size).toBe(0);
  await one.close();
  await other.close();
});

test('a revoked phone: what it has counted is in custody, and a manager decides', async () => {
  const server: Server = { live: () => new ApiError('UNAUTHENTICATED', 401) };
  const door = await open(server);
  await door.count(walkIn(5));
  await door.pass(3000);
  server.custody = ({ entries }) => entries.map(({ nonce }) => ({ nonce, state: 'HELD', reason: 'DEVICE_REVOKED' }));
  await door.pass(30_000);
  expect(door.states()).toEqual(['held possible']);
  expect(door.tones).toEqual(['warning']);
  expect(door.counter().unsent).toBe(0);
  await door.close();
});

test('while the figures are live, only what waits for longer than answers take is added to them', async () => {
  const door = await open({}, new Browser(), true);
  await door.count(walkIn(5));
  expect(door.counter().unsent).toBe(5);
  await door.close();
  const slow = await open({ live: () => new Promise(() => {}) }, new Browser(), true);
  await slow.count(walkIn(5));
  await slow.pass(1000);
  expect(slow.counter().unsent).toBe(0);
  await slow.pass(2000);
  expect(slow.counter().unsent).toBe(5);
  await slow.close();
});
