import { type Frame, joinFrames } from './frame';
import type { Packet } from './packet';
import type { Tail } from './tail';

/** Bytes of JSON in one write: small compared with `maxUnsentBytes`, large compared with one event. */
export const WRITE_BYTES = 64 * 1024;

/** Cached positions per audience: many clients that reconnect at once share a few positions. */
const MAX_PLACES = 64;

export interface Write {
  readonly packet: Packet;
  /** Newest sequence in it. */
  readonly last: number;
  readonly events: number;
}

/** The next write for all streams at one position and of one audience; it is joined once for all of them. */
export class Outgoing {
  #upTo = 0;
  readonly #writes = new Map<string, Map<number, Write>>();
  /** The newest request and its result; most often the next request is the same. */
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
