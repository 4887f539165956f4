import { setImmediate as turn } from 'node:timers/promises';
import type { Grant, Subscriber } from './subscriber';

export interface AccessChanges {
  /** The value to pass as `since` in the next call. */
  readonly until: string;
  /** False when `touches` is false of every grant. */
  readonly changed: boolean;
  readonly touches: (grant: Grant) => boolean;
  /** The changes since `since` are no longer known: anything may have changed. */
  readonly reset: boolean;
}

export interface AuthorizerOptions {
  /** What changed since the `until` of an earlier answer; '0' in the first call. */
  readonly accessChanges: (since: string) => Promise<AccessChanges>;
  /** The current audience of each grant; a grant missing from the answer is revoked. */
  readonly stillAllowed: (grants: readonly Grant[]) => Promise<ReadonlyMap<Grant, string>>;
}

/** Changes are read again for this long, because a stream that was still opening during the first read could not be checked then. */
const OVERLAP_MS = 60_000;
/** All streams are checked again at each quarter of an hour: an audience may change with the hour of the day in its time zone. */
const RECHECK_MS = 15 * 60_000;
/** Grants per query, and streams looked at or closed before other work gets a turn. */
const SLICE = 500;

/**
 * Closes the streams whose session, membership or business no longer allows them, and makes those with a changed audience
 * reconnect.
 * Invariant: a change is dropped only after every stream that it touches has been checked; a check that fails is repeated.
 */
export class Authorizer {
  #answers: { readonly until: string; readonly at: number }[] = [];
  #quarter = Number.NaN;
  #running = false;

  constructor(private readonly options: AuthorizerOptions) {}

  /** Rejects when the query fails; streams then stay as they are. A call during another call does nothing. */
  async check(subscribers: Iterable<Subscriber>, now = Date.now()): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      const { until, changed, touches, reset } = await this.options.accessChanges(this.#answers[0]?.until ?? '0');
      const quarter = Math.floor(now / RECHECK_MS);
      const all = reset || quarter !== this.#quarter;
      if (reset) this.#answers = [];
      if (all || changed) await this.#askAll(subscribers, all ? () => true : touches);
      this.#quarter = quarter;
      this.#remember(until, now);
    } finally {
      this.#running = false;
    }
  }

  async #askAll(subscribers: Iterable<Subscriber>, wanted: (grant: Grant) => boolean): Promise<void> {
    const groups = await groupByGrant(subscribers, wanted);
    for (let i = 0; i < groups.length; i += SLICE) await this.#ask(groups.slice(i, i + SLICE));
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

/** All streams of one session in one business: one check covers them. */
interface Group {
  readonly grant: Grant;
  readonly subscribers: Subscriber[];
}

async function groupByGrant(subscribers: Iterable<Subscriber>, wanted: (grant: Grant) => boolean): Promise<Group[]> {
  const groups = new Map<string, Group>();
  let visited = 0;
  for (const subscriber of subscribers) {
    visited += 1;
    if (visited % SLICE === 0) await turn();
    const { grant } = subscriber;
    if (!wanted(grant)) continue;
    const key = `${grant.sessionId} ${grant.businessId}`;
    const group = groups.get(key);
    if (group) group.subscribers.push(subscriber);
    else groups.set(key, { grant, subscribers: [subscriber] });
  }
  return [...groups.values()];
}
