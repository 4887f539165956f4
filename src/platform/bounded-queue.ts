import { DomainError } from './errors';

/** Runs at most `slots` tasks at once and lets at most `places` more wait, in order. */
export class BoundedQueue {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly slots: number,
    private readonly places: number,
  ) {}

  get idle(): boolean {
    return this.#running === 0;
  }

  /** Throws OVERLOADED when no more tasks may wait. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.slots) this.#running++;
    else if (this.#waiting.length < this.places) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else throw new DomainError('OVERLOADED', { retryAfter: 1_000 });
    try {
      return await work();
    } finally {
      // The next waiting task takes over this slot.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}

/** One queue with one slot for each key that has tasks. */
export class QueuePerKey {
  readonly #queues = new Map<string, BoundedQueue>();

  constructor(
    private readonly keys: number,
    private readonly places: number,
  ) {}

  /** Throws OVERLOADED when no more tasks may wait for the key, or there is no room for another key. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(key) ?? new BoundedQueue(1, this.places);
    if (!this.#queues.has(key) && this.#queues.size >= this.keys)
      throw new DomainError('OVERLOADED', { retryAfter: 1_000 });
    this.#queues.set(key, queue);
    try {
      return await queue.run(work);
    } finally {
      if (queue.idle) this.#queues.delete(key);
    }
  }
}
