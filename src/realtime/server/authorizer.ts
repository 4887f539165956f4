import { setImmediate as turn } from 'node:timers/promises';
import type { Grant, Subscriber } from './subscriber';

export interface AccessChanges {
  /** Where to go on from. */
  readonly until: string;
  readonly touches: (grant: Grant) => boolean;
  /** What came since cannot be told: everything may have changed. */
  readonly reset: boolean;
}

export interface AuthorizerOptions {
  /** What changed since an earlier answer; '0' for the first. */
  readonly accessChanges: (since: string) => Promise<AccessChanges>;
  /** The audience each grant has now; a grant missing from the answer is revoked. */
  readonly stillAllowed: (grants: readonly Grant[]) => Promise<ReadonlyMap<Grant, string>>;
}

/** Changes are read again for so long: a stream that was opening while one was first read was not there to be checked. */
const OVERLAP_MS = 60_000;
/** Everything is asked at each quarter hour: an audience may change with the hour of the day in its time zone. */
const RECHECK_MS = 15 * 60_000;
/** Grants asked for at once, and streams closed before other work gets its turn. */
const SLICE = 500;

/**
 * Closes streams whose session, membership or business no longer allows them, and re-opens those that may see something else.
 * Invariant: a change is forgotten only after every stream it touches has been asked for; a question that fails is repeated.
 */
export class Authorizer {
  #answers: { readonly until: string; readonly at: number }[] = [];
  #quarter = Number.NaN;
  #running = false;

  constructor(private readonly options: AuthorizerOptions) {}

  /** Rejects when it could not ask; streams stay as they are. A call while another runs does nothing. */
  async check(subscribers: ReadonlySet<Subscriber>, now = Date.now()): Promise<void> {
    if (this.#running || subscribers.size === 0) return;
    this.#running = true;
    try {
      const { until, touches, reset } = await this.options.accessChanges(this.#answers[0]?.until ?? '0');
      const quarter = Math.floor(now / RECHECK_MS);
      const all = reset || quarter !== this.#quarter;
      if (reset) this.#answers = [];
      const groups = [...groupByGrant(subscribers, all ? () => true : touches).values()];
      for (let i = 0; i < groups.length; i += SLICE) await this.#ask(groups.slice(i, i + SLICE));
      this.#quarter = quarter;
      this.#remember(until, now);
    } finally {
      this.#running = false;
    }
  }

  #remember(until: string, at: number): void {
    this.#answers.push({ until, at });
    while (this.#answers[1] && this.#answers[1].at <= at - OVERLAP_MS) this.#answers.shift();
  }

  async #ask(groups: readonly Group[]): Promise<void> {
    const allowed = await this.options.stillAllowed(groups.map(({ grant }) => grant));
    let visited = 0;
    for (const { grant, subscribers } of groups) {
      const audience = allowed.get(grant);
      for (const subscriber of subscribers) {
        if (audience === undefined) subscriber.close('revoked');
        else if (audience !== subscriber.grant.audience) subscriber.close('draining', 0);
        visited += 1;
        if (visited % SLICE === 0) await turn();
      }
    }
  }
}

/** All the streams of one session in one business: one question. */
interface Group {
  readonly grant: Grant;
  readonly subscribers: Subscriber[];
}

function groupByGrant(subscribers: Iterable<Subscriber>, wanted: (grant: Grant) => boolean): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const subscriber of subscribers) {
    const { grant } = subscriber;
    if (!wanted(grant)) continue;
    const key = `${grant.sessionId} ${grant.businessId}`;
    const group = groups.get(key);
    if (group) group.subscribers.push(subscriber);
    else groups.set(key, { grant, subscribers: [subscriber] });
  }
  return groups;
}
