import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RESERVATION_SCHEMAS } from '@/modules/reservations/wire';
import { parseCursor } from '../protocol/cursor';
import type { SequencedEvent, StreamEvent } from '../protocol/events';
import { EPOCH } from './convergence.model';
import type { Environment, WakeReason } from './environment';
import type { StreamFailure } from './state';
import { EventStream, type StreamOptions } from './stream';

type Serve = (response: ServerResponse, after: number | null, request: IncomingMessage) => void;

/** A small server that follows the stream's contract, or breaks it as `serve` decides. It can be stopped and started on its port. */
export class WireServer {
  serve: Serve;
  /** Handles everything except the stream and health. */
  api: (request: IncomingMessage, response: ServerResponse, url: URL) => void = (_request, response) => response.end();
  connects: (number | null)[] = [];
  #port = 0;
  #server = this.#create();
  #open = new Set<ServerResponse>();

  constructor(serve: Serve) {
    this.serve = serve;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** Like a killed process: every socket is reset and connections are refused. */
  async kill(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
    this.#server = this.#create();
  }

  get openStreams(): number {
    return this.#open.size;
  }

  /** In the order in which they were opened. */
  get streams(): ServerResponse[] {
    return [...this.#open];
  }

  /** Resets the streams that are open. */
  cut(): void {
    for (const response of this.#open) response.socket?.resetAndDestroy();
  }

  send(event: StreamEvent): void {
    for (const response of this.#open) response.write(frame(event));
  }

  #create() {
    return createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://host');
      if (url.pathname.endsWith('/health')) {
        response.end(JSON.stringify({ status: 'ok' }));
        return;
      }
      if (!url.pathname.endsWith('/events')) {
        this.api(request, response, url);
        return;
      }
      const after = parseCursor(url.searchParams.get('lastEventId'))?.seq ?? null;
      this.connects.push(after);
      this.#open.add(response);
      response.on('close', () => this.#open.delete(response));
      this.serve(response, after, request);
    });
  }
}

const timestamp = '2026-11-21T22:00:00.000Z';

export const skip = (seq: number): SequencedEvent => ({ type: 'skip', businessId: 'b1', timestamp, seq });
export const heartbeat = (head: number): StreamEvent => ({
  type: 'heartbeat',
  businessId: 'b1',
  timestamp,
  time: 0,
  head,
});
export const connected = (seq: number, heartbeatInterval = 60_000, epoch = EPOCH): StreamEvent => ({
  type: 'connected',
  businessId: 'b1',
  timestamp,
  connectionId: 'c1',
  cursor: `${epoch}:${seq}`,
  heartbeatInterval,
  transport: 'raw',
});
export const failure = (code: 'resync-required' | 'draining' | 'revoked', retryAfter?: number): StreamEvent => ({
  type: 'error',
  businessId: 'b1',
  timestamp,
  code,
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

export function frame(event: StreamEvent): string {
  return `${'seq' in event ? `id: ${EPOCH}:${event.seq}\n` : ''}data: ${JSON.stringify(event)}\n\n`;
}

export function openStream(response: ServerResponse, ...events: StreamEvent[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(events.map(frame).join(''));
}

const CODES: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  409: 'ACCOUNT_CHANGED',
  429: 'RATE_LIMITED',
  503: 'OVERLOADED',
};

/** Refuses a request as the server does. */
export const refuse = (response: ServerResponse, status: number, headers: Record<string, string> = {}) => {
  response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
  response.end(JSON.stringify({ code: CODES[status] }));
};

/** Answers like something between client and server: a portal, a firewall. */
export const intrude = (response: ServerResponse, status: number, type: string, body: string) => {
  response.writeHead(status, { 'content-type': type });
  response.end(body);
};

/** A stream connected to `server`, with a record of what it did. Delays are short; everything else is as in a browser. */
export function openClient(server: WireServer, options: Partial<StreamOptions> = {}) {
  const seen: StreamEvent[] = [];
  const failures: StreamFailure['kind'][] = [];
  const wakes = new Set<(reason: WakeReason) => void>();
  const client = { awake: true, resyncs: 0, clockError: 0 };
  const environment: Environment = {
    fetch: (url, init) => fetch(`${server.origin}${url}`, init),
    now: () => Date.now() + client.clockError,
    random: () => 0.5,
    setTimer: (run, delay) => setTimeout(run, delay),
    clearTimer: (timer) => clearTimeout(timer ?? undefined),
    isAwake: () => client.awake,
    onWake(wake) {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
  };
  const stream = new EventStream({
    endpoint: '/events',
    healthUrl: '/health',
    businessId: 'b1',
    delays: [30, 60],
    maxAttempts: 2,
    schemas: RESERVATION_SCHEMAS,
    slowDelay: 60_000,
    stableAfter: 0,
    environment,
    handlers: {
      onEvent: (event) => seen.push(event),
      onFailure: ({ kind }) => failures.push(kind),
      onResync: () => {
        client.resyncs += 1;
      },
    },
    ...options,
  });
  return {
    stream,
    failures,
    client,
    seen,
    seqs: () => seen.flatMap((event) => ('seq' in event ? [event.seq] : [])),
    wake: (reason: WakeReason) => {
      for (const wake of wakes) wake(reason);
    },
    listeners: () => wakes.size,
  };
}
