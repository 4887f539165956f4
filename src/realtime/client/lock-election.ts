import type { Election, ElectionOptions } from './election';
import type { Tab } from './tab';

/**
 * The tab that holds the browser's lock leads. When it closes or crashes, the browser passes the lock to the next tab in the
 * queue; a frozen tab keeps the lock, until another tab steals it.
 *
 * Invariant: `#turn` is the one request that counts. A grant or a loss of any other is late and is released at once.
 */
export class LockElection implements Election {
  readonly #locks: NonNullable<Tab['locks']>;
  readonly #options: ElectionOptions;
  #turn: { readonly end: () => void } | null = null;

  constructor(locks: NonNullable<Tab['locks']>, options: ElectionOptions) {
    this.#locks = locks;
    this.#options = options;
  }

  enter(): void {
    if (!this.#turn) this.#request(false);
  }

  seize(): void {
    this.leave();
    this.#request(true);
  }

  leave(): void {
    const turn = this.#turn;
    this.#turn = null;
    turn?.end();
  }

  hear(): void {}

  #request(steal: boolean): void {
    const waiting = new AbortController();
    const lock: { release: () => void } = { release: () => {} };
    const turn = {
      end: () => {
        waiting.abort();
        lock.release();
      },
    };
    this.#turn = turn;
    const lead = () => this.#options.onElected(this.#options.nextRank());
    const hold = () => {
      if (this.#turn !== turn) return;
      const held = new Promise<void>((resolve) => {
        lock.release = resolve;
      });
      lead();
      return held;
    };
    const fail = (error: unknown) => {
      if (this.#turn !== turn) return;
      // If the browser refuses locks to this page, the ranks alone decide.
      if (!isAbort(error)) return lead();
      this.#turn = null;
      this.#options.onLost();
    };
    try {
      this.#locks.request(this.#options.name, steal ? { steal } : { signal: waiting.signal }, hold).catch(fail);
    } catch (error) {
      fail(error);
    }
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
