import type { QueryClient } from '@tanstack/react-query';
import type { EventTail } from '@/realtime/client/tail';
import type { Cursor } from '@/realtime/protocol/cursor';
import { isWatched, markStale, oldestCursor, readAgain, staleQueries } from './day-cache';

/**
 * Makes the lists that someone looks at the server's again, after anything that leaves them in doubt. One renewal at a time: it
 * is over when every one of those lists has been read since it began, however often and by whomever it is asked for.
 *
 * Invariant: while it is pending, a list is either stale or was read after the renewal began.
 */
export class Renewal {
  #pending = false;

  constructor(
    private readonly queryClient: QueryClient,
    private readonly businessId: string,
    private readonly tail: EventTail,
  ) {}

  /** Begins, or asks once more for what could not be read so far. False when nobody looks at a list. */
  ask(): boolean {
    const { queryClient, businessId } = this;
    if (!this.#pending) {
      this.tail.clear();
      markStale(queryClient, businessId);
    }
    this.#pending = isWatched(queryClient, businessId);
    for (const query of staleQueries(queryClient, businessId)) readAgain(queryClient, query);
    return this.#pending;
  }

  /** Where the stream may go on, once; null before the renewal is over, and when there is none. */
  finish(): Cursor | null {
    const { queryClient, businessId } = this;
    if (!this.#pending || staleQueries(queryClient, businessId).length > 0) return null;
    this.#pending = false;
    return oldestCursor(queryClient, businessId);
  }
}
