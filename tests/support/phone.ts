import { randomUUID } from 'node:crypto';
import { Api } from './api';
import { sleep } from './until';

export interface Pass {
  readonly id: string;
  readonly qrCode: string;
}

/** A scan that the server answered with 200. */
export interface Acknowledged {
  readonly reservationId: string;
  readonly nonce: string;
}

/** An answer other than 200; `status` 0 when none came. */
export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly isProblem: boolean;
}

/** Far above the server's own limits (pool, statements): what is not answered by then hangs. Milliseconds. */
const HANGS_AFTER = 30_000;

/** A door phone: keeps scanning, one pass after the other, and repeats a scan with its nonce until the server accepts it. */
export class Phone {
  readonly acknowledged: Acknowledged[] = [];
  readonly refused: Refused[] = [];
  /** Requests that got neither an answer nor an error. */
  hung = 0;
  #running = true;
  readonly #finished: Promise<void>;

  /** `origin` is looked up for each request. */
  constructor(
    private readonly api: Api,
    private readonly passes: readonly Pass[],
    private readonly origin: () => string = () => api.url,
  ) {
    this.#finished = this.#work();
  }

  get retries(): number {
    return this.refused.length;
  }

  /** Resolves when the scan under way has been accepted. */
  async stop(): Promise<void> {
    this.#running = false;
    await this.#finished;
  }

  async #work(): Promise<void> {
    for (let turn = 0; this.#running; turn++) {
      const pass = this.passes[turn % this.passes.length];
      if (!pass) return;
      const nonce = randomUUID();
      while (!(await this.#scan(pass.qrCode, nonce))) await sleep(50);
      this.acknowledged.push({ reservationId: pass.id, nonce });
    }
  }

  async #scan(qrCode: string, nonce: string): Promise<boolean> {
    const { cookie, businessId } = this.api;
    const started = performance.now();
    const answer = await new Api(this.origin(), cookie, businessId, HANGS_AFTER)
      .scan(qrCode, nonce)
      .catch(() => undefined);
    if (answer?.status === 200) return true;
    if (!answer && performance.now() - started >= HANGS_AFTER) this.hung += 1;
    this.refused.push({
      status: answer?.status ?? 0,
      code: String(answer?.body.code ?? ''),
      isProblem: answer?.headers.get('content-type')?.startsWith('application/problem+json') ?? false,
    });
    return false;
  }
}
