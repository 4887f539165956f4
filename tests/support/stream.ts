import { EventSourceParserStream } from 'eventsource-parser/stream';
import { applyEvent, type DaySnapshot } from '@/realtime/client/reducer';
import { formatCursor, parseCursor } from '@/realtime/protocol/cursor';
import type { SequencedEvent, StreamEvent } from '@/realtime/protocol/events';
import type { Reservation } from '@/realtime/protocol/reservation';
import type { Api } from './api';
import { sleep } from './until';

export interface OpenStream {
  readonly status: number;
  readonly headers: Headers;
  /** Ends when the server closes the stream; throws when the connection breaks. */
  readonly events: AsyncIterable<StreamEvent>;
  close(): void;
}

/** One stream as it comes, with no reconnection. */
export async function openStream(api: Api, cursor?: string, businessId = api.businessId): Promise<OpenStream> {
  const abort = new AbortController();
  const query = new URLSearchParams({ businessId, ...(cursor ? { lastEventId: cursor } : {}) });
  const response = await fetch(`${api.url}/api/reservas/events?${query}`, {
    headers: { ...(api.cookie ? { cookie: api.cookie } : {}), accept: 'text/event-stream' },
    signal: abort.signal,
  });
  return {
    status: response.status,
    headers: response.headers,
    events: readEvents(response),
    close: () => abort.abort(),
  };
}

async function* readEvents(response: Response): AsyncGenerator<StreamEvent> {
  if (!response.body) return;
  const text = response.body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>);
  for await (const { data } of text.pipeThrough(new EventSourceParserStream())) yield JSON.parse(data) as StreamEvent;
}

/**
 * A screen without a browser: takes a snapshot, follows the stream from its cursor, reconnects until it is closed. Its rows come
 * from the product's own reducer; what it checks by itself is that no sequence is missing, doubled or out of order.
 */
export class Device {
  readonly events: SequencedEvent[] = [];
  /** Sequences that came out of order, twice, or after a hole. */
  readonly faults: string[] = [];
  connects = 0;
  private stream: OpenStream | undefined;
  private closed = false;
  private finished: Promise<void> = Promise.resolve();

  private constructor(
    private readonly api: Api,
    private snapshot: DaySnapshot,
  ) {}

  static async open(api: Api): Promise<Device> {
    const device = new Device(api, await takeSnapshot(api));
    device.finished = device.follow();
    return device;
  }

  get seq(): number {
    return this.snapshot.cursor.seq;
  }

  get rows(): readonly Reservation[] {
    return this.snapshot.reservations;
  }

  row(id: string): Reservation | undefined {
    return this.rows.find((row) => row.id === id);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.stream?.close();
    await this.finished;
  }

  private async follow(): Promise<void> {
    while (!this.closed) {
      try {
        this.stream = await openStream(this.api, formatCursor(this.snapshot.cursor));
        this.connects += 1;
        for await (const event of this.stream.events) {
          if (event.type === 'error' && event.code === 'resync-required') this.snapshot = await takeSnapshot(this.api);
          else if ('seq' in event) this.apply(event);
        }
      } catch {
        // Down, or closed by us: the loop's condition tells.
      }
      if (!this.closed) await sleep(100);
    }
  }

  private apply(event: SequencedEvent): void {
    if (event.seq !== this.seq + 1) this.faults.push(`${event.seq} after ${this.seq}`);
    this.events.push(event);
    this.snapshot = applyEvent(this.snapshot, event);
  }
}

async function takeSnapshot(api: Api): Promise<DaySnapshot> {
  const { day, reservations, cursor } = await api.list();
  const parsed = parseCursor(cursor);
  if (!parsed) throw new Error(`unreadable cursor ${cursor}`);
  return { day, reservations, cursor: parsed };
}
