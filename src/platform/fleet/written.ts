import type { StreamCounts } from '@/realtime/server/elsewhere';
import type { Change } from './beat';

/** Maximum number of counts in one statement; after a burst, the rest follows with the next beats. */
const MAX_CHANGES = 5_000;

/**
 * What the others know of this process's streams, so that only differences are written. To compare whole maps once a second costs
 * less than to record each change during every connect, and it repairs by itself whatever was lost.
 */
export class WrittenCounts {
  readonly #written = { business: new Map<string, number>(), user: new Map<string, number>() };

  /** The changes that the others do not know yet, at most MAX_CHANGES. */
  diff({ businesses, users }: StreamCounts): Change[] {
    const changes: Change[] = [];
    for (const [kind, counts] of [['business', businesses] as const, ['user', users] as const]) {
      const written = this.#written[kind];
      for (const [key, streams] of counts) {
        if (changes.length >= MAX_CHANGES) return changes;
        if (written.get(key) !== streams) changes.push({ kind, key, streams });
      }
      for (const key of written.keys()) {
        if (changes.length >= MAX_CHANGES) return changes;
        if (!counts.has(key)) changes.push({ kind, key, streams: 0 });
      }
    }
    return changes;
  }

  /** Records that the changes were written. `fresh`: nothing from before remains. */
  note(changes: readonly Change[], fresh: boolean): void {
    if (fresh) for (const written of Object.values(this.#written)) written.clear();
    for (const { kind, key, streams } of changes) {
      if (streams > 0) this.#written[kind].set(key, streams);
      else this.#written[kind].delete(key);
    }
  }
}
