import type { DoorOutcome } from './door-outcome';

/** One intended count. It keeps its nonce for ever, so that sending it again can never count twice. */
export interface CountJob {
  readonly nonce: string;
  readonly increment: number;
  /** A pass read by the camera, or a reservation chosen by hand. */
  readonly target: { readonly qrCode: string } | { readonly reservationId: string };
  /** Shown while it waits; null when only the pass is known. */
  readonly label: string | null;
  /** The device's clock, ISO. */
  readonly occurredAt: string;
}

/** The server could not be asked or did not decide: the same job is sent again. */
export class Unanswered extends Error {
  constructor(
    /** Milliseconds that the server asked to wait. */
    readonly retryAfter: number | undefined = undefined,
    /** Nobody is signed in any more: waiting does not help, signing in does. */
    readonly signedOut = false,
  ) {
    super('unanswered');
  }
}

export interface CountQueueOptions {
  /** Resolves to the server's decision; throws Unanswered when there is none. */
  readonly send: (job: CountJob) => Promise<DoorOutcome>;
  /** Called once per job, in the order of the answers. */
  readonly onAnswer: (job: CountJob, outcome: DoorOutcome) => void;
  /** Called whenever the list of unanswered jobs changes or one of them starts to wait. */
  readonly onChange: (jobs: readonly PendingCount[]) => void;
  readonly save: (jobs: readonly CountJob[]) => void;
}

export interface PendingCount {
  readonly job: CountJob;
  /** Times that it was sent without an answer. */
  readonly tries: number;
  readonly signedOut: boolean;
}

const FIRST_DELAY_MS = 800;
const MAX_DELAY_MS = 15_000;

/** Milliseconds before the next try after `tries` failed ones. */
export function retryDelay(tries: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1));
}

/**
 * Sends each count until the server decides. Jobs are independent: one that waits does not hold up the next guest.
 * What is unanswered is saved before it is first sent, so that a reload or a dead battery loses nothing.
 */
export class CountQueue {
  readonly #options: CountQueueOptions;
  readonly #pending = new Map<string, PendingCount>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #sending = new Set<string>();
  #closed = false;

  constructor(options: CountQueueOptions) {
    this.#options = options;
  }

  add(job: CountJob): void {
    if (this.#closed || this.#pending.has(job.nonce)) return;
    this.#set(job, 0, false);
    void this.#send(job);
  }

  /** The network is back or someone signed in: try everything now. */
  retryNow(): void {
    for (const { job } of [...this.#pending.values()]) void this.#send(job);
  }

  /** Gives up one job. Whether the server counted it is then unknown to this device. */
  discard(nonce: string): void {
    this.#settle(nonce);
  }

  /** Stops sending; what is unanswered stays saved. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  async #send(job: CountJob): Promise<void> {
    const { nonce } = job;
    if (this.#closed || this.#sending.has(nonce) || !this.#pending.has(nonce)) return;
    clearTimeout(this.#timers.get(nonce));
    this.#sending.add(nonce);
    try {
      const outcome = await this.#options.send(job);
      this.#sending.delete(nonce);
      if (!this.#pending.has(nonce) || this.#closed) return;
      this.#settle(nonce);
      this.#options.onAnswer(job, outcome);
    } catch (error) {
      this.#sending.delete(nonce);
      this.#wait(job, error instanceof Unanswered ? error : new Unanswered());
    }
  }

  #wait(job: CountJob, { retryAfter, signedOut }: Unanswered): void {
    const pending = this.#pending.get(job.nonce);
    if (!pending || this.#closed) return;
    const tries = pending.tries + 1;
    this.#set(job, tries, signedOut);
    const delay = Math.max(retryAfter ?? 0, retryDelay(tries));
    this.#timers.set(
      job.nonce,
      setTimeout(() => void this.#send(job), delay),
    );
  }

  #set(job: CountJob, tries: number, signedOut: boolean): void {
    this.#pending.set(job.nonce, { job, tries, signedOut });
    this.#changed();
  }

  #settle(nonce: string): void {
    clearTimeout(this.#timers.get(nonce));
    this.#timers.delete(nonce);
    if (this.#pending.delete(nonce)) this.#changed();
  }

  #changed(): void {
    const jobs = [...this.#pending.values()];
    this.#options.save(jobs.map(({ job }) => job));
    this.#options.onChange(jobs);
  }
}
