import type { Environment, Timer } from './environment';

const INTERVAL = 2000;
const SPREAD = 800;
const DEADLINE = 3000;

/**
 * Detects, while the stream waits, that the server is back. It asks only while the page is awake. It calls `onBack` once each
 * time that the server goes down and comes back: a server whose health route answers while its stream fails does not have its
 * delays cut short again and again.
 */
export class HealthProbe {
  readonly #url: string;
  readonly #environment: Environment;
  #timer: Timer | null = null;
  #abort: AbortController | null = null;
  #armed = true;

  constructor(url: string, environment: Environment) {
    this.#url = url;
    this.#environment = environment;
  }

  /** To be called when a stream was up: the next failure is a new outage. */
  arm(): void {
    this.#armed = true;
  }

  start(onBack: () => void): void {
    this.stop();
    const { setTimer, random } = this.#environment;
    const again = () => {
      this.#timer = setTimer(() => void look(), INTERVAL - SPREAD / 2 + SPREAD * random());
    };
    const abort = new AbortController();
    this.#abort = abort;
    const look = async () => {
      const alive = this.#environment.isAwake() ? await this.ask(abort.signal) : null;
      if (abort.signal.aborted) return;
      if (alive === false) this.#armed = true;
      if (!alive || !this.#armed) return again();
      this.#armed = false;
      onBack();
    };
    again();
  }

  stop(): void {
    this.#environment.clearTimer(this.#timer);
    this.#abort?.abort();
    this.#abort = null;
  }

  /** Whether the server answers its health route now. The body is checked, since a captive portal answers 200 to everything. */
  async ask(signal?: AbortSignal): Promise<boolean> {
    const limit = new AbortController();
    const timer = this.#environment.setTimer(() => limit.abort(), DEADLINE);
    const stop = () => limit.abort();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const response = await this.#environment.fetch(this.#url, {
        cache: 'no-store',
        signal: limit.signal,
      });
      const health: unknown = response.ok ? await response.json() : null;
      return typeof health === 'object' && health !== null && 'status' in health && health.status === 'ok';
    } catch {
      return false;
    } finally {
      this.#environment.clearTimer(timer);
      signal?.removeEventListener('abort', stop);
    }
  }
}
