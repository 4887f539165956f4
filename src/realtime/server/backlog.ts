import type { EventLog, LogEntry } from '../protocol/log';
import { Frame, type Project } from './frame';
import type { Tail, TailBounds } from './tail';

const PAGE = 200;
/** Bytes of JSON that are read for one write. */
const READ_BYTES = 64 * 1024;

interface Options {
  readonly log: EventLog;
  readonly project: Project;
  readonly tail: TailBounds;
}

/**
 * The events from before the tail, for streams that reconnect.
 * The first reader fills the tail from the log, for all readers: after a restart, streams reconnect at about the same position,
 * so a business costs one query. Only a stream that was away for longer than the tail covers reads pages of its own.
 */
export class Backlog {
  #filling: Promise<void> | null = null;

  constructor(
    private readonly businessId: string,
    private readonly options: Options,
    private readonly tail: Tail,
    private readonly history: { readonly epoch: string },
  ) {}

  /** Frames that follow `after`, up to `upTo`; empty when the log no longer has them. Rejects when the log cannot be read. */
  async read(after: number, upTo: number): Promise<Frame[]> {
    this.#filling ??= this.#fillTail(upTo).catch((error: unknown) => {
      this.#filling = null;
      throw error;
    });
    await this.#filling;
    const held = this.tail.slice(after, upTo, READ_BYTES);
    if (held) return held;
    const entries = await this.options.log.read(this.businessId, after, PAGE);
    return this.#continuing(inOneWrite(entries), after, upTo);
  }

  /** To be called when the history was replaced: the tail may then be filled once more. */
  forget(): void {
    this.#filling = null;
  }

  async #fillTail(sent: number): Promise<void> {
    const { entries: count } = this.options.tail;
    const upTo = Math.min(this.tail.first - 1, sent);
    const after = Math.max(0, upTo - count);
    const { epoch } = this.history;
    const entries = await this.options.log.read(this.businessId, after, count);
    if (epoch !== this.history.epoch) return;
    const start = entries[0]?.seq ?? after + 1;
    this.tail.prepend(this.#continuing(entries, start - 1, upTo));
    this.tail.trim(upTo);
  }

  /** The entries of this epoch from `after + 1` to `upTo`, up to the first gap. */
  #continuing(entries: readonly LogEntry[], after: number, upTo: number): Frame[] {
    const end = entries.findIndex(
      ({ seq, epoch }, i) => seq !== after + 1 + i || seq > upTo || epoch !== this.history.epoch,
    );
    return (end === -1 ? entries : entries.slice(0, end)).map((entry) => new Frame(entry, this.options.project));
  }
}

/**
 * The first entries, about READ_BYTES in total and at least one: a page of long entries would far exceed a stream's limit of
 * unsent bytes.
 */
function inOneWrite(entries: readonly LogEntry[]): readonly LogEntry[] {
  let bytes = 0;
  const end = entries.findIndex(({ json }) => {
    bytes += Buffer.byteLength(json);
    return bytes > READ_BYTES;
  });
  return end === -1 ? entries : entries.slice(0, Math.max(1, end));
}
