import { type Frame, joinFrames } from './frame';
import type { Packet } from './packet';
import type { Tail } from './tail';

/** Of JSON in one write: small beside `maxUnsentBytes`, large beside an event. */
export const WRITE_BYTES = 64 * 1024;

/** Places of one audience remembered at once: a crowd that returns is at a few. */
const MAX_PLACES = 64;

export interface Write {
  readonly packet: Packet;
  /** Newest sequence in it. */
  readonly last: number;
  readonly events: number;
}

/** What streams that are at one place, and of one audience, are sent next: joined once for all of them. */
export class Outgoing {
  #upTo = 0;
  readonly #writes = new Map<string, Map<number, Write>>();
  /** The newest question and its answer: most often the next one's as well. */
  #newest: { readonly after: number; readonly audience: string; readonly write: Write } | null = null;

  constructor(private readonly tail: Tail) {}

  /** Newest sequence that may be sent. */
  set upTo(seq: number) {
    if (seq !== this.#upTo) this.forget();
    this.#upTo = seq;
  }

  forget(): void {
    this.#writes.clear();
    this.#newest = null;
  }

  /** Null when the tail does not hold what follows `after`. */
  next(after: number, audience: string): Write | null {
    const newest = this.#newest;
    if (newest?.after === after && newest.audience === audience) return newest.write;
    const write = this.#find(after, audience);
    this.#newest = write && { after, audience, write };
    return write;
  }

  #find(after: number, audience: string): Write | null {
    const places = this.#writes.get(audience) ?? new Map<number, Write>();
    this.#writes.set(audience, places);
    const known = places.get(after);
    if (known) return known;
    const write = writeOf(this.tail.slice(after, this.#upTo, WRITE_BYTES), audience);
    if (!write) return null;
    if (places.size >= MAX_PLACES) places.clear();
    places.set(after, write);
    return write;
  }
}

export function writeOf(frames: readonly Frame[] | null, audience: string): Write | null {
  const last = frames?.at(-1)?.seq;
  if (!frames || last === undefined) return null;
  return { packet: joinFrames(frames, audience), last, events: frames.length };
}
