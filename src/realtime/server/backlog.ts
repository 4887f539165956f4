import type { EventLog, LogEntry } from '../protocol/log';
import { Frame, type Project } from './frame';
import type { Tail, TailBounds } from './tail';

const PAGE = 200;
/** Of JSON, as one write. */
const READ_BYTES = 64 * 1024;

interface Options {
  readonly log: EventLog;
  readonly project: Project;
  readonly tail: TailBounds;
}

/**
 * What was sent before the tail began, for streams that come back.
 * The first to ask fills the tail from the log, for all: after a restart they come back at about the same place, so a
 * business costs one query. Only a stream that was away longer than the tail reaches reads pages of its own.
 */
export class Backlog {
  #filling: Promise<void> | null = null;

  constructor(
    private readonly businessId: string,
    private readonly options: Options,
    private readonly tail: Tail,
    private readonly history: { readonly epoch: string },
  ) {}

  /** Frames that follow `after`, at most to `upTo`; empty when the log no longer has them. Rejects when it cannot be read. */
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

  /** The history was replaced: the tail may be filled once more. */
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

  /** The entries of this epoch from `after + 1` to `upTo`, as far as they follow one another. */
  #continuing(entries: readonly LogEntry[], after: number, upTo: number): Frame[] {
    const end = entries.findIndex(
      ({ seq, epoch }, i) => seq !== after + 1 + i || seq > upTo || epoch !== this.history.epoch,
    );
    return (end === -1 ? entries : entries.slice(0, end)).map((entry) => new Frame(entry, this.options.project));
  }
}

/** The first entries, about READ_BYTES of them and at least one: a page of long ones would pass a stream's bound by far. */
function inOneWrite(entries: readonly LogEntry[]): readonly LogEntry[] {
  let bytes = 0;
  const end = entries.findIndex(({ json }) => {
    bytes += json.length;
    return bytes > READ_BYTES;
  });
  return end === -1 ? entries : entries.slice(0, Math.max(1, end));
}
