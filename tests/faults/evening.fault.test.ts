import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Op } from '@/realtime/client/convergence.model';
import { Evening } from '../support/model-evening/evening';
import type { Weather } from '../support/model-evening/world';

/** CI repeats the same evenings; a long run draws new ones. A failure names its seed. */
const LONG = process.env.FAULT_ROUNDS;
const EVENINGS = LONG === undefined ? 40 : Number(LONG) * 20;
const SEED = LONG === undefined ? 20_261_127 : Date.now() % 2_147_483_647;
/** After the last write: a heartbeat that does not come, a grace, the pause before the next read. Milliseconds. */
const NOTICE = 25_000;
/** After the noise: the longest request that hangs, and the slowest attempt of a stream. */
const RECOVERY = 240_000;

type Step =
  | { readonly do: 'write'; readonly op: Op }
  | { readonly do: 'weather'; readonly kind: 'list' | 'stream' | 'write'; readonly weather: Weather }
  | { readonly do: 'cut' | 'drain' | 'epoch' | 'prune' | 'silence' | 'role' | 'open' | 'online' }
  | { readonly do: 'sign-in'; readonly account: 'ana' | 'eva' | null }
  | { readonly do: 'close' | 'throw' | 'tap'; readonly pick: number }
  | { readonly do: 'jump'; readonly hours: number }
  | { readonly do: 'wait'; readonly ms: number };

const weathers = fc.constantFrom<Weather>(
  ...([
    'fine',
    'fine',
    'fine',
    'html',
    'json',
    'blocked',
    'gone',
    'gateway',
    'reset',
    'hang',
    'slow',
    'late',
    'lost',
  ] as const),
);
const op = fc.record<Op>({
  kind: fc.constantFrom('create', 'create', 'edit', 'move', 'delete', 'scan', 'scan', 'status'),
  pick: fc.nat(20),
  value: fc.nat(20),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: op.map((value) => ({ do: 'write' as const, op: value })) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('weather' as const),
      kind: fc.constantFrom('list' as const, 'stream' as const, 'write' as const),
      weather: weathers,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(...(['cut', 'drain', 'epoch', 'prune', 'silence', 'role', 'open', 'online'] as const)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('sign-in' as const), account: fc.constantFrom('ana', 'eva', null) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'throw' as const), pick: fc.nat(3) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('tap' as const), pick: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jump' as const), hours: fc.integer({ min: -3, max: 3 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 2_000, 10_000, 30_000, 30_000) }),
  },
);

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
});
afterAll(() => {
  vi.useRealTimers();
});

async function perform(step: Step, evening: Evening): Promise<void> {
  const { world } = evening;
  switch (step.do) {
    case 'write':
      return world.write(step.op);
    case 'weather':
      world.weather[step.kind] = step.weather;
      return;
    case 'cut':
      return world.cut();
    case 'drain':
      return world.drain();
    case 'epoch':
      return world.renewEpoch();
    case 'prune':
      return world.prune();
    case 'silence':
      world.isSilent = !world.isSilent;
      return;
    case 'role':
      if (world.account) world.changeRole(world.account, world.roles.get(world.account) === 'HOST' ? 'DOOR' : 'HOST');
      return;
    case 'sign-in':
      return world.signIn(step.account);
    case 'open':
      if (evening.tabs.length < 3) await evening.open();
      return;
    case 'close':
      if (evening.tabs.length > 1) evening.close(evening.tabs[step.pick % evening.tabs.length]);
      return;
    case 'throw': {
      const page = evening.pages[step.pick % Math.max(1, evening.pages.length)];
      if (page) vi.spyOn(page.queryClient, 'setQueryData').mockImplementationOnce(fail);
      return world.write({ kind: 'create', pick: 0, value: 0 });
    }
    case 'tap':
      return evening.tap(step.pick);
    case 'online':
      return evening.comeOnline();
    case 'jump':
      vi.setSystemTime(Date.now() + step.hours * 3_600_000);
      return;
    case 'wait':
      return evening.pass(step.ms);
  }
}

function fail(): never {
  throw new Error('made to fail');
}

/** Live means live: what is on screen is what the database shows this account. */
function expectHonest(evening: Evening): void {
  for (const page of evening.pages) {
    const shown = page.now();
    if (shown?.isRealtimeEnabled && page.account === evening.world.account) {
      expect(shown.reservas).toEqual(evening.world.shown());
    }
  }
}

/** What is neither on the device nor decided by the server is lost. */
function expectNoneLost({ intended, browser, world }: Evening): void {
  for (const nonce of intended.keys()) {
    const isDecided = world.refused.has(nonce) || world.ledger.some((entry) => entry.nonce === nonce);
    expect(isDecided || browser.rows.has(nonce), nonce).toBe(true);
  }
}

/** Each author comes back once; then every tap that was not refused is in the ledger once, as theirs. */
async function expectCounted(evening: Evening): Promise<void> {
  const { world, intended } = evening;
  if (evening.tabs.length === 0) await evening.open();
  for (const account of ['ana', 'eva']) {
    world.signIn(account);
    for (const tab of evening.tabs) await evening.load(tab);
    await evening.pass(RECOVERY / 2);
  }
  const wanted = [...intended].filter(([nonce]) => !world.refused.has(nonce));
  const byNonce = (a: readonly string[], b: readonly string[]) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1);
  const made = world.ledger.map(({ nonce, author }) => [nonce, author]);
  expect(made.sort(byNonce)).toEqual(wanted.sort(byNonce));
  expect([...evening.browser.rows.keys()]).toEqual([]);
}

test('whatever an evening brings, a screen is right or says that it is not, every tap counts once, and all ends right', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), async (steps) => {
      const evening = new Evening();
      try {
        await evening.open();
        await evening.pass(1_000);
        for (const next of steps) {
          await perform(next, evening);
          expectNoneLost(evening);
          if (evening.world.quiet > NOTICE) expectHonest(evening);
        }
        const { world } = evening;
        world.weather = { list: 'fine', stream: 'fine', write: 'fine' };
        world.isSilent = false;
        vi.restoreAllMocks();
        await evening.pass(NOTICE);
        expectHonest(evening);
        await evening.pass(RECOVERY);
        for (const page of evening.pages) {
          expect(page.account).toBe(world.account);
          expect(page.now()?.isRealtimeEnabled).toBe(true);
        }
        expectHonest(evening);
        world.write({ kind: 'create', pick: 0, value: 0 });
        await evening.pass(1_000);
        expectHonest(evening);
        for (const page of evening.pages) expect(page.now()?.isRealtimeEnabled).toBe(true);
        await expectCounted(evening);
      } finally {
        await evening.end();
      }
    }),
    { numRuns: EVENINGS, seed: SEED },
  );
});
