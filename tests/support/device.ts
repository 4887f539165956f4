import { DAY_RULES, type DaySnapshot } from '@/modules/reservations/client/day-list';
import { type LogEvent, RESERVATION_SCHEMAS, type Reservation } from '@/modules/reservations/wire';
import type { Environment, WakeReason } from '@/realtime/client/environment';
import { catchUp, EventTail, mergeSnapshot } from '@/realtime/client/event-tail';
import type { StreamFailure, StreamState } from '@/realtime/client/state';
import { EventStream, type StreamOptions } from '@/realtime/client/stream';
import { type Cursor, parseCursor } from '@/realtime/protocol/cursor';
import type { StreamEvent } from '@/realtime/protocol/events';
import { Api } from './api';

export interface DeviceOptions {
  /** The instance to ask, looked up for each request: a load balancer. The Api's own without it. */
  readonly origin?: () => string;
  readonly environment?: Partial<Environment>;
  readonly stream?: Partial<StreamOptions>;
  /** Milliseconds between two looks at the list while the stream is given up. */
  readonly pollMs?: number;
  /** False at the door, whose events are projected. */
  readonly seesAll?: boolean;
}

/**
 * A screen without a browser: the product's own stream client, tail and reducer, put together as the screens put them together
 * (list, stream from its cursor, renewal when told, polling while the stream is given up). It also records, apart from that,
 * what was handed to the application, so that an order which is not the log's is seen even where the reducer forgives it.
 */
export class Device {
  /** Each sequenced event as handed over, with the epoch it belongs to. */
  readonly handed: { readonly epoch: string; readonly event: LogEvent }[] = [];
  /** Sequences handed over out of order, twice, or after a hole. */
  readonly faults: string[] = [];
  readonly failures: StreamFailure['kind'][] = [];
  readonly codes: string[] = [];
  /** Each state that its indicator was in, in order. */
  readonly shown: StreamState['status'][] = [];
  /** Milliseconds that the server asked to wait at the end of a stream. */
  readonly waits: number[] = [];
  /** Called with each sequenced event once it has been applied. */
  onEvent: (event: LogEvent) => void = () => {};
  /** Called when the stream goes on from a position that it has not reached by events. */
  onJump: () => void = () => {};
  connects = 0;
  resyncs = 0;
  heartbeats = 0;
  readonly stream: EventStream;
  readonly #tail = new EventTail();
  readonly #wakes = new Set<(reason: WakeReason) => void>();
  readonly #options: DeviceOptions;
  #at: Cursor;
  #poll: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  private constructor(
    readonly api: Api,
    private snapshot: DaySnapshot,
    options: DeviceOptions,
  ) {
    this.#options = options;
    this.#at = snapshot.cursor;
    this.stream = new EventStream({
      endpoint: '/api/reservas/events',
      healthUrl: '/api/health',
      businessId: api.businessId,
      delays: [3000, 6000, 12_000, 24_000, 48_000],
      maxAttempts: 5,
      schemas: RESERVATION_SCHEMAS,
      environment: { ...this.#environment(), ...options.environment },
      handlers: {
        onEvent: (event, cursor) => this.#take(event, cursor),
        onFailure: ({ kind }) => this.failures.push(kind),
        onResync: () => void this.#renew().catch(() => {}),
      },
      ...options.stream,
    });
    this.stream.subscribe(() => this.#followState());
  }

  static async open(api: Api, options: DeviceOptions = {}): Promise<Device> {
    const device = new Device(api, await takeSnapshot(at(api, options)), options);
    device.stream.start(device.#at);
    return device;
  }

  get seesAll(): boolean {
    return this.#options.seesAll ?? true;
  }

  get state(): StreamState {
    return this.stream.state;
  }

  get cursor(): Cursor {
    return this.snapshot.cursor;
  }

  get day(): string {
    return this.snapshot.day;
  }

  get events(): LogEvent[] {
    return this.handed.map(({ event }) => event);
  }

  /** Of what the screen shows. */
  get seq(): number {
    return this.snapshot.cursor.seq;
  }

  /** Of what the stream has handed over. */
  get streamed(): Cursor {
    return this.#at;
  }

  get rows(): readonly Reservation[] {
    return this.snapshot.reservations;
  }

  /** The list as the server reads it now. */
  list(): ReturnType<Api['list']> {
    return at(this.api, this.#options).list(this.day);
  }

  row(id: string): Reservation | undefined {
    return this.rows.find((row) => row.id === id);
  }

  wake(reason: WakeReason): void {
    for (const wake of this.#wakes) wake(reason);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#poll) clearTimeout(this.#poll);
    this.stream.stop();
  }

  #take(event: StreamEvent, cursor: Cursor | null): void {
    if ('seq' in event) {
      if (cursor) this.#apply(event as LogEvent, cursor.epoch);
    } else if (event.type === 'connected') {
      this.connects += 1;
      if (cursor) this.#tail.start(cursor);
    } else if (event.type === 'heartbeat') this.heartbeats += 1;
    else if (event.type === 'error') {
      this.codes.push(event.code);
      if (event.retryAfter !== undefined) this.waits.push(event.retryAfter);
    }
  }

  #apply(event: LogEvent, epoch: string): void {
    if (event.seq !== this.#at.seq + 1 || epoch !== this.#at.epoch) {
      this.faults.push(`${epoch}:${event.seq} after ${this.#at.epoch}:${this.#at.seq}`);
    }
    this.#at = { epoch, seq: event.seq };
    this.handed.push({ epoch, event });
    this.#tail.push(event, epoch);
    if (this.snapshot.cursor.epoch === epoch) {
      const caughtUp = catchUp(DAY_RULES, this.snapshot, this.#tail);
      if (caughtUp === 'refetch') void this.#refetch().catch(() => {});
      else this.snapshot = caughtUp;
    }
    this.onEvent(event);
  }

  async #renew(): Promise<void> {
    this.resyncs += 1;
    this.#tail.clear();
    const snapshot = await takeSnapshot(at(this.api, this.#options));
    if (!this.#closed) this.#restart(snapshot);
  }

  #restart(snapshot: DaySnapshot): void {
    this.snapshot = snapshot;
    this.#at = snapshot.cursor;
    this.stream.start(snapshot.cursor);
    this.onJump();
  }

  async #refetch(): Promise<void> {
    const incoming = await takeSnapshot(at(this.api, this.#options));
    if (this.#closed) return;
    if (incoming.cursor.epoch === this.snapshot.cursor.epoch) {
      this.snapshot = mergeSnapshot(DAY_RULES, this.snapshot, incoming, this.#tail);
    } else this.#restart(incoming);
  }

  /** The list is read at once when the stream is given up, and again and again until it is back. */
  #followState(): void {
    const { status } = this.stream.state;
    if (this.shown.at(-1) !== status) this.shown.push(status);
    const isGivenUp = status === 'error' && !this.#closed;
    if (!isGivenUp && this.#poll) {
      clearTimeout(this.#poll);
      this.#poll = null;
    } else if (isGivenUp && !this.#poll) this.#pollAfter(0);
  }

  #pollAfter(delay: number): void {
    const timer = setTimeout(async () => {
      await this.#refetch().catch(() => {});
      if (this.#poll === timer) this.#pollAfter(this.#options.pollMs ?? 120_000);
    }, delay);
    this.#poll = timer;
  }

  #environment(): Environment {
    return {
      fetch: (url, init) => {
        const { url: origin, cookie } = at(this.api, this.#options);
        return fetch(origin + url, { ...init, headers: { ...init.headers, cookie } });
      },
      now: () => Date.now(),
      random: () => Math.random(),
      setTimer: (run, delay) => setTimeout(run, delay),
      clearTimer: (timer) => clearTimeout(timer ?? undefined),
      isAwake: () => true,
      onWake: (wake) => {
        this.#wakes.add(wake);
        return () => this.#wakes.delete(wake);
      },
    };
  }
}

function at(api: Api, { origin }: DeviceOptions): Api {
  return origin ? new Api(origin(), api.cookie, api.businessId) : api;
}

async function takeSnapshot(api: Api): Promise<DaySnapshot> {
  const { day, reservations, cursor } = await api.list();
  const parsed = parseCursor(cursor);
  if (!parsed) throw new Error(`unreadable cursor ${cursor}`);
  return { day, reservations, cursor: parsed };
}
