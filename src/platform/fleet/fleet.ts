import { randomUUID } from 'node:crypto';
import type { StreamCounts } from '@/realtime/server/elsewhere';
import type { Database } from '../db/client';
import { beat, leave, sweep } from './beat';
import type { Others } from './others';
import { type LocalStreams, writeLists } from './stream-lists';
import { WrittenCounts } from './written';

const BEAT_MS = 1_000;
const SWEEP_EVERY_BEATS = 15;

interface FleetOptions {
  readonly db: Database;
  readonly others: Others;
  readonly counts: () => StreamCounts;
  readonly streams: LocalStreams;
  /** Called once per outage, not per beat. */
  readonly onError: (error: unknown) => void;
}

/**
 * This process among the others on one PostgreSQL: once a second it reports its counts and reads those of the others. While the
 * database is down the last known counts remain valid; no new stream can be accepted then anyway.
 */
export class Fleet {
  /** The id of this run of the process. */
  readonly id = randomUUID();
  readonly #options: FleetOptions;
  readonly #written = new WrittenCounts();
  #since = '0';
  #beats = 0;
  #failing = false;
  #left = false;
  #beating: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** Resolves after the first beat, so that limits count the others from the first request on. */
  async start(): Promise<void> {
    await this.#beatAndPlan();
  }

  /** Stops counting at once; to be called when the streams have been handed over. */
  async leave(): Promise<void> {
    if (this.#left) return;
    this.#left = true;
    clearTimeout(this.#timer);
    await this.#beating;
    await leave(this.#options.db, this.id).catch(this.#options.onError);
  }

  /** One exchange; `start` repeats it. */
  async beat(): Promise<void> {
    const { db, others, counts, streams } = this.#options;
    const changes = this.#written.diff(counts());
    const answer = await beat(db, this.id, this.#since, changes);
    this.#written.note(changes, answer.fresh);
    // The counts read since an older beat may miss counts that ended and were removed while we had no row.
    const missed = answer.fresh && this.#since !== '0';
    if (missed) others.forget();
    this.#since = missed ? '0' : answer.horizon;
    others.learn(answer.instances, missed ? [] : answer.counts);
    for (const connectionId of answer.closings) streams.close(connectionId);
    if (answer.watched.length > 0) await writeLists(db, this.id, answer.watched, streams);
    this.#beats += 1;
    if (this.#beats % SWEEP_EVERY_BEATS === 0) await sweep(db);
  }

  /** Reads the others anew, also those that have started since the last beat. */
  look(): Promise<void> {
    this.#beating = this.#beating.then(() => this.#tryBeat());
    return this.#beating;
  }

  async #beatAndPlan(): Promise<void> {
    await this.look();
    if (this.#left) return;
    this.#timer = setTimeout(() => void this.#beatAndPlan(), BEAT_MS);
    this.#timer.unref();
  }

  async #tryBeat(): Promise<void> {
    try {
      await this.beat();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#options.onError(error);
      this.#failing = true;
    }
  }
}
