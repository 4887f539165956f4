import type { Elsewhere } from '@/realtime/server/elsewhere';
import { shared } from '../shared';

/** A count as processes exchange it: process, kind, business or user, open streams. */
export type CountRow = readonly [instanceId: string, kind: 'business' | 'user', key: string, streams: number];
/** A process that has a row, and whether it sent a heartbeat recently. */
export type InstanceRow = readonly [instanceId: string, live: boolean];

interface Counts {
  readonly business: Map<string, number>;
  readonly user: Map<string, number>;
}

/**
 * The other processes as the database last reported them. A silent one stops counting at once, and its counts are kept until its
 * row is removed: a process that only paused counts again, with all its counts.
 */
export class Others implements Elsewhere {
  readonly #counts = new Map<string, Counts>();
  #live: readonly string[] = [];
  #hasOthers = false;

  get processes(): number {
    return this.#live.length + 1;
  }

  get isAlone(): boolean {
    return !this.#hasOthers;
  }

  get live(): readonly string[] {
    return this.#live;
  }

  streamsOfBusiness(businessId: string): number {
    return this.#sum('business', businessId);
  }

  streamsOfUser(userId: string): number {
    return this.#sum('user', userId);
  }

  /** `instances` are all other processes that have a row; `changed` at least those counts that changed since the last call. */
  learn(instances: readonly InstanceRow[], changed: readonly CountRow[]): void {
    const known = new Set(instances.map(([id]) => id));
    for (const id of this.#counts.keys()) if (!known.has(id)) this.#counts.delete(id);
    for (const [id, kind, key, streams] of changed) {
      if (!known.has(id)) continue;
      const counts = this.#counts.get(id) ?? { business: new Map(), user: new Map() };
      this.#counts.set(id, counts);
      if (streams > 0) counts[kind].set(key, streams);
      else counts[kind].delete(key);
    }
    this.#hasOthers = instances.length > 0;
    this.#live = instances.flatMap(([id, live]) => (live ? [id] : []));
  }

  /** Drops all counts, when some of them may have ended without our knowledge. */
  forget(): void {
    this.#counts.clear();
  }

  #sum(kind: keyof Counts, key: string): number {
    let sum = 0;
    for (const id of this.#live) sum += this.#counts.get(id)?.[kind].get(key) ?? 0;
    return sum;
  }
}

/** The view that this process has of the others. Without a shared database it is empty, and so without effect. */
export function others(): Others {
  return shared('fleet.others', () => new Others());
}
