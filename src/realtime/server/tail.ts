import type { Frame } from './frame';

export interface TailBounds {
  readonly entries: number;
  /** Size of the JSON texts in UTF-8; the encoded copies add about as much for each audience. */
  readonly bytes: number;
}

/**
 * The newest frames of one channel, so that catching up costs no query.
 * Invariant: the sequences are consecutive; frames above `keep` (not yet sent) are never dropped, whatever the bounds.
 */
export class Tail {
  #frames: Frame[] = [];
  #bytes = 0;
  /** The newest sequence pushed, even if its frame has been dropped since. */
  #newest: number | null = null;

  constructor(private readonly bounds: TailBounds) {}

  /** Oldest sequence held; Infinity when empty. */
  get first(): number {
    return this.#frames[0]?.seq ?? Number.POSITIVE_INFINITY;
  }

  get size(): number {
    return this.#frames.length;
  }

  push(frame: Frame): void {
    this.#frames.push(frame);
    this.#newest = frame.seq;
    this.#bytes += frame.bytes;
  }

  /** Puts older frames in front. They are ignored unless the oldest frame held, or the next one to be pushed, directly follows them. */
  prepend(frames: readonly Frame[]): void {
    const last = frames.at(-1)?.seq;
    const fits = this.#frames.length > 0 ? last === this.first - 1 : this.#newest === null || last === this.#newest;
    if (!fits) return;
    this.#newest ??= last ?? null;
    this.#frames = [...frames, ...this.#frames];
    for (const frame of frames) this.#bytes += frame.bytes;
  }

  /** Drops the oldest sent frames beyond the bounds, many at a time so that the cost per event stays constant. */
  trim(keep: number): void {
    if (this.#frames.length <= this.bounds.entries && this.#bytes <= this.bounds.bytes) return;
    let drop = 0;
    while (drop < this.#frames.length) {
      const frame = this.#frames[drop];
      const left = this.#frames.length - drop;
      if (!frame || frame.seq > keep) break;
      if (left <= this.bounds.entries * 0.75 && this.#bytes <= this.bounds.bytes * 0.75) break;
      this.#bytes -= frame.bytes;
      drop += 1;
    }
    this.#frames.splice(0, drop);
  }

  /** Frames with `after < seq <= upTo`, oldest first, about `maxBytes` in total; null when `after + 1` is no longer held. */
  slice(after: number, upTo: number, maxBytes: number): Frame[] | null {
    const first = this.first;
    if (after + 1 < first) return null;
    const frames: Frame[] = [];
    let bytes = 0;
    for (let i = after + 1 - first; i < this.#frames.length && bytes < maxBytes; i++) {
      const frame = this.#frames[i];
      if (!frame || frame.seq > upTo) break;
      frames.push(frame);
      bytes += frame.bytes;
    }
    return frames;
  }

  clear(): void {
    this.#frames = [];
    this.#bytes = 0;
    this.#newest = null;
  }
}
