import type { QueryClient } from '@tanstack/react-query';
import type { EventTail } from '@/realtime/client/event-tail';
import type { Cursor } from '@/realtime/protocol/cursor';
import { isWatched, markStale, oldestCursor, readAgain, readOthersAgain, staleQueries } from './list-cache';

/**
 * Brings the lists that a screen shows back to the server's state, after anything that makes them uncertain. There is one renewal
 * at a time: it ends when every one of those lists has been read since it began, however often and by whichever code it is
 * requested.
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

  /** Begins, or requests again what could not be read so far. False when no screen shows a list. */
  ask(): boolean {
    const { queryClient, businessId } = this;
    if (!this.#pending) {
      this.tail.clear();
      markStale(queryClient, businessId);
    }
    this.#pending = isWatched(queryClient, businessId);
    if (!this.#pending) readOthersAgain(queryClient, businessId);
    for (const query of staleQueries(queryClient, businessId)) readAgain(queryClient, query);
    return this.#pending;
  }

  /** The cursor from which the stream may continue, once; null before the renewal has ended, and when there is none. */
  finish(): Cursor | null {
    const { queryClient, businessId } = this;
    if (!this.#pending || staleQueries(queryClient, businessId).length > 0) return null;
    this.#pending = false;
    // Not before: the lists, and with them the position of the stream, may be newer than what was read when the renewal began.
    readOthersAgain(queryClient, businessId);
    return oldestCursor(queryClient, businessId);
  }
}
