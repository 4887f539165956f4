import { EventSourceParserStream } from 'eventsource-parser/stream';
import { type Cursor, formatCursor, parseCursor } from '@/realtime/protocol/cursor';
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
 * A screen without a browser: takes a snapshot, follows the stream from its cursor, reconnects until it is closed. It keeps its
 * own rows by the contract of PROTOCOL.md alone, so that it can also judge the product's client.
 */
export class Device {
  readonly events: SequencedEvent[] = [];
  /** Sequences that came out of order, twice, or after a hole. */
  readonly faults: string[] = [];
  connects = 0;
  snapshots = 0;
  private rows = new Map<string, Reservation>();
  private cursor: Cursor = { epoch: '', seq: 0 };
  private stream: OpenStream | undefined;
  private closed = false;
  private finished: Promise<void> = Promise.resolve();

  private constructor(private readonly api: Api) {}

  static async open(api: Api): Promise<Device> {
    const device = new Device(api);
    await device.takeSnapshot();
    device.finished = device.follow();
    return device;
  }

  get seq(): number {
    return this.cursor.seq;
  }

  counts(): Record<string, number> {
    return Object.fromEntries([...this.rows.values()].map(({ id, scanCount }) => [id, scanCount]).sort());
  }

  row(id: string): Reservation | undefined {
    return this.rows.get(id);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.stream?.close();
    await this.finished;
  }

  private async takeSnapshot(): Promise<void> {
    const { reservations, cursor } = await this.api.list();
    const parsed = parseCursor(cursor);
    if (!parsed) throw new Error(`unreadable cursor ${cursor}`);
    this.rows = new Map(reservations.map((row) => [row.id, row]));
    this.cursor = parsed;
    this.snapshots += 1;
  }

  private async follow(): Promise<void> {
    while (!this.closed) {
      try {
        this.stream = await openStream(this.api, formatCursor(this.cursor));
        this.connects += 1;
        for await (const event of this.stream.events) {
          if (event.type === 'error' && event.code === 'resync-required') await this.takeSnapshot();
          else if ('seq' in event) this.apply(event);
        }
      } catch {
        // Down or closed by us: the loop decides.
      }
      if (!this.closed) await sleep(100);
    }
  }

  private apply(event: SequencedEvent): void {
    if (event.seq !== this.cursor.seq + 1) this.faults.push(`${event.seq} after ${this.cursor.seq}`);
    this.cursor = { epoch: this.cursor.epoch, seq: event.seq };
    this.events.push(event);
    if (event.type === 'skip') return;
    const row = this.rows.get(event.reservationId);
    const changed = row ? changeRow(row, event) : 'reservation' in event ? (event.reservation ?? null) : null;
    if (changed) this.rows.set(event.reservationId, { ...changed, version: event.seq });
    else this.rows.delete(event.reservationId);
  }
}

/** Null when the row is gone. */
function changeRow(row: Reservation, event: Exclude<SequencedEvent, { type: 'skip' }>): Reservation | null {
  switch (event.type) {
    case 'qr-scanned':
      return { ...row, scanCount: event.scanCount, status: event.newStatus };
    case 'status-changed':
      return { ...row, status: event.newStatus };
    case 'reservation-updated':
      return { ...row, ...definedOnly(event.updates) };
    case 'reservation-created':
      return event.reservation;
    case 'reservation-deleted':
      return null;
  }
}

function definedOnly<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
