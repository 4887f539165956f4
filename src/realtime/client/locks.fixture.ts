import type { Tab } from './tab';

/** A tab; its callbacks wait while it is frozen. */
interface Runner {
  run(work: () => void): void;
}

interface Request {
  readonly tab: Runner;
  readonly grant: () => Promise<void>;
  readonly reject: (error: DOMException) => void;
}

/** The browser's lock manager for one lock, as specified: a queue, `steal`, `signal`. */
export class TestLocks {
  #holder: Request | null = null;
  #queue: Request[] = [];

  for(tab: Runner): NonNullable<Tab['locks']> {
    const request = (
      _name: string,
      { steal = false, signal }: LockOptions,
      hold: (lock: Lock) => unknown,
    ): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const entry: Request = {
          tab,
          grant: () =>
            new Promise<void>((release) =>
              tab.run(() => {
                void Promise.resolve(hold({} as Lock)).then((value) => {
                  release();
                  resolve(value);
                });
              }),
            ),
          reject: (error) => tab.run(() => reject(error)),
        };
        signal?.addEventListener('abort', () => {
          if (!this.#queue.includes(entry)) return;
          this.#queue = this.#queue.filter((other) => other !== entry);
          reject(new DOMException('aborted', 'AbortError'));
        });
        if (steal) {
          this.#holder?.reject(new DOMException('stolen', 'AbortError'));
          this.#holder = null;
          this.#queue.unshift(entry);
        } else this.#queue.push(entry);
        this.#next();
      });
    return { request: request as LockManager['request'] };
  }

  /** To be called when the tab has closed. */
  forget(tab: Runner): void {
    this.#queue = this.#queue.filter((entry) => entry.tab !== tab);
    if (this.#holder?.tab === tab) this.#holder = null;
    this.#next();
  }

  #next(): void {
    queueMicrotask(() => {
      const next = this.#queue[0];
      if (this.#holder || !next) return;
      this.#queue.shift();
      this.#holder = next;
      void next.grant().then(() => {
        if (this.#holder === next) this.#holder = null;
        this.#next();
      });
    });
  }
}
