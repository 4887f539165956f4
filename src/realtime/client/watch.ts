import type { Environment, Timer } from './environment';

interface WatchOptions {
  readonly environment: Environment;
  /** The server's interval. All times here are in milliseconds. */
  readonly heartbeatInterval: number;
  readonly silenceGrace: number;
  readonly headGrace: number;
  readonly lastByteAt: () => number;
  /** The sequence that the stream has reached. */
  readonly position: () => number;
  readonly onDead: () => void;
  readonly onBehind: () => void;
}

const LONGEST_TICK = 5000;

/**
 * Watches one established stream. A socket that the browser reports as open may be dead (a sleeping laptop, a changed network):
 * two missed heartbeats prove it. A stream that is up may have lost events: a log known to be ahead for a while proves that.
 */
export class Watch {
  readonly #options: WatchOptions;
  #ticker: Timer | null = null;
  #headTimer: Timer | null = null;
  #head = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#tick();
  }

  /** Records that the log reaches `head`: the stream has a moment to deliver it. */
  noticeHead(head: number): void {
    this.#head = Math.max(this.#head, head);
    if (this.#headTimer === null) this.#checkHead();
  }

  /** For use after a wake: one heartbeat is late, which is reason enough to reconnect instead of waiting for the second. */
  isSuspicious(): boolean {
    return this.#silence() > this.#options.heartbeatInterval + this.#options.silenceGrace;
  }

  stop(): void {
    this.#options.environment.clearTimer(this.#ticker);
    this.#options.environment.clearTimer(this.#headTimer);
  }

  #silence(): number {
    return this.#options.environment.now() - this.#options.lastByteAt();
  }

  #tick(): void {
    const { environment, heartbeatInterval, silenceGrace, onDead } = this.#options;
    const limit = heartbeatInterval * 2 + silenceGrace;
    this.#ticker = environment.setTimer(
      () => {
        if (this.#silence() > limit) onDead();
        else this.#tick();
      },
      Math.min(LONGEST_TICK, limit / 4),
    );
  }

  /** Progress extends the time: a long catch-up on a slow connection is not a gap. */
  #checkHead(): void {
    const { environment, headGrace, position, onBehind } = this.#options;
    const at = position();
    if (at >= this.#head) return;
    this.#headTimer = environment.setTimer(() => {
      this.#headTimer = null;
      if (position() > at) this.#checkHead();
      else onBehind();
    }, headGrace);
  }
}
