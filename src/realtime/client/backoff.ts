/**
 * When to retry. There are two schedules, because two things must hold at once:
 * - A stream that was up and broke (a restart, a handover, a lost cell) is retried at ~0.5 s and ~1.5 s, uncounted, so that
 *   screens are back within seconds and many devices do not arrive at the same instant.
 * - After that the server is assumed to be down: the counted, growing delays keep the load low. Recovery still takes less than 5
 *   s, because `HealthProbe` checks every ~2 s with a request that costs nothing and ends the wait.
 */
export interface BackoffOptions {
  /** Milliseconds before each counted attempt. */
  readonly delays: readonly number[];
  readonly maxAttempts: number;
  /** Milliseconds between the quiet attempts after the last counted one. */
  readonly slowDelay: number;
  readonly random: () => number;
}

export interface Pause {
  /** Milliseconds. */
  readonly delay: number;
  /** The counted attempts are used up: report `error` and let polling take over. */
  readonly exhausted: boolean;
}

const QUICK = [
  { base: 200, spread: 800 },
  { base: 1200, spread: 600 },
] as const;
const JITTER = 0.2;

export class Backoff {
  readonly #options: BackoffOptions;
  /** A first connection has no quick retries: nothing broke. */
  #quick: number = QUICK.length;
  #attempts = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** To be called when a stream is up: the next outage starts with fresh counts. */
  succeeded(): void {
    this.#quick = 0;
    this.#attempts = 0;
  }

  /** To be called when the user asks for a retry or the network has changed: counts again from the first attempt. */
  forgive(): void {
    this.#attempts = 0;
  }

  next(): Pause {
    const quick = QUICK[this.#quick];
    if (quick) {
      this.#quick += 1;
      return { delay: quick.base + quick.spread * this.#options.random(), exhausted: false };
    }
    return this.#counted();
  }

  /** The server set the wait (milliseconds). The retry is never earlier, and a little later by a random amount for each client. */
  after(retryAfter: number): Pause {
    const { exhausted } = this.#counted();
    return { delay: retryAfter * (1 + JITTER * this.#options.random()), exhausted };
  }

  slow(): Pause {
    return { delay: this.jittered(this.#options.slowDelay), exhausted: true };
  }

  jittered(delay: number): number {
    return delay * (1 - JITTER + 2 * JITTER * this.#options.random());
  }

  #counted(): Pause {
    const { delays, maxAttempts } = this.#options;
    this.#quick = QUICK.length;
    if (this.#attempts >= maxAttempts) return this.slow();
    const delay = delays[Math.min(this.#attempts, delays.length - 1)] ?? 0;
    this.#attempts += 1;
    return { delay: this.jittered(delay), exhausted: false };
  }
}
