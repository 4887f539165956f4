import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ACCOUNT_HEADER } from '@/realtime/protocol/account';
import type { Author } from './count';
import { CountQueue } from './count-queue';
import { CountStore } from './count-store';
import { ANA, BETO, Browser, counted, countOf, revoked } from './device.fixture';
import { sendCount } from './send-count';

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
] as const;
type Fate = (typeof FATES)[number];

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const json = (body: unknown, status = 200, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });
const problem = (code: string, status: number, rest = {}) =>
  json({ code, ...rest }, status, 'application/problem+json');

/** The server and the network in front of it. A pass named REVOKED is refused each time. */
class World {
  readonly ledger: { nonce: string; account: string }[] = [];
  readonly refused = new Set<string>();
  session: string | null = null;
  fates: Fate[] = [];

  /** In the place of `fetch`. */
  readonly fetch = async (_: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const fate = this.fates.shift() ?? 'fine';
    await sleep(fate === 'slow there' ? 20_000 : 30);
    if (fate === 'lost before') throw new TypeError('network');
    if (fate === 'portal page') return new Response('<html>Acepta las condiciones</html>', { status: 200 });
    if (fate === 'foreign json') return json({ result: 'ok', reservation: { id: 'x' } });
    if (fate === 'foreign refusal') return json({ code: 'FORBIDDEN' }, 403);
    if (fate === 'unknown code') return problem('BLOCKED_BY_POLICY', 403);
    if (fate === 'bad gateway') return new Response('', { status: 502 });
    const answer = this.#decide(new Headers(init?.headers).get(ACCOUNT_HEADER), JSON.parse(String(init?.body)));
    if (fate === 'lost after') throw new TypeError('network');
    await sleep(fate === 'slow back' ? 30_000 : 30);
    return answer;
  };

  #decide(account: string | null, { nonce, qrCode }: { nonce: string; qrCode: string }): Response {
    const { session } = this;
    if (session === null) return problem('UNAUTHENTICATED', 401);
    if (account !== null && account !== session) return problem('ACCOUNT_CHANGED', 409);
    const replayed = this.ledger.some((entry) => entry.nonce === nonce);
    if (!replayed && qrCode === 'REVOKED') {
      this.refused.add(nonce);
      return json(revoked, 422, 'application/problem+json');
    }
    if (!replayed) this.ledger.push({ nonce, account: session });
    return json({ ...counted, replayed });
  }
}

const ACCOUNTS = [ANA, BETO] as const;
const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('count'), tab: fc.nat(1), revoked: fc.nat(4) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass'), ms: fc.constantFrom(10, 900, 7000, 9000, 40_000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reload'), tab: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sign-in'), who: fc.constantFrom(0, 1, null) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wake'), tab: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear') }) },
);
type Command = { kind: string; tab?: number; revoked?: number; ms?: number; who?: number | null };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('every intended count is in the ledger once, under its author, and leaves the device only then', async () => {
  const scenario = fc.record({
    commands: fc.array(command, { minLength: 3, maxLength: 25 }),
    fates: fc.array(fc.constantFrom(...FATES), { maxLength: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ commands, fates }) => {
      vi.clearAllTimers();
      const evening = new Evening([...fates]);
      for (const step of commands) {
        await evening.run(step);
        evening.expectNothingLost();
      }
      await evening.end();
    }),
    { numRuns: 150, seed: 8 },
  );
});

/** Two tabs of one browser. */
class Evening {
  readonly #world = new World();
  readonly #browser = new Browser();
  readonly #intended = new Map<string, { author: Author; revoked: boolean }>();
  readonly #told: string[] = [];
  readonly #tabs: ReturnType<Evening['open']>[];

  constructor(fates: Fate[]) {
    this.#world.fates = fates;
    this.#world.session = ANA.id;
    vi.stubGlobal('fetch', this.#world.fetch);
    this.#tabs = [this.open(ANA), this.open(ANA)];
  }

  /** A page made for `who`. */
  open(who: Author) {
    const page = this.#browser.openTab();
    const store = new CountStore(page);
    const queue = new CountQueue(store);
    queue.open({
      accountId: who.id,
      send: sendCount,
      onAnswer: ({ count, origin }) => this.#told.push(`${count.nonce} ${origin === 'here'}`),
    });
    const close = () => {
      queue.close();
      page.close();
    };
    return { who, store, queue, close };
  }

  async run({ kind, tab = 0, revoked, ms = 0, who }: Command): Promise<void> {
    const page = this.#tabs[tab];
    if (!page) throw new Error('no such tab');
    if (kind === 'pass') await vi.advanceTimersByTimeAsync(ms);
    if (kind === 'wake') page.queue.retryNow();
    if (kind === 'clear') this.#browser.clear();
    if (kind === 'sign-in')
      this.#world.session = (who === null || who === undefined ? null : ACCOUNTS[who])?.id ?? null;
    if (kind === 'reload') this.#reload(tab);
    if (kind === 'count') {
      const nonce = `n${this.#intended.size}`;
      this.#intended.set(nonce, { author: page.who, revoked: revoked === 0 });
      page.queue.add(countOf(nonce, { author: page.who, target: { qrCode: revoked === 0 ? 'REVOKED' : 'PASS' } }));
    }
  }

  /** What is on the device neither in storage nor in a page was decided by the server. */
  expectNothingLost(): void {
    for (const nonce of this.#intended.keys()) {
      const isKept = this.#browser.data.has(`aforo.count.${nonce}`);
      const isDecided = this.#world.ledger.some((entry) => entry.nonce === nonce) || this.#world.refused.has(nonce);
      expect(isKept || isDecided, `${nonce} is kept or decided`).toBe(true);
    }
  }

  /** The noise ends, and each account comes back once. */
  async end(): Promise<void> {
    this.#world.fates = [];
    for (const { id } of ACCOUNTS) {
      this.#world.session = id;
      this.#tabs.forEach((_, tab) => {
        this.#reload(tab);
      });
      await vi.advanceTimersByTimeAsync(180_000);
      this.expectNothingLost();
    }
    const expected = [...this.#intended].filter(([, { revoked }]) => !revoked);
    expect(this.#world.ledger.toSorted(byNonce)).toEqual(
      expected.map(([nonce, { author }]) => ({ nonce, account: author.id })).toSorted(byNonce),
    );
    expect([...this.#browser.data.keys()]).toEqual([]);
    for (const { queue } of this.#tabs) expect(queue.pending).toEqual([]);
    expect(new Set(this.#told).size, 'each answer is told once').toBe(this.#told.length);
    for (const { close } of this.#tabs) close();
  }

  /** The page that comes is for whoever is signed in; without anybody it is the sign-in page, and the old one stays behind it. */
  #reload(tab: number): void {
    const who = ACCOUNTS.find(({ id }) => id === this.#world.session);
    if (!who) return;
    this.#tabs[tab]?.close();
    this.#tabs[tab] = this.open(who);
  }
}

function byNonce(a: { nonce: string }, b: { nonce: string }): number {
  return a.nonce < b.nonce ? -1 : 1;
}
