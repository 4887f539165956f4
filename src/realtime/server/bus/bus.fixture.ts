import { Bus, type BusOptions, type BusStats } from './bus';
import type { Doorbell, LinkEvents, OpenLink } from './link';

/** Connects links in memory. Like a real exchange, it answers in a later turn of the event loop, and its links can be cut. */
export class MemoryExchange {
  readonly #links = new Map<LinkEvents, Set<string>>();
  away = false;
  /** When true, it never answers, like a host that has disappeared from the network. */
  silent = false;
  /** Batches of doorbells as they were sent. */
  readonly batches: (readonly Doorbell[])[] = [];
  /** Called to deliver each doorbell to one link; delivers it by default. */
  deliver: (bell: Doorbell, ring: (bell: Doorbell) => void) => void = (bell, ring) => ring(bell);

  get links(): number {
    return this.#links.size;
  }

  readonly open: OpenLink = async (events) => {
    await this.#turn();
    const heard = new Set<string>();
    this.#links.set(events, heard);
    return {
      subscribe: async (businessIds) => {
        await this.#turn();
        for (const businessId of businessIds) heard.add(businessId);
      },
      unsubscribe: async (businessIds) => {
        await this.#turn();
        for (const businessId of businessIds) heard.delete(businessId);
      },
      publish: async (bells) => {
        await this.#turn();
        this.batches.push(bells);
        for (const bell of bells) {
          for (const [to, businesses] of this.#links)
            if (businesses.has(bell.businessId)) this.deliver(bell, to.onRing);
        }
      },
      ping: () => this.#turn(),
      close: async () => {
        this.#links.delete(events);
      },
    };
  };

  cut(): void {
    for (const events of this.#links.keys()) events.onLost(new Error('cut'));
    this.#links.clear();
  }

  async #turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.away) throw new Error('exchange is away');
    if (this.silent) await new Promise(() => {});
  }
}

/** A bus that records its callbacks. */
export interface TestBus {
  readonly bus: Bus;
  readonly rings: Doorbell[];
  readonly heard: string[];
  /** `up` and `down` in the order in which they were reported. */
  readonly states: string[];
  stats(): BusStats;
}

export function createBus(open: OpenLink, options: Partial<BusOptions> = {}): TestBus {
  const rings: Doorbell[] = [];
  const heard: string[] = [];
  const states: string[] = [];
  const bus = new Bus({
    open,
    onRing: (bell) => rings.push(bell),
    onHeard: (businessIds) => heard.push(...businessIds),
    onUp: () => states.push('up'),
    onDown: () => states.push('down'),
    retryMs: { first: 10, most: 100 },
    maxWaiting: 1_000,
    pingMs: 60_000,
    answerMs: 10_000,
    ...options,
  });
  return { bus, rings, heard, states, stats: () => bus.stats() };
}
