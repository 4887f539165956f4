import { AsyncLocalStorage } from 'node:async_hooks';

/** The phone whose code runs: what it starts belongs to it too. */
export interface Actor {
  /** Milliseconds by which its clock is ahead of the true time. */
  readonly clockOffset: number;
  fetch(path: string, init: RequestInit): Promise<Response>;
}

const acting = new AsyncLocalStorage<Actor>();

/** Runs `work` with that phone's clock and network in the place of the process's own. */
export function actAs<T>(actor: Actor, work: () => T): T {
  return acting.run(actor, work);
}

/** From now on, code that runs as a phone sees that phone's clock and network. Returns the function that ends it. */
export function installActors(): () => void {
  const [TrueDate, trueFetch] = [globalThis.Date, globalThis.fetch];
  class PhoneDate extends TrueDate {
    constructor(...given: readonly unknown[]) {
      // Whatever a Date is made from.
      super(...((given.length === 0 ? [PhoneDate.now()] : given) as [number]));
    }
    static override now(): number {
      return TrueDate.now() + (acting.getStore()?.clockOffset ?? 0);
    }
  }
  globalThis.Date = PhoneDate as DateConstructor;
  globalThis.fetch = (input, init = {}) => {
    const actor = acting.getStore();
    return actor && typeof input === 'string' && input.startsWith('/')
      ? actor.fetch(input, init)
      : trueFetch(input, init);
  };
  return () => {
    globalThis.Date = TrueDate;
    globalThis.fetch = trueFetch;
  };
}
