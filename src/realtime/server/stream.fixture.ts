import { createParser } from 'eventsource-parser';
import type { StreamEvent } from '../protocol/events';
import type { EventLog, LogEntry, LogState } from '../protocol/log';
import { Hub, type HubOptions } from './hub';
import type { Grant } from './subscriber';
import { WebSink } from './web-sink';

export const BUSINESS = 'b1';

/** A log in memory with the guarantees of the database: without gaps, in order, pruned from the oldest entry. */
export class MemoryLog implements EventLog {
  epoch = 'e1';
  floor = 0;
  entries: LogEntry[] = [];
  reads = 0;
  states = 0;
  failing = false;

  constructor(readonly businessId = BUSINESS) {}

  append(count = 1, size = 0): LogEntry[] {
    const added = Array.from({ length: count }, () => {
      const seq = (this.entries.at(-1)?.seq ?? this.floor) + 1;
      const body = { type: 'status-changed', businessId: this.businessId, timestamp: '2026-11-21T20:00:00.000Z', seq };
      const entry = {
        businessId: this.businessId,
        epoch: this.epoch,
        seq,
        json: JSON.stringify({ ...body, pad: 'x'.repeat(size) }),
      };
      this.entries.push(entry);
      return entry;
    });
    return added;
  }

  prune(floor: number): void {
    this.floor = floor;
    this.entries = this.entries.filter(({ seq }) => seq > floor);
  }

  get head(): number {
    return this.entries.at(-1)?.seq ?? this.floor;
  }

  async state(businessId: string): Promise<LogState | null> {
    this.states += 1;
    const state = { head: { epoch: this.epoch, seq: this.head }, floor: this.floor };
    await this.#turn();
    return businessId === this.businessId ? state : null;
  }

  async read(businessId: string, after: number, limit: number): Promise<LogEntry[]> {
    this.reads += 1;
    const own = businessId === this.businessId ? this.entries : [];
    const found = own.filter(({ seq }) => seq > Math.max(after, this.floor)).slice(0, limit);
    await this.#turn();
    return found;
  }

  async heads(businessIds: readonly string[]) {
    const asked = businessIds.filter((businessId) => businessId === this.businessId);
    const heads = new Map(asked.map((businessId) => [businessId, { epoch: this.epoch, seq: this.head }]));
    await this.#turn();
    return heads;
  }

  /** An answer arrives one turn after the state was read, as with a database. */
  async #turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.failing) throw new Error('log is away');
  }
}

export function createHub(log: EventLog, options: Partial<HubOptions> = {}): Hub {
  return new Hub({
    log,
    project: (entry, audience) => (audience === 'door' && entry.seq % 2 === 0 ? 'skip' : entry.json),
    heartbeatMs: 60_000,
    tail: { entries: 1_000, bytes: 256 * 1024 },
    maxUnsentBytes: 256 * 1024,
    stallMs: 10_000,
    onError: (error) => {
      throw error;
    },
    limits: {
      maxStreams: 10_000,
      maxPerBusiness: 10_000,
      maxPerUser: 10_000,
      connectsPerSecond: 10_000,
      connectsPerUser: 10_000,
    },
    maxLifeMs: 3_600_000,
    lookMs: 60_000,
    authorizeMs: 60_000,
    lingerMs: 60_000,
    accessChanges: async () => ({ until: '0', changed: true, touches: () => true, reset: false }),
    stillAllowed: async (grants) => new Map(grants.map((grant) => [grant, grant.audience])),
    ...options,
  });
}

export function grantOf(fields: Partial<Grant> = {}): Grant {
  return { businessId: BUSINESS, userId: 'u1', sessionId: 's1', audience: 'full', ...fields };
}

export interface OpenStream {
  readonly events: StreamEvent[];
  readonly ids: (string | undefined)[];
  /** Sequences received, skips included. */
  readonly seqs: () => number[];
  readonly ended: () => boolean;
  readonly leave: () => void;
}

/** Opens a stream over the Web sink and reads it until it ends. */
export async function openStream(
  hub: Hub,
  lastEventId?: string,
  grant = grantOf(),
  maxLifeMs?: number,
): Promise<OpenStream> {
  const abort = new AbortController();
  const made: WebSink[] = [];
  const makeSink = () => {
    const sink = new WebSink(abort.signal);
    made.push(sink);
    return sink;
  };
  const refusal = await hub.open(grant, lastEventId, makeSink, maxLifeMs);
  const [sink] = made;
  if (refusal || !sink) throw new Error(`refused: ${refusal?.refused}`);
  const events: StreamEvent[] = [];
  const ids: (string | undefined)[] = [];
  let ended = false;
  const parser = createParser({
    onEvent: ({ data, id }) => {
      events.push(JSON.parse(data) as StreamEvent);
      ids.push(id);
    },
  });
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of sink.response.body as unknown as AsyncIterable<Uint8Array>)
      parser.feed(decoder.decode(chunk, { stream: true }));
  };
  read()
    .catch(() => {})
    .finally(() => {
      ended = true;
    });
  return {
    events,
    ids,
    seqs: () => events.flatMap((event) => ('seq' in event ? [event.seq] : [])),
    ended: () => ended,
    leave: () => abort.abort(),
  };
}

/** 1, 2, … or from, from + 1, … to. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
