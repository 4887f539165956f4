import { DAY_RULES, type DaySnapshot } from '@/modules/reservations/client/day-list';
import { RESERVATION_SCHEMAS } from '@/modules/reservations/wire';
import type { SequencedEvent, StreamEvent } from '../protocol/events';
import { DAYS, ModelDatabase, type Op } from './convergence.model';
import type { Environment, Timer, WakeReason } from './environment';
import { applyEvent } from './list-rules';
import { TestLocks } from './locks.fixture';
import { SharedStream } from './shared-stream';
import type { StreamFailure } from './state';
import { EventStream } from './stream';
import type { Tab, TabChange } from './tab';
import type { TabMessage } from './tab-messages';
import { connected, failure, frame } from './wire.fixture';

const turn = () => new Promise((resolve) => setImmediate(resolve));
let browsers = 0;

interface OpenStream {
  readonly tab: TestTab;
  send(text: string): void;
  /** Like a broken network: the tab gets an error. */
  cut(): void;
}

/**
 * A browser with its tabs, and their server, in virtual time. The streams and the channel between tabs are real. A tab can
 * freeze: its timers, messages and network wait until it continues, as in a browser.
 */
export class TestBrowser {
  readonly database = new ModelDatabase();
  readonly name = `browser-${++browsers}`;
  readonly tabs: TestTab[] = [];
  readonly streams = new Set<OpenStream>();
  readonly locks: TestLocks | null;
  term = 0;
  now = 1_000_000;
  /** The oldest cursor from which the log can still continue. */
  floor = 0;
  refusal: 401 | 403 | null = null;
  isUp = true;
  connects = 0;
  messages = 0;
  /** Delay of a message to a tab, in milliseconds. */
  lateness: () => number = () => 0;
  isLost: (message: TabMessage) => boolean = () => false;
  onConnect = () => {};
  #timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  #ids = 0;
  #seed = 1;

  constructor(kind: 'locks' | 'lease') {
    this.locks = kind === 'locks' ? new TestLocks() : null;
  }

  open({ visible = true } = {}): TestTab {
    const tab = new TestTab(this, visible);
    this.tabs.push(tab);
    tab.begin();
    return tab;
  }

  write(op: Partial<Op> = {}): void {
    const before = this.database.head;
    this.database.run({ kind: 'create', pick: 0, value: 0, ...op });
    for (const event of this.database.log.slice(before)) this.say(event);
  }

  say(event: StreamEvent): void {
    for (const stream of this.streams) stream.send(frame(event));
  }

  /** Tabs that have a stream and are not frozen; the stream of a frozen tab cannot be closed. */
  get running(): TestTab[] {
    return [...this.streams].map(({ tab }) => tab).filter(({ isFrozen }) => !isFrozen);
  }

  random(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }

  setTimer(run: () => void, delay: number): Timer {
    const id = ++this.#ids;
    this.#timers.set(id, { at: this.now + delay, run });
    return id as unknown as Timer;
  }

  clearTimer(timer: Timer | null): void {
    this.#timers.delete(timer as unknown as number);
  }

  /** Waits until nothing more happens without an advance of the time. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 4; quiet += 1) {
      await turn();
      if (this.messages > 0) quiet = 0;
    }
  }

  /** Calls `look` at every instant at which something happened. */
  async advance(ms: number, look: () => void = () => {}): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await this.settle();
      look();
      const [id, next] = [...this.#timers].reduce<[number, { at: number; run: () => void } | null]>(
        (first, [key, timer]) => (!first[1] || timer.at < first[1].at ? [key, timer] : first),
        [0, null],
      );
      if (!next || next.at > end) break;
      this.#timers.delete(id);
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = end;
  }

  end(): void {
    for (const tab of this.tabs) tab.crash();
  }
}

export class TestTab {
  readonly stream: SharedStream;
  readonly seqs: number[] = [];
  readonly failures: StreamFailure['kind'][] = [];
  readonly wrong: string[] = [];
  list: DaySnapshot;
  resyncs = 0;
  onApply = () => {};
  /** Minimum delay of timers while hidden, in milliseconds. */
  throttle = 1000;
  isFrozen = false;
  isClosed = false;
  readonly #browser: TestBrowser;
  readonly #waiting: (() => void)[] = [];
  readonly #listeners = new Set<(change: TabChange) => void>();
  readonly #wakes = new Set<(reason: WakeReason) => void>();
  readonly #channels = new Set<{ close(): void }>();
  #visible: boolean;

  constructor(browser: TestBrowser, visible: boolean) {
    this.#browser = browser;
    this.#visible = visible;
    this.list = browser.database.snapshot(DAYS[0]);
    const environment = this.#environment();
    const handlers = {
      onEvent: (event: StreamEvent) => 'seq' in event && this.#apply(event),
      onFailure: ({ kind }: StreamFailure) => this.failures.push(kind),
      onResync: () => this.#renew(),
    };
    this.stream = new SharedStream({
      name: browser.name,
      tab: this.#tab(),
      environment,
      tailLimit: 20,
      handlers,
      openStream: (own) =>
        new EventStream({
          endpoint: '/events',
          healthUrl: '/health',
          businessId: 'b1',
          delays: [3000],
          maxAttempts: 5,
          schemas: RESERVATION_SCHEMAS,
          environment,
          handlers: own,
        }),
    });
  }

  begin(): void {
    this.stream.start(this.list.cursor);
  }

  get isLive(): boolean {
    return this.stream.state.status === 'connected';
  }

  get leads(): boolean {
    return this.#browser.running.includes(this);
  }

  freeze(): void {
    this.isFrozen = true;
  }

  thaw(): void {
    this.isFrozen = false;
    for (const run of this.#waiting.splice(0)) this.run(run);
  }

  hide(): void {
    this.#visible = false;
  }

  show(): void {
    this.#visible = true;
    this.change('visible');
    for (const wake of this.#wakes) this.run(() => wake('visible'));
  }

  change(change: TabChange): void {
    for (const listener of this.#listeners) this.run(() => listener(change));
  }

  /** Ends the page, which receives the event for it. */
  close(): void {
    this.change('suspended');
    this.crash();
  }

  /** Ends the page without an event. */
  crash(): void {
    this.isClosed = true;
    for (const channel of this.#channels) channel.close();
    for (const stream of this.#browser.streams) if (stream.tab === this) this.#browser.streams.delete(stream);
    this.#browser.locks?.forget(this);
  }

  run(work: () => void): void {
    if (this.isClosed) return;
    if (this.isFrozen) this.#waiting.push(work);
    else work();
  }

  #apply(event: SequencedEvent): void {
    if (event.seq !== this.list.cursor.seq + 1) this.wrong.push(`${event.seq} after ${this.list.cursor.seq}`);
    this.seqs.push(event.seq);
    this.list = applyEvent(DAY_RULES, this.list, event);
    this.onApply();
  }

  #renew(): void {
    this.resyncs += 1;
    const list = this.#browser.database.snapshot(DAYS[0]);
    this.#browser.setTimer(
      () =>
        this.run(() => {
          this.list = list;
          this.stream.start(list.cursor);
        }),
      50,
    );
  }

  #environment(): Environment {
    const browser = this.#browser;
    return {
      fetch: (url, init) => this.#fetch(url, init.signal ?? null),
      now: () => browser.now,
      random: () => browser.random(),
      setTimer: (run, delay) =>
        browser.setTimer(() => this.run(run), this.#visible ? delay : Math.max(delay, this.throttle)),
      clearTimer: (timer) => browser.clearTimer(timer),
      isAwake: () => this.#visible,
      onWake: (wake) => {
        this.#wakes.add(wake);
        return () => this.#wakes.delete(wake);
      },
    };
  }

  #tab(): Tab {
    const browser = this.#browser;
    return {
      open: (name, receive) => this.#openChannel(name, receive),
      locks: browser.locks?.for(this) ?? null,
      readTerm: () => browser.term,
      writeTerm: (_name, term) => {
        browser.term = term;
      },
      isVisible: () => this.#visible,
      onChange: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }

  #openChannel(name: string, receive: (message: unknown) => void) {
    const browser = this.#browser;
    const channel = new BroadcastChannel(name);
    const counted = { channel, pending: 0, close };
    let free = 0;
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      counted.pending -= 1;
      browser.messages -= 1;
      if (browser.isLost(data as TabMessage)) return;
      const late = browser.lateness();
      free = Math.max(free, browser.now + late);
      if (free > browser.now) browser.setTimer(() => this.run(() => receive(data)), free - browser.now);
      else this.run(() => receive(data));
    };
    function close() {
      channel.close();
      browser.messages -= counted.pending;
      counted.pending = 0;
      channels.get(name)?.delete(counted);
    }
    const others = channels.get(name) ?? new Set();
    channels.set(name, others.add(counted));
    this.#channels.add(counted);
    const post = (message: unknown) => {
      if (this.isClosed) return;
      for (const other of others) if (other !== counted) other.pending += 1;
      browser.messages += others.size - 1;
      channel.postMessage(message);
    };
    return { post, close };
  }

  async #fetch(url: string, signal: AbortSignal | null): Promise<Response> {
    const browser = this.#browser;
    if (!browser.isUp || this.isClosed) throw new TypeError('unreachable');
    if (!url.includes('/events')) return new Response('{"status":"ok"}');
    browser.connects += 1;
    browser.onConnect();
    if (browser.refusal) return refusalOf(browser.refusal);
    const asked = /lastEventId=[^&]*%3A(\d+)/.exec(url)?.[1];
    const after = asked === undefined ? browser.database.head : Number(asked);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const fail = (reason: unknown) => {
          if (browser.streams.delete(stream)) controller.error(reason);
        };
        const stream: OpenStream = {
          tab: this,
          cut: () => this.run(() => fail(new TypeError('cut'))),
          send: (text) => this.run(() => browser.streams.has(stream) && controller.enqueue(Buffer.from(text))),
        };
        browser.streams.add(stream);
        signal?.addEventListener('abort', () => fail(signal.reason));
        stream.send(frame(connected(after)));
        if (after < browser.floor) stream.send(frame(failure('resync-required')));
        else for (const event of browser.database.log.slice(after)) stream.send(frame(event));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }
}

function refusalOf(status: 401 | 403): Response {
  const code = status === 401 ? 'UNAUTHENTICATED' : 'FORBIDDEN';
  return new Response(JSON.stringify({ code }), { status, headers: { 'content-type': 'application/problem+json' } });
}

const channels = new Map<string, Set<{ pending: number }>>();
