import type { Cursor } from '../protocol/cursor';

/** `gap`: events before this one are missing. `other-epoch`: it belongs to another log, such as one restored from a copy. */
export type Verdict = 'apply' | 'duplicate' | 'gap' | 'other-epoch';

/**
 * Where this client stands in the log. Invariant: every event up to `cursor` was fed with the verdict `apply`, or was part of
 * the snapshot that the cursor came from; therefore equal sequences prove that nothing was missed.
 */
export class CursorTracker {
  #cursor: Cursor | null;

  constructor(cursor: Cursor | null) {
    this.#cursor = cursor;
  }

  get cursor(): Cursor | null {
    return this.#cursor;
  }

  /** Classifies one sequenced event and advances past it when it is the next one. `epoch` null means the cursor's own epoch. */
  feed(event: { readonly seq: number }, epoch: string | null): Verdict {
    const cursor = this.#cursor;
    if (!cursor) return 'gap';
    if (epoch !== null && epoch !== cursor.epoch) return 'other-epoch';
    if (event.seq <= cursor.seq) return 'duplicate';
    if (event.seq > cursor.seq + 1) return 'gap';
    this.#cursor = { epoch: cursor.epoch, seq: event.seq };
    return 'apply';
  }

  /** Accepts the position that the server gave to a client that came without one. */
  adopt(cursor: Cursor): void {
    this.#cursor ??= cursor;
  }

  isBehind(head: number): boolean {
    return this.#cursor !== null && this.#cursor.seq < head;
  }
}
