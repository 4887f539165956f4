import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Hands the server's answer to the client. */
export type Deliver = (answer: IncomingMessage, response: ServerResponse) => void;

/** One request at the proxy. */
export interface Visit {
  /** Method and address: `GET /api/reservas?businessId=…`. */
  readonly line: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** `given-up`: the client left before its answer had ended. `broken`: the proxy or the server broke it. */
  ending: 'open' | 'answered' | 'given-up' | 'broken';
  /** Asks the server. */
  forward(deliver?: Deliver): void;
  /** Breaks the client's connection with a reset. */
  reset(): void;
}

/** What becomes of a request that was chosen for it. */
export type Trouble = (visit: Visit) => void;

export interface Disturbance {
  /** Requests that met it so far. */
  readonly hits: number;
  /** New requests pass again; what hangs goes on hanging. */
  end(): void;
}

export const LIST = /^GET \/api\/reservas\?/;
export const STREAM = /^GET \/api\/reservas\/events\?/;
export const COUNT = /^POST \/api\/reservas\/[^/]+\/asistencia\?/;
export const API = /^\w+ \/api\//;

/** Each connection to the server belongs to one request; these headers are of connections. */
const OF_A_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding'];
const AWAY = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

/** An HTTP proxy in front of a server, that does to chosen requests what a bad network, a portal or a firewall does. */
export class NoiseProxy {
  /** Every request so far. */
  readonly visits: Visit[] = [];
  readonly #target: number;
  readonly #server: Server;
  #disturbances: (Disturbance & { meet(visit: Visit): boolean })[] = [];

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((request, response) => this.#take(request, response));
  }

  static async listen(targetPort: number): Promise<NoiseProxy> {
    const proxy = new NoiseProxy(targetPort);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on requests whose line matches meet `trouble`, the next `times` of them or until it ends. The newest match counts. */
  disturb(line: RegExp, trouble: Trouble, times = Number.POSITIVE_INFINITY): Disturbance {
    let hits = 0;
    let isOver = false;
    const disturbance = {
      get hits() {
        return hits;
      },
      end: () => {
        isOver = true;
      },
      meet: (visit: Visit) => {
        if (isOver || hits >= times || !line.test(visit.line)) return false;
        hits += 1;
        trouble(visit);
        return true;
      },
    };
    this.#disturbances.unshift(disturbance);
    return disturbance;
  }

  /** Ends every disturbance. */
  calm(): void {
    this.#disturbances = [];
  }

  /** Resets the open requests whose line matches. */
  cut(line: RegExp): void {
    for (const visit of this.visits) if (visit.ending === 'open' && line.test(visit.line)) visit.reset();
  }

  /** How many requests whose line matches have ended so. */
  count(line: RegExp, ending: Visit['ending']): number {
    return this.visits.filter((visit) => visit.ending === ending && line.test(visit.line)).length;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const visit: Visit = {
      line: `${request.method} ${request.url}`,
      request,
      response,
      ending: 'open',
      forward: (deliver = passOn) => this.#forward(visit, deliver),
      reset: () => {
        visit.ending = 'broken';
        request.socket.resetAndDestroy();
      },
    };
    response.on('close', () => {
      if (visit.ending === 'open') visit.ending = response.writableFinished ? 'answered' : 'given-up';
    });
    this.visits.push(visit);
    if (!this.#disturbances.some((disturbance) => disturbance.meet(visit))) visit.forward();
  }

  #forward(visit: Visit, deliver: Deliver): void {
    const { request, response } = visit;
    const { method, url, headers } = request;
    const upstream = ask({ host: '127.0.0.1', port: this.#target, method, path: url, headers, agent: false });
    upstream.on('response', (answer) => {
      answer.on('error', () => visit.reset());
      deliver(answer, response);
    });
    upstream.on('error', () => {
      if (response.headersSent) visit.reset();
      else response.writeHead(502, { 'content-type': 'text/html' }).end(AWAY);
    });
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  }
}

/** Answers with the server's status and headers; the body is the caller's to send. */
export function writeHead(answer: IncomingMessage, response: ServerResponse): void {
  const headers = { ...answer.headers };
  for (const name of OF_A_CONNECTION) delete headers[name];
  response.writeHead(answer.statusCode ?? 502, headers);
  response.flushHeaders();
}

function passOn(answer: IncomingMessage, response: ServerResponse): void {
  writeHead(answer, response);
  answer.pipe(response);
}
