import { type View, visibleTo } from '@/modules/access/audience';
import type { Delivery } from '@/modules/attendance/client/sync-entry';
import { projectEvent, projectReservation } from '@/modules/reservations/events';
import type { DomainEvent, Reservation } from '@/modules/reservations/wire';
import { DAYS, ModelDatabase, type Op } from '@/realtime/client/convergence.model';
import { parseCursor } from '@/realtime/protocol/cursor';
import { encodeMessage } from '@/realtime/protocol/encode';
import type { ControlEvent } from '@/realtime/protocol/events';

export const TODAY = DAYS[0];
export const BUSINESS = 'b1';
export type Role = 'HOST' | 'DOOR';
const VIEWS: Record<Role, View> = {
  HOST: { visible: visibleTo('HOST'), day: null },
  DOOR: { visible: visibleTo('DOOR'), day: TODAY },
};

/** What one kind of request meets on its way. `late` and `lost` reach the server: the answer comes much later, or never. */
export type Weather =
  | 'fine'
  | 'html'
  | 'json'
  | 'blocked'
  | 'gone'
  | 'gateway'
  | 'reset'
  | 'hang'
  | 'slow'
  | 'late'
  | 'lost';

interface Entry {
  readonly nonce: string;
  readonly author: string;
  readonly delta: number;
}

interface OpenStream {
  readonly role: Role;
  readonly epoch: string;
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
}

const HEARTBEAT_MS = 3_000;
const SLOW_MS = 9_000;
const LATE_MS = 40_000;
const STRANGER: Partial<Record<Weather, readonly [status: number, type: string, body: string]>> = {
  html: [200, 'text/html', '<h1>Wi-Fi</h1>'],
  json: [200, 'application/json', '{"ok":true,"code":"FORBIDDEN"}'],
  blocked: [403, 'application/json', '{"code":"FORBIDDEN"}'],
  gone: [404, 'text/html', 'gone'],
  gateway: [503, 'text/html', 'gone'],
};

/** A venue's server as its contract says, over the model database, behind a network that does as it likes. One browser's cookie. */
export class World {
  readonly database = new ModelDatabase();
  readonly ledger: Entry[] = [];
  /** Nonces of counts that were refused. */
  readonly refused = new Set<string>();
  readonly roles = new Map<string, Role>([
    ['ana', 'HOST'],
    ['eva', 'DOOR'],
  ]);
  /** Whose session the browser's cookie is; null is signed out. */
  account: string | null = 'ana';
  weather = { list: 'fine' as Weather, stream: 'fine' as Weather, write: 'fine' as Weather };
  /** Open streams stay open and bring nothing. */
  isSilent = false;
  /** Milliseconds in which nothing changed that a screen shows, whatever the clocks say. */
  quiet = 0;
  #epoch = 1;
  #floor = 0;
  readonly #streams = new Set<OpenStream>();
  readonly #heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);

  end(): void {
    clearInterval(this.#heartbeat);
    this.cut();
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  /** The rows that the signed-in account is shown today. */
  shown(): Reservation[] {
    return this.database
      .snapshot(TODAY)
      .reservations.map((row) => projectReservation(row, this.#role()))
      .map((row) => ({ ...row }));
  }

  write(op: Op): void {
    const before = this.database.head;
    this.database.run(op);
    this.#publish(before);
  }

  cut(): void {
    for (const { controller } of this.#streams) attempt(() => controller.error(new TypeError('cut')));
    this.#streams.clear();
  }

  /** Every stream is told to take the next one. */
  drain(): void {
    for (const stream of this.#streams) this.#control(stream, { type: 'error', code: 'draining', retryAfter: 0 });
    for (const { controller } of this.#streams) attempt(() => controller.close());
    this.#streams.clear();
  }

  renewEpoch(): void {
    this.#epoch += 1;
    this.cut();
  }

  /** Nobody can go on from before the newest event. */
  prune(): void {
    this.#floor = this.database.head;
  }

  signIn(account: string | null): void {
    this.quiet = 0;
    this.account = account;
    this.#revoke();
  }

  changeRole(account: string, role: Role): void {
    this.quiet = 0;
    this.roles.set(account, role);
    this.drain();
  }

  async fetch(path: string, init: RequestInit): Promise<Response> {
    const url = new URL(path, 'http://venue');
    const kind = url.pathname.endsWith('/events') ? 'stream' : (init.method ?? 'GET') === 'GET' ? 'list' : 'write';
    const weather = url.pathname === '/api/health' ? 'fine' : this.weather[kind];
    const stranger = STRANGER[weather];
    if (stranger) return new Response(stranger[2], { status: stranger[0], headers: { 'content-type': stranger[1] } });
    if (weather === 'reset') throw new TypeError('reset');
    if (weather === 'hang') return never(init.signal);
    if (weather === 'slow') await pause(SLOW_MS, init.signal);
    const answer = this.#serve(url, init);
    if (weather === 'lost') throw new TypeError('lost');
    if (weather === 'late') await pause(LATE_MS, init.signal);
    return answer;
  }

  #serve(url: URL, init: RequestInit): Response {
    const headers = new Headers(init.headers);
    const expected = headers.get('x-aforo-account');
    if (url.pathname === '/api/health') return json({ status: 'ok' });
    if (this.account === null) return problem(401, 'UNAUTHENTICATED');
    if (expected !== null && expected !== this.account) return problem(409, 'ACCOUNT_CHANGED');
    if (url.pathname === '/api/reservas/events') return this.#open(url, init.signal);
    if (url.pathname === '/api/reservas') return this.#list();
    if (url.pathname === '/api/puerta/sync') return this.#take(JSON.parse(String(init.body)) as Delivery);
    const [, id] = /^\/api\/reservas\/([^/]+)\/asistencia$/.exec(url.pathname) ?? [];
    if (id !== undefined) return this.#count(id, JSON.parse(String(init.body)) as { delta: number; nonce: string });
    return problem(404, 'NOT_FOUND');
  }

  #list(): Response {
    const reservations = this.shown();
    return json({ day: TODAY, reservations, cursor: `${this.#audienceEpoch()}:${this.database.head}` }, this.account);
  }

  #count(id: string, { delta, nonce }: { delta: number; nonce: string }): Response {
    const replayed = this.ledger.some((entry) => entry.nonce === nonce);
    const row = this.database.rows.get(id);
    if (!row) {
      if (!replayed) this.refused.add(nonce);
      return problem(404, 'NOT_FOUND');
    }
    if (!replayed) {
      this.ledger.push({ nonce, author: this.account ?? '', delta });
      const before = this.database.head;
      this.database.count(row, delta);
      this.#publish(before);
    }
    const reservation = projectReservation(row, this.#role());
    const { scanCount, guestCount: maxGuests, version: seq } = row;
    return json({ result: 'ok', reservation, scanCount, maxGuests, excess: 0, isFirstScan: false, replayed, seq });
  }

  /** Custody: whatever the rules say, each entry is in the ledger once, as its author's. */
  #take({ entries }: Delivery): Response {
    const before = this.database.head;
    const results = entries.map(({ nonce, delta, reservationId, actor }) => {
      if (this.ledger.some((entry) => entry.nonce === nonce)) return { nonce, state: 'REPLAYED' };
      this.ledger.push({ nonce, author: actor ?? '', delta });
      this.refused.delete(nonce);
      const row = this.database.rows.get(reservationId ?? '');
      if (row) this.database.count(row, delta);
      return { nonce, state: row ? 'ACCEPTED' : 'HELD' };
    });
    this.#publish(before);
    const cursor = `${this.#audienceEpoch()}:${this.database.head}`;
    return json({ serverTime: new Date().toISOString(), results, cursor });
  }

  #open(url: URL, signal: AbortSignal | null | undefined): Response {
    const role = this.#role();
    const epoch = this.#audienceEpoch();
    const text = url.searchParams.get('lastEventId');
    const cursor = parseCursor(text);
    const { head } = this.database;
    const continues = text === null || (cursor?.epoch === epoch && cursor.seq >= this.#floor && cursor.seq <= head);
    const after = continues ? (cursor?.seq ?? head) : head;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const stream = { role, epoch, controller };
        signal?.addEventListener('abort', () => {
          this.#streams.delete(stream);
          attempt(() => controller.error(signal.reason));
        });
        this.#control(stream, {
          type: 'connected',
          connectionId: 'c1',
          cursor: `${epoch}:${after}`,
          heartbeatInterval: HEARTBEAT_MS,
          transport: 'raw',
        });
        if (continues) {
          this.#streams.add(stream);
          for (const event of this.database.log.slice(after)) this.#send(stream, event);
        } else {
          this.#control(stream, { type: 'error', code: 'resync-required' });
          controller.close();
        }
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  #publish(before: number): void {
    this.quiet = 0;
    if (this.isSilent) return;
    for (const event of this.database.log.slice(before)) for (const stream of this.#streams) this.#send(stream, event);
  }

  #send(stream: OpenStream, event: DomainEvent): void {
    const { businessId, timestamp, seq } = event;
    const shown = projectEvent(event, VIEWS[stream.role]) ?? { type: 'skip', businessId, timestamp, seq };
    this.#write(stream, encodeMessage(JSON.stringify(shown), `${stream.epoch}:${seq}`));
  }

  #control(stream: OpenStream, event: Record<string, unknown> & { type: ControlEvent['type'] }): void {
    const message = { ...event, businessId: BUSINESS, timestamp: new Date().toISOString() };
    this.#write(stream, encodeMessage(JSON.stringify(message)));
  }

  #beat(): void {
    if (this.isSilent) return;
    for (const stream of this.#streams)
      this.#control(stream, { type: 'heartbeat', time: Date.now(), head: this.database.head });
  }

  #write(stream: OpenStream, text: string): void {
    if (!attempt(() => stream.controller.enqueue(new TextEncoder().encode(text)))) this.#streams.delete(stream);
  }

  #revoke(): void {
    for (const stream of this.#streams) this.#control(stream, { type: 'error', code: 'revoked' });
    for (const { controller } of this.#streams) attempt(() => controller.close());
    this.#streams.clear();
  }

  #role(): Role {
    return this.roles.get(this.account ?? '') ?? 'DOOR';
  }

  /** Each audience has a log of its own, as far as a client can tell. */
  #audienceEpoch(): string {
    return `e${this.#epoch}${this.#role() === 'DOOR' ? '-DOOR' : ''}`;
  }
}

function json(body: unknown, account: string | null = null): Response {
  const headers = { 'content-type': 'application/json', ...(account === null ? {} : { 'x-aforo-account': account }) };
  return new Response(JSON.stringify(body), { headers });
}

function problem(status: number, code: string): Response {
  return new Response(JSON.stringify({ code }), { status, headers: { 'content-type': 'application/problem+json' } });
}

function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function pause(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

function never(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}
