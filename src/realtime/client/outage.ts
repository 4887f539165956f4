import type { StreamFailure, StreamState } from './state';

/** An outage as this device experienced it. Times are in milliseconds. */
export interface OutageReport {
  /** The same in all reports about one outage. */
  readonly outageId: string;
  /** Attempts that failed, by kind. */
  readonly causes: Readonly<Partial<Record<StreamFailure['kind'], number>>>;
  readonly attempts: number;
  readonly downMs: number;
  /** True when there is a stream again; false while the device depends on polling. */
  readonly recovered: boolean;
  readonly transport: 'raw' | 'web' | 'buffered' | 'polling';
}

interface OutageOptions {
  readonly now: () => number;
  readonly random: () => number;
  readonly tell: (report: OutageReport) => void;
}

/** Shorter outages with fewer attempts are normal: a restart, a change of cell. */
const WORTH_MS = 10_000;
const WORTH_ATTEMPTS = 3;

interface Outage {
  readonly id: string;
  readonly since: number;
  readonly causes: Partial<Record<StreamFailure['kind'], number>>;
  attempts: number;
  told: boolean;
}

/**
 * Detects that this device's own stream could not be restored for a while, and reports it: once when it is given up and polling
 * takes over, once when there is a stream again. A successful handover is not an outage.
 */
export class OutageWatch {
  readonly #options: OutageOptions;
  #outage: Outage | null = null;
  #failure: StreamFailure | null = null;

  constructor(options: OutageOptions) {
    this.#options = options;
  }

  /** To be called with every new state of the stream. Each failed attempt has its own failure object. */
  note({ status, transport, failure }: Pick<StreamState, 'status' | 'transport' | 'failure'>): void {
    if (failure && failure !== this.#failure) this.#count(failure);
    this.#failure = failure;
    if (!this.#outage) return;
    if (status === 'connected') {
      const back = transport === 'raw' || transport === 'web' ? transport : 'web';
      if (this.#outage.told || this.#isWorth(this.#outage)) this.#tell(this.#outage, true, back);
      this.#outage = null;
    } else if (status === 'disconnected') {
      this.#outage = null;
    } else if (status === 'error' && !this.#outage.told) {
      this.#outage.told = true;
      this.#tell(this.#outage, false, transport === 'buffered' ? 'buffered' : 'polling');
    }
  }

  /** To be called when the page may be closed for good: the last chance to report. */
  leave(): void {
    if (this.#outage && this.#isWorth(this.#outage)) this.#tell(this.#outage, false, 'polling');
  }

  #count({ kind }: StreamFailure): void {
    const now = this.#options.now();
    this.#outage ??= { id: this.#newId(now), since: now, causes: {}, attempts: 0, told: false };
    this.#outage.causes[kind] = (this.#outage.causes[kind] ?? 0) + 1;
    this.#outage.attempts += 1;
  }

  #isWorth({ since, attempts }: Outage): boolean {
    return attempts >= WORTH_ATTEMPTS || this.#options.now() - since >= WORTH_MS;
  }

  #tell({ id, since, causes, attempts }: Outage, recovered: boolean, transport: OutageReport['transport']): void {
    const downMs = Math.max(0, Math.round(this.#options.now() - since));
    this.#options.tell({ outageId: id, causes: { ...causes }, attempts, downMs, recovered, transport });
  }

  #newId(now: number): string {
    return `${now.toString(36)}-${this.#options.random().toString(36).slice(2, 12).padEnd(8, '0')}`;
  }
}
