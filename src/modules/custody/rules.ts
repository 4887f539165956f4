import { createHash } from 'node:crypto';
import { eventTime } from '@/modules/attendance/event-time';
import type { SyncEntry, SyncInput } from './schema';
import type { IncidentFacts, IncidentKind } from './wire';

/** A clock that differs by more is an incident: two minutes, in milliseconds. */
const MOST_SKEW_MS = 2 * 60_000;

export interface EntryTime {
  /** When it happened by the server's clock; never in the future. */
  readonly at: Date;
  /** Seconds by which the phone's clock was wrong, ahead of the server's or set meanwhile; null within two minutes. */
  readonly skewSeconds: number | null;
}

/**
 * When an entry happened. What is measured by the phone's clock from the entry to its delivery is right however wrong that
 * clock is; where the page is the same, its monotonic clock says it even if the clock was set in between.
 */
export function timeOf(batch: SyncInput, entry: SyncEntry, now: Date): EntryTime {
  const sent = new Date(batch.sentAt);
  const skew = sent.getTime() - now.getTime();
  const wall = sent.getTime() - new Date(entry.at).getTime();
  const isSamePage = batch.sessionId !== undefined && batch.sessionId === entry.sessionId;
  const monotonic =
    isSamePage && batch.sentMono !== undefined && entry.mono !== undefined ? batch.sentMono - entry.mono : null;
  const isMeasured = monotonic !== null && monotonic >= 0;
  const drift = isMeasured ? wall - monotonic : Math.min(0, wall);
  const wrong = [skew, -drift].find((ms) => Math.abs(ms) > MOST_SKEW_MS);
  const skewSeconds = wrong === undefined ? null : Math.round(wrong / 1000);
  if (isMeasured && Math.abs(drift) > MOST_SKEW_MS) return { at: new Date(now.getTime() - monotonic), skewSeconds };
  return { at: eventTime(now, { clock: sent }, entry.at).at, skewSeconds };
}

/** A hash of what came: the same entry is sent again until its answer arrives. */
export function contentHash(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What an entry gives a person to look at. */
export interface Notice {
  readonly kind: IncidentKind;
  /** What it is about: an open incident of the kind about the same thing takes the entry in. */
  readonly about: string;
  readonly reservationId: string | null;
  readonly facts: IncidentFacts;
}

/** It is in the ledger. */
export interface Written {
  readonly state: 'ACCEPTED' | 'REPLAYED';
  /** People of the party who are counted by then; null without a party. */
  readonly scanCount: number | null;
  readonly notices: readonly Notice[];
}

/** It is not in the ledger, and why. */
export interface Held {
  readonly state: 'HELD';
  readonly reason: string;
  /** Null where another entry will settle it. */
  readonly notice: Notice | null;
}

export function hold(
  kind: IncidentKind,
  about: string,
  facts: IncidentFacts & { readonly reason: string },
  reservationId: string | null = null,
): Held {
  const notice = { kind, about, reservationId, facts: { ...facts, held: true } };
  return { state: 'HELD', reason: facts.reason, notice };
}
