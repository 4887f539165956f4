import { createParser } from 'eventsource-parser';
import type { Environment } from './environment';
import { LineDecoder } from './line-decoder';

/** How one connection ended. `renew`: we closed it to resume at once; `closed`: we closed it for good. */
export type Ending =
  | {
      readonly kind: 'refused';
      readonly status: number;
      /** Null when something other than this server refused. */
      readonly code: string | null;
      readonly retryAfter: number | null;
    }
  | { readonly kind: 'unreachable' | 'not-a-stream' | 'ended' | 'revoked' | 'dead' | 'renew' | 'resync' | 'closed' }
  | { readonly kind: 'silent'; readonly answered: boolean }
  | { readonly kind: 'draining'; readonly retryAfter: number | null };

interface ConnectionOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly environment: Environment;
  /** Milliseconds until `establish` must have been called. */
  readonly openingDeadline: number;
  readonly onMessage: (data: string, id: string | undefined) => void;
  /** Called when no more messages can arrive. */
  readonly onEnd: () => void;
}

/** Milliseconds after the opening deadline. The timers of a page that slept may run before it reads what arrived meanwhile. */
const LAST_LOOK = 500;

/** The largest message that is accepted; a stream that sends a larger one is not ours. */
const MAX_MESSAGE = 4 * 1024 * 1024;

/**
 * One request for the stream, from its start to its one `Ending`. Never throws; after its end it delivers nothing. A retired
 * connection has already reported its ending, and continues to deliver until it is closed or the server ends it.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #abort = new AbortController();
  #ending: Ending | null = null;
  #tell: (ending: Ending) => void = () => {};
  #establishedAt: number | null = null;
  #lastByteAt: number;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#lastByteAt = options.environment.now();
  }

  /** Milliseconds since it was established; null when it never was. */
  get life(): number | null {
    return this.#establishedAt === null ? null : this.#options.environment.now() - this.#establishedAt;
  }

  /** When the last bytes arrived from the server. If the clock is set back, this must not lie in the future. */
  get lastByteAt(): number {
    this.#lastByteAt = Math.min(this.#lastByteAt, this.#options.environment.now());
    return this.#lastByteAt;
  }

  establish(): void {
    this.#establishedAt = this.#options.environment.now();
  }

  /** Only the first ending counts. */
  close(ending: Ending): void {
    this.#ending ??= ending;
    this.#abort.abort();
  }

  run(): Promise<Ending> {
    return new Promise((resolve) => {
      this.#tell = resolve;
      void this.#request().then((ending) => {
        resolve(ending);
        this.#options.onEnd();
      });
    });
  }

  /** Reports the ending, so that another connection can follow, while this one still delivers events. */
  retire(ending: Ending): void {
    this.#tell(ending);
  }

  async #request(): Promise<Ending> {
    const { environment, openingDeadline } = this.#options;
    let answered = false;
    const judge = () => {
      if (this.#establishedAt === null) this.close({ kind: 'silent', answered });
    };
    let deadline = environment.setTimer(() => {
      deadline = environment.setTimer(judge, LAST_LOOK);
    }, openingDeadline);
    try {
      const response = await environment.fetch(this.#options.url, {
        headers: { accept: 'text/event-stream', ...this.#options.headers },
        credentials: 'same-origin',
        cache: 'no-store',
        signal: this.#abort.signal,
      });
      answered = true;
      if (!response.ok) return await refusal(response, environment.now());
      if (!response.body || !hasType(response, 'text/event-stream')) return { kind: 'not-a-stream' };
      await this.#read(response.body.getReader());
      return this.#ending ?? { kind: 'ended' };
    } catch {
      return this.#ending ?? { kind: answered ? 'ended' : 'unreachable' };
    } finally {
      environment.clearTimer(deadline);
      // Also releases the socket of a response that was not read.
      this.close({ kind: 'closed' });
    }
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const decoder = new LineDecoder();
    const parser = createParser({
      maxBufferSize: MAX_MESSAGE,
      onEvent: ({ data, id }) => {
        if (!this.#ending) this.#options.onMessage(data, id);
      },
    });
    while (!this.#ending) {
      const { done, value } = await reader.read();
      if (done) return;
      this.#lastByteAt = this.#options.environment.now();
      parser.feed(decoder.decode(value));
    }
  }
}

function hasType({ headers }: Response, wanted: string): boolean {
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  return type.trim().toLowerCase() === wanted;
}

async function refusal(response: Response, now: number): Promise<Ending> {
  return {
    kind: 'refused',
    status: response.status,
    code: await readCode(response),
    retryAfter: readRetryAfter(response.headers, now),
  };
}

/** The code of a problem document (RFC 9457); null for any other body, which this server has not written. */
async function readCode(response: Response): Promise<string | null> {
  if (!hasType(response, 'application/problem+json')) return null;
  const problem: unknown = await response.json().catch(() => null);
  const code = typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : null;
  return typeof code === 'string' ? code : null;
}

/** Milliseconds. The header holds seconds, or a date by the server's clock, which the `date` header gives; ours may differ. */
function readRetryAfter(headers: Headers, now: number): number | null {
  const header = headers.get('retry-after');
  if (header === null) return null;
  const wait = /^\s*\d+\s*$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - (Date.parse(headers.get('date') ?? '') || now);
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}
