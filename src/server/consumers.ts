import { type Consumer, consumeNext, findBehind, placeConsumers } from '@/modules/events/consume';
import { onCommit } from '@/platform/db/transaction';
import { log } from '@/platform/log';

/** Events of other processes, and failed events, wait at most this long until the log is polled. */
const POLL_MS = 10_000;
const VENUES_AT_ONCE = 100;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 5 * 60_000;

interface Failure {
  readonly retryAt: number;
  readonly waitMs: number;
}

/**
 * Runs the consumers of the log in this process: after each commit for its venue, and at intervals for every venue that
 * is behind. When there are several processes, one of them handles a venue's events at a time. A failure is logged and
 * retried with increasing delays; meanwhile the other venues continue. Returns the function that stops the consumers,
 * after the work in progress has ended.
 */
export async function startConsumers(consumers: readonly Consumer[]): Promise<() => Promise<void>> {
  if (consumers.length === 0) return async () => {};
  await placeConsumers(consumers);
  const runners = consumers.map((consumer) => new Runner(consumer));
  const forget = onCommit((entries) => {
    for (const { businessId } of entries) for (const runner of runners) runner.wake(businessId);
  });
  const poll = () => void Promise.all(runners.map((runner) => runner.poll()));
  const timer = setInterval(poll, POLL_MS).unref();
  poll();
  return async () => {
    forget();
    clearInterval(timer);
    await Promise.all(runners.map((runner) => runner.end()));
  };
}

class Runner {
  readonly #waiting = new Set<string>();
  readonly #failures = new Map<string, Failure>();
  #running: Promise<void> | null = null;
  #ended = false;

  constructor(private readonly consumer: Consumer) {}

  wake(businessId: string): void {
    if (this.#ended) return;
    this.#waiting.add(businessId);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  async poll(): Promise<void> {
    try {
      for (const id of await findBehind(this.consumer, VENUES_AT_ONCE)) this.wake(id);
    } catch (error) {
      log().error({ err: error, consumer: this.consumer.name }, 'consumer could not poll the log');
    }
  }

  async end(): Promise<void> {
    this.#ended = true;
    this.#waiting.clear();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (const id of this.#waiting) {
      this.#waiting.delete(id);
      const failure = this.#failures.get(id);
      if (failure && Date.now() < failure.retryAt) continue;
      try {
        while (!this.#ended && (await consumeNext(this.consumer, id)) > 0);
        this.#failures.delete(id);
      } catch (error) {
        const waitMs = Math.min(LAST_RETRY_MS, failure ? failure.waitMs * 2 : FIRST_RETRY_MS);
        this.#failures.set(id, { retryAt: Date.now() + waitMs, waitMs });
        log().error({ err: error, consumer: this.consumer.name, businessId: id, retryMs: waitMs }, 'consumer failed');
      }
    }
  }
}
