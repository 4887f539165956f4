/** A write of this tab, as described by its answer. */
interface OwnWrite {
  readonly id: string;
  /** The sequence of the stream when the write began, and the sequence in its answer. */
  readonly after: number;
  readonly upTo: number;
}

/** The thing that an event, or a write's answer, is about. */
interface About {
  readonly id: string;
  readonly seq: number;
}

const KEPT = 50;

/**
 * Distinguishes this tab's own changes from other people's, for notices. An event can arrive before the answer of the write that
 * caused it, so notices wait until the writes in progress have ended.
 */
export class OwnWrites {
  #pending = 0;
  #waiting: { readonly event: About; readonly show: () => void }[] = [];
  #writes: readonly OwnWrite[] = [];

  /** Runs a write. `position` is the current sequence of the stream, 0 when unknown; `about` returns the subject of an answer. */
  async track<T>(position: number, write: () => Promise<T>, about: (answer: T) => About): Promise<T> {
    this.#pending += 1;
    try {
      const answer = await write();
      const { id, seq } = about(answer);
      this.#writes = [...this.#writes.slice(1 - KEPT), { id, after: position, upTo: seq }];
      return answer;
    } finally {
      this.#pending -= 1;
      if (this.#pending === 0) this.#release();
    }
  }

  /** Calls `show`, now or when the writes in progress have ended, unless one of them caused the event. */
  showForeign(event: About, show: () => void): void {
    if (this.#pending > 0) this.#waiting.push({ event, show });
    else if (!this.#isOwn(event)) show();
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { event, show } of waiting) if (!this.#isOwn(event)) show();
  }

  #isOwn({ id, seq }: About): boolean {
    return this.#writes.some((own) => own.id === id && own.after < seq && seq <= own.upTo);
  }
}
