import { formatCursor } from '../protocol/cursor';
import { encodeMessage } from '../protocol/encode';
import type { ControlEvent } from '../protocol/events';
import type { LogEntry } from '../protocol/log';

/** What a stream may see of an entry: the JSON to send, or 'skip'. Never throws; the domain owns the rule. */
export type Project = (entry: LogEntry, audience: string) => string | 'skip';

/**
 * One entry of the log, encoded at most once per audience; every subscriber of that audience is sent the same buffer.
 * Invariant: whatever the audience, the frame carries the entry's id, so a reader can prove that it missed nothing.
 */
export class Frame {
  readonly #encoded = new Map<string, Buffer>();

  constructor(
    readonly entry: LogEntry,
    readonly project: Project,
  ) {}

  get seq(): number {
    return this.entry.seq;
  }

  for(audience: string): Buffer {
    const known = this.#encoded.get(audience);
    if (known) return known;
    const projected = this.project(this.entry, audience);
    const json = projected === 'skip' ? skipJson(this.entry) : projected;
    const bytes = Buffer.from(encodeMessage(json, formatCursor(this.entry)));
    this.#encoded.set(audience, bytes);
    return bytes;
  }
}

/** One buffer for several frames in a row; a single frame's own buffer is returned as it is. */
export function joinFrames(frames: readonly Frame[], audience: string): Buffer {
  const [first] = frames;
  return first && frames.length === 1 ? first.for(audience) : Buffer.concat(frames.map((frame) => frame.for(audience)));
}

/** A control event has no id: it never moves the reader's cursor. */
export function encodeControl(event: ControlEvent): Buffer {
  return Buffer.from(encodeMessage(JSON.stringify(event)));
}

function skipJson({ businessId, seq, json }: LogEntry): string {
  // Our own JSON.stringify wrote it with `timestamp` among the first members, so the first match is the event's own.
  const timestamp = /"timestamp":"([^"\\]*)"/.exec(json)?.[1] ?? new Date().toISOString();
  return JSON.stringify({ type: 'skip', businessId, timestamp, seq });
}
