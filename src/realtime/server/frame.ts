import { epochFor, formatCursor } from '../protocol/cursor';
import { encodeMessage } from '../protocol/encode';
import type { ControlEvent } from '../protocol/events';
import type { LogEntry } from '../protocol/log';
import { joinPackets, type Packet, packetOf } from './packet';

/** What a stream may see of an entry: the JSON to send, or 'skip'. Never throws; the domain owns the rule. */
export type Project = (entry: LogEntry, audience: string) => string | 'skip';

/**
 * One entry of the log, encoded at most once per audience; every subscriber of that audience is sent the same packet.
 * Invariant: whatever the audience, the frame carries the entry's sequence, so a reader can prove that it missed nothing.
 */
export class Frame {
  readonly #encoded = new Map<string, Packet>();
  /** When this process received the entry, as a time of `performance.now()`. */
  readonly at = performance.now();
  /** Size of the entry's JSON text in UTF-8. */
  readonly bytes: number;

  constructor(
    readonly entry: LogEntry,
    readonly project: Project,
  ) {
    this.bytes = Buffer.byteLength(entry.json);
  }

  get seq(): number {
    return this.entry.seq;
  }

  /** The event's timestamp, taken just before its commit: Unix time in milliseconds. */
  get committedAt(): number {
    return Date.parse(timestampOf(this.entry) ?? '') || Date.now();
  }

  for(audience: string): Packet {
    const known = this.#encoded.get(audience);
    if (known) return known;
    const projected = this.project(this.entry, audience);
    const json = projected === 'skip' ? skipJson(this.entry) : projected;
    const { epoch, seq } = this.entry;
    const packet = packetOf(encodeMessage(json, formatCursor({ epoch: epochFor(epoch, audience), seq })));
    this.#encoded.set(audience, packet);
    return packet;
  }
}

/** One packet for several frames in a row. */
export function joinFrames(frames: readonly Frame[], audience: string): Packet {
  return joinPackets(frames.map((frame) => frame.for(audience)));
}

/** A control event has no id: it never moves the reader's cursor. */
export function encodeControl(event: ControlEvent): Packet {
  return packetOf(encodeMessage(JSON.stringify(event)));
}

function skipJson(entry: LogEntry): string {
  const { businessId, seq } = entry;
  const timestamp = timestampOf(entry) ?? new Date().toISOString();
  return JSON.stringify({ type: 'skip', businessId, timestamp, seq });
}

function timestampOf({ json }: LogEntry): string | undefined {
  // Our own JSON.stringify wrote `timestamp` among the first members, so the first match is the event's own timestamp.
  return /"timestamp":"([^"\\]*)"/.exec(json)?.[1];
}
