import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { custodyApi } from '@/modules/custody/client/custody-api';
import { ACCOUNT_HEADER } from '@/realtime/protocol/account';
import type { Author, IntendedCount } from './count';
import { CountQueue } from './count-queue';
import { CountStore } from './count-store';
import { ANA, BETO, Browser, counted, countOf, revoked } from './device.fixture';
import { sendCount } from './send-count';
import type { CustodyResult, Delivery } from './sync-entry';

/** What becomes of one request on its way there and back. */
const FATES = [
  'fine',
  'lost before',
  'lost after',
  'slow there',
  'slow back',
  'portal page',
  'foreign json',
  'foreign refusal',
  'unknown code',
  'bad gateway',
  'too many',
  'fault half way',
] as const;
type Fate = (typeof FATES)[number];

/** A request that is given up ends at once for its page; what it had begun goes on. */
const sleep = (milliseconds: number, signal?: AbortSignal | null) =>
  new Promise<void>((resolve, reject) => {
    setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => reject(new TypeError('aborted')));
  });
const json = (body: unknown, status = 200, type = 'application/json', headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type, ...headers } });
const problem = (code: string, status: number, rest = {}, headers = {}) =>
  json({ code, ...rest }, status, 'application/problem+json', headers);

/**
 * The server and the network in front of it. A pass named REVOKED is refused each time it is asked about, and held when it
 * is handed over. An entry of more than 1,000 people is none.
 */
class World {
  readonly ledger: { nonce: string; account: string; by: 'question' | 'custody' }[] = [];
  readonly refused = new Set<string>();
  readonly poison = new Set<string>();
  session: string | null = null;
  /** A page learns what another was told, as long as none is opened anew. */
  tellsTabs = true;
  fates: Fate[] = [];
  /** Not before, in milliseconds, may anything be handed over again. */
  #busyUntil = 0;

  /** In the place of `fetch`. */
  readonly fetch = async (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const isSync = String(url).startsWith('/api/puerta/sync');
    const fate = this.fates.shift() ?? 'fine';
    await sleep(fate === 'slow there' ? 20_000 : 30, init?.signal);
    if (fate === 'lost before') throw new TypeError('network');
    if (fate === 'portal page') return new Response('<html>Acepta las condiciones</html>', { status: 200 });
    if (fate === 'foreign json') return json({ result: 'ok', reservation: { id: 'x' }, results: [] });
    if (fate === 'foreign refusal') return json({ code: 'FORBIDDEN' }, 403);
    if (fate === 'unknown code') return problem('BLOCKED_BY_POLICY', 403);
    if (fate === 'bad gateway') return new Response('', { status: 502 });
    if (fate === 'too many') {
      if (isSync) this.#busyUntil = performance.now() + 20_000;
      return problem('RATE_LIMITED', 429, {}, { 'retry-after': '20' });
    }
    const account = new Headers(init?.headers).get(ACCOUNT_HEADER);
    const body = JSON.parse(String(init?.body));
    const answer = isSync ? this.#take(account, body, fate) : this.#decide(account, body);
    if (fate === 'lost after') throw new TypeError('network');
    await sleep(fate === 'slow back' ? 30_000 : 30, init?.signal);
    return answer;
  };

  #decide(account: string | null, { nonce, qrCode }: { nonce: string; qrCode: string }): Response {
    const { session } = this;
    if (session === null) return problem('UNAUTHENTICATED', 401);
    if (account !== null && account !== session) return problem('ACCOUNT_CHANGED', 409);
    const replayed = this.#has(nonce);
    if (!replayed && qrCode === 'REVOKED') {
      this.refused.add(nonce);
      return json(revoked, 422, 'application/problem+json');
    }
    if (!replayed) this.ledger.push({ nonce, account: session, by: 'question' });
    return json({ ...counted, replayed });
  }

  #take(account: string | null, { entries, sentAt }: Delivery, fate: Fate): Response {
    if (this.tellsTabs) expect(performance.now(), 'the time to wait is kept').toBeGreaterThanOrEqual(this.#busyUntil);
    expect(entries.length).toBeLessThanOrEqual(100);
    const { session } = this;
    if (session === null) return problem('UNAUTHENTICATED', 401);
    if (account !== null && account !== session) return problem('ACCOUNT_CHANGED', 409);
    const taken = fate === 'fault half way' ? entries.slice(0, entries.length / 2) : entries;
    const results = taken.map(({ nonce, delta, token, actor }): CustodyResult => {
      if (Math.abs(delta) > 1000) {
        this.poison.add(nonce);
        return { nonce: null, state: 'HELD', incident: { id: 'i1', kind: 'MALFORMED' } };
      }
      if (this.#has(nonce)) return { nonce, state: 'REPLAYED' };
      this.ledger.push({ nonce, account: actor ?? session, by: 'custody' });
      return token === 'REVOKED'
        ? { nonce, state: 'HELD', incident: { id: 'i1', kind: 'REVOKED_ENTERED' } }
        : { nonce, state: 'ACCEPTED' };
    });
    if (fate === 'fault half way') return problem('INTERNAL', 500);
    return json({ serverTime: sentAt, results, cursor: 'e1:1' });
  }

  #has(nonce: string): boolean {
    return this.ledger.some((entry) => entry.nonce === nonce);
  }
}

const ACCOUNTS = [ANA, BETO] as const;
/** `COUNT_RUNS=5000` is the long evening, by hand. */
const RUNS = Number(process.env.COUNT_RUNS ?? 150);
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('count'),
      tab: fc.nat(1),
      pass: fc.constantFrom('good', 'good', 'good', 'revoked', 'poison'),
      basis: fc.constantFrom('LIVE', 'MANIFEST', 'MANUAL'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('vouch'), tab: fc.nat(1), pick: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass'), ms: fc.constantFrom(10, 900, 7000, 9000, 40_000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('reload', 'kill'), tab: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sign-in'), who: fc.constantFrom(0, 1, null) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wake'), tab: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock'), ms: fc.constantFrom(-7_200_000, 3_600_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('storage'),
      how: fc.constantFrom('fine', 'fine', 'full', 'forbidden', 'hanging'),
    }),
  },
);
interface Command {
  readonly kind: string;
  readonly tab?: number;
  readonly pass?: string;
  readonly basis?: string;
  readonly pick?: number;
  readonly ms?: number;
  readonly who?: number | null;
  readonly how?: string;
}

/** What a person has done: `isIn` once the phone has said that the people are in. */
interface Intent {
  readonly author: Author;
  readonly pass: string | undefined;
  isIn: boolean;
  /** Which page made it, and whether the phone had said so at once. */
  readonly page: number;
  readonly wasIn: boolean;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('every intended count is in the ledger once, under its author, and leaves the device only then', async () => {
  const scenario = fc.record({
    commands: fc.array(command, { minLength: 3, maxLength: 30 }),
    fates: fc.array(fc.constantFrom(...FATES), { maxLength: 60 }),
    hasChannels: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ commands, fates, hasChannels }) => {
      vi.useRealTimers();
      vi.useFakeTimers();
      const evening = new Evening([...fates], hasChannels);
      await vi.advanceTimersByTimeAsync(0);
      for (const step of commands) {
        await evening.run(step);
        evening.expectNothingLost();
      }
      await evening.end();
    }),
    { numRuns: RUNS, seed: 8 },
  );
});

/** Two tabs of one browser. */
class Evening {
  readonly #world = new World();
  readonly #browser = new Browser();
  readonly #intended = new Map<string, Intent>();
  /** What the screen has called at risk before its page was killed. */
  readonly #risked = new Set<string>();
  readonly #told: string[] = [];
  readonly #tabs: ReturnType<Evening['open']>[];
  #pages = 0;
  /** The page whose delivery is on its way. */
  #delivering: number | null = null;
  #hadTrouble = false;

  constructor(fates: Fate[], hasChannels: boolean) {
    this.#world.fates = fates;
    this.#world.session = ANA.id;
    this.#browser.hasChannels = hasChannels;
    this.#world.tellsTabs = hasChannels;
    vi.stubGlobal('fetch', this.#world.fetch);
    this.#tabs = [this.open(ANA), this.open(ANA)];
  }

  /** A page made for `who`. */
  open(who: Author) {
    const page = this.#browser.openTab();
    const store = new CountStore(page);
    let isOpen = true;
    const queue = new CountQueue(
      store,
      this.#browser.lock(() => isOpen),
    );
    const id = this.#pages++;
    queue.open({
      accountId: who.id,
      send: sendCount,
      sync: async (businessId, body) => {
        expect(this.#delivering, 'one tab at a time hands over').toBe(null);
        this.#delivering = id;
        try {
          return await custodyApi.sync(businessId, body);
        } finally {
          if (this.#delivering === id) this.#delivering = null;
        }
      },
      onAnswer: ({ count, origin }) => this.#told.push(`${count.nonce} ${origin === 'here'}`),
    });
    const close = () => {
      isOpen = false;
      if (this.#delivering === id) this.#delivering = null;
      queue.close();
      page.close();
    };
    return { who, store, queue, close, id };
  }

  async run(step: Command): Promise<void> {
    const { kind, tab = 0, ms = 0, who, how = 'fine' } = step;
    const page = this.#tabs[tab];
    if (!page) throw new Error('no such tab');
    if (kind === 'pass') await vi.advanceTimersByTimeAsync(ms);
    if (kind === 'wake') page.queue.retryNow();
    if (kind === 'clock') vi.setSystemTime(Date.now() + ms);
    if (kind === 'clear') await this.#clear();
    if (kind === 'sign-in')
      this.#world.session = (who === null || who === undefined ? null : ACCOUNTS[who])?.id ?? null;
    // The browser asks before it closes a page that has counts at risk, and nobody agrees.
    if (kind === 'reload' && page.store.unsaved === 0) await this.#load(tab);
    if (kind === 'kill') await this.#kill(tab);
    if (kind === 'count') await this.#count(page, step);
    if (kind === 'vouch') await this.#vouch(page, step.pick ?? 0);
    if (kind === 'storage') {
      this.#browser.storage = how as Browser['storage'];
      this.#hadTrouble ||= how !== 'fine';
    }
  }

  /** What is on the device neither in storage nor in a page was decided by the server, or was said to be at risk. */
  expectNothingLost(): void {
    for (const [nonce, { isIn }] of this.#intended) {
      const isKept = this.#browser.rows.has(nonce) || this.#tabs.some(({ store }) => store.counts.has(nonce));
      const isCounted = this.#isCounted(nonce);
      const isDecided = isCounted || (this.#world.refused.has(nonce) && !isIn);
      expect(isKept || isDecided || this.#risked.has(nonce), `${nonce} is kept or decided`).toBe(true);
    }
  }

  /** The noise ends, and each account comes back once. */
  async end(): Promise<void> {
    this.#world.fates = [];
    this.#browser.storage = 'fine';
    for (const { id } of ACCOUNTS) {
      this.#world.session = id;
      for (const { store } of this.#tabs) store.look();
      await vi.advanceTimersByTimeAsync(60_000);
      for (const tab of this.#tabs.keys()) await this.#load(tab);
      await vi.advanceTimersByTimeAsync(180_000);
      this.expectNothingLost();
    }
    const { ledger } = this.#world;
    expect(new Set(ledger.map(({ nonce }) => nonce)).size, 'nothing is counted twice').toBe(ledger.length);
    for (const { nonce, account } of ledger) expect(account).toBe(this.#intended.get(nonce)?.author.id);
    for (const [nonce, { isIn, pass }] of this.#intended) {
      if (pass === 'poison' || this.#risked.has(nonce)) continue;
      const isRefused = this.#world.refused.has(nonce) && !isIn;
      expect(this.#isCounted(nonce) || isRefused, `${nonce} is counted`).toBe(true);
    }
    if (!this.#hadTrouble) this.#expectOrder();
    expect([...this.#browser.rows.keys()]).toEqual([]);
    for (const { queue } of this.#tabs) expect(queue.pending).toEqual([]);
    // Tabs that cannot talk to each other may both hear of a count of an earlier page, and a storage that removes nothing
    // brings it back.
    const told = this.#browser.hasChannels ? this.#told : this.#told.filter((line) => line.endsWith('true'));
    if (!this.#hadTrouble) expect(new Set(told).size, 'each answer is told once').toBe(told.length);
    for (const { close } of this.#tabs) close();
  }

  /** What each page let in at once came in its order. */
  #expectOrder(): void {
    const order = [...this.#intended.keys()];
    const taken = this.#world.ledger.filter(({ by, nonce }) => by === 'custody' && this.#intended.get(nonce)?.wasIn);
    for (let page = 0; page < this.#pages; page++) {
      const ofPage = taken.filter(({ nonce }) => this.#intended.get(nonce)?.page === page);
      const places = ofPage.map(({ nonce }) => order.indexOf(nonce));
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    }
  }

  #isCounted(nonce: string): boolean {
    return this.#world.poison.has(nonce) || this.#world.ledger.some((entry) => entry.nonce === nonce);
  }

  async #count(page: ReturnType<Evening['open']>, { pass, basis }: Command): Promise<void> {
    const nonce = `n${this.#intended.size}`;
    // What nobody can read is handed over, never asked about.
    const isIn = basis !== 'LIVE' || pass === 'poison';
    this.#intended.set(nonce, { author: page.who, pass, isIn, page: page.id, wasIn: isIn });
    const given: Partial<IntendedCount> = {
      target: { qrCode: pass === 'revoked' ? 'REVOKED' : 'PASS' },
      ...(pass === 'poison' ? { increment: 5000 } : {}),
    };
    const count = countOf(nonce, { author: page.who, basis: isIn ? 'MANIFEST' : 'LIVE', ...given });
    const adding = page.queue.add(count);
    await vi.advanceTimersByTimeAsync(1000);
    const isKept = await adding;
    // What is shown as counted is on the disk, decided, or said to be at risk.
    if (!isKept) expect(this.#isDecided(nonce) || page.store.unsaved > 0).toBe(true);
  }

  #isDecided(nonce: string): boolean {
    return this.#isCounted(nonce) || this.#world.refused.has(nonce);
  }

  async #vouch({ queue }: ReturnType<Evening['open']>, pick: number): Promise<void> {
    const mine = queue.pending.filter(({ origin, count }) => origin === 'here' && count.basis === 'LIVE');
    const nonce = mine[pick % Math.max(1, mine.length)]?.count.nonce;
    const intent = nonce === undefined ? undefined : this.#intended.get(nonce);
    if (nonce === undefined || !intent) return;
    const vouching = queue.vouch(nonce, { basis: 'MANUAL' });
    await vi.advanceTimersByTimeAsync(1000);
    // Only then does the screen say that they are in.
    if (await vouching) intent.isIn = true;
  }

  async #clear(): Promise<void> {
    this.#browser.clear();
    for (const { store } of this.#tabs) store.look();
    await vi.advanceTimersByTimeAsync(10);
  }

  async #kill(tab: number): Promise<void> {
    const page = this.#tabs[tab];
    if (!page) return;
    const others = this.#tabs.filter((other) => other !== page);
    const only = [...page.store.counts.keys()].filter(
      (nonce) =>
        !this.#browser.rows.has(nonce) &&
        !this.#isDecided(nonce) &&
        !others.some(({ store }) => store.counts.has(nonce)),
    );
    if (only.length > 0) expect(page.store.unsaved, 'the screen says what is at risk').toBeGreaterThanOrEqual(1);
    for (const nonce of only) this.#risked.add(nonce);
    await this.#load(tab);
  }

  /** The page that comes is for whoever is signed in; without anybody it is the sign-in page, and the old one stays behind it. */
  async #load(tab: number): Promise<void> {
    const who = ACCOUNTS.find(({ id }) => id === this.#world.session);
    if (!who) return;
    this.#tabs[tab]?.close();
    this.#world.tellsTabs = false;
    this.#tabs[tab] = this.open(who);
    await vi.advanceTimersByTimeAsync(10);
  }
}
