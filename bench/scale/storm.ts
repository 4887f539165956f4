import { Backoff } from '../../src/realtime/client/backoff';

const STEP_MS = 50;
const DELAYS = [3_000, 6_000, 12_000, 24_000, 48_000];

export interface Storm {
  readonly what: string;
  readonly streams: number;
  readonly instances: number;
  /** Connects that one process takes in a second; the rest are refused with the time to wait. */
  readonly capacity: number;
  /** Attempts that reach one process in its worst second. */
  readonly peakAttempts: number;
  /** Seconds until half, 99 % and all are live again. */
  readonly half: number;
  readonly most: number;
  readonly all: number;
}

interface StormOptions {
  readonly what: string;
  /** Streams that have to come back. */
  readonly streams: number;
  /** Processes that take them. */
  readonly instances: number;
  readonly capacity: number;
  /** Milliseconds before a client's first attempt; the clients' own schedule when left out. */
  readonly firstWait?: () => number;
}

/** Simulates clients with the product's own back-off against processes that take so many connects per second. */
export function simulateStorm({ what, streams, instances, capacity, firstWait }: StormOptions): Storm {
  const clients = Array.from({ length: streams }, () => {
    const backoff = new Backoff({ delays: DELAYS, maxAttempts: 5, slowDelay: 60_000, random: Math.random });
    backoff.succeeded();
    return backoff;
  });
  const due: Backoff[][] = [];
  const plan = (client: Backoff, at: number) => {
    const step = Math.floor(at / STEP_MS);
    due[step] ??= [];
    due[step].push(client);
  };
  for (const client of clients) plan(client, firstWait?.() ?? client.next().delay);
  const perStep = (capacity * instances * STEP_MS) / 1_000;
  const attempts: number[] = [];
  const liveAt: number[] = [];
  let tokens = perStep;
  for (let step = 0; liveAt.length < streams; step++) {
    tokens = Math.min(capacity * instances, tokens + perStep);
    const now = step * STEP_MS;
    const second = Math.floor(now / 1_000);
    for (const client of due[step] ?? []) {
      attempts[second] = (attempts[second] ?? 0) + 1;
      if (tokens >= 1) {
        tokens -= 1;
        liveAt.push(now);
      } else plan(client, now + STEP_MS + client.after(2_000 * (1 + Math.random())).delay);
    }
    due[step] = [];
  }
  const at = (share: number) => Math.round((liveAt[Math.ceil(liveAt.length * share) - 1] ?? 0) / 100) / 10;
  let peak = 0;
  for (const count of attempts) peak = Math.max(peak, count ?? 0);
  const peakAttempts = Math.round(peak / instances);
  return { what, streams, instances, capacity, peakAttempts, half: at(0.5), most: at(0.99), all: at(1) };
}
