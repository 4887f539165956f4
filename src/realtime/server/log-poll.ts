import type { EventLog } from '../protocol/log';
import type { Channel } from './channel';

interface Options {
  readonly log: EventLog;
  readonly onError: (error: unknown, where: string) => void;
}

/** Polls the logs of businesses for commits that no ring has reported, in one query for all of them. */
export class LogPoll {
  /** Businesses whose log must be polled. */
  readonly #unseen = new Set<string>();
  #running = false;

  constructor(
    private readonly options: Options,
    private readonly channels: ReadonlyMap<string, Channel>,
  ) {}

  /** Polls every channel, unless a poll is in progress. */
  lookAtAll(): void {
    if (!this.#running) this.look(this.channels.keys());
  }

  /** Polls these businesses now, or as soon as the poll in progress has ended. */
  look(businessIds: Iterable<string>): void {
    for (const businessId of businessIds) this.#unseen.add(businessId);
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#unseen.size > 0) {
        const channels = [...this.#unseen].flatMap((businessId) => this.channels.get(businessId) ?? []);
        this.#unseen.clear();
        const asked = new Map(channels.map((channel) => [channel, channel.head]));
        const heads = await this.options.log.heads(channels.map(({ businessId }) => businessId));
        for (const [channel, head] of asked) {
          const found = heads.get(channel.businessId);
          if (found) channel.observe(found, head);
        }
      }
    } catch (error) {
      this.options.onError(error, 'look');
    } finally {
      this.#running = false;
    }
  }
}
