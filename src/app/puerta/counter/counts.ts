import { replaceEqualDeep } from '@tanstack/react-query';
import type { IntendedCount } from '@/modules/attendance/client/count';
import type { PendingCount, Verdict } from '@/modules/attendance/client/count-queue';
import { isOfParty } from '@/modules/attendance/client/send-count';
import type { ApiError, ApiErrorCode } from '@/platform/browser/http';
import type { UndoState } from '../flow/door-state';

/** Who is counted: the party of a pass, or people without a reservation, of one of the venue's categories or of none. */
export type CountTargetByHand = { readonly qrCode: string } | { readonly category: string | null };

export interface CountIntent {
  readonly target: CountTargetByHand;
  readonly flow: 'IN' | 'OUT';
  /** People; negative for a correction of people without a reservation, never of people who leave. */
  readonly delta: number;
  /** The party's name, for a pass. */
  readonly label?: string | null;
}

export interface CountRefusal {
  readonly code: ApiErrorCode;
  readonly error: ApiError;
  /** Of a venue that is full. */
  readonly inside: number | null;
  readonly capacity: number | null;
}

/** One count of this device. */
export interface CounterEntry {
  readonly nonce: string;
  readonly intent: CountIntent;
  readonly gateId: string | null;
  /** The device's clock, ISO. */
  readonly occurredAt: string;
  /** `waiting`: it is kept and sent until there is an answer. `held`: the server has it, and a manager decides. */
  readonly state: 'sending' | 'waiting' | 'counted' | 'refused' | 'held';
  readonly refusal?: CountRefusal;
  /** Nobody has read the refusal yet. */
  readonly isNews?: boolean;
  readonly undo: UndoState;
  /** The count that takes it back; null where there is none. */
  readonly undoNonce: string | null;
  /** The party of an exit by pass. */
  readonly reservationId: string | null;
}

type CountAction =
  | { readonly type: 'add'; readonly entry: CounterEntry }
  | { readonly type: 'acknowledge'; readonly nonce: string }
  | { readonly type: 'counted'; readonly nonce: string; readonly reservationId: string | null }
  | { readonly type: 'held'; readonly nonce: string }
  | { readonly type: 'refused'; readonly nonce: string; readonly refusal: CountRefusal }
  | { readonly type: 'undo'; readonly nonce: string; readonly undo: UndoState; readonly undoNonce: string | null }
  /** The undecided counts of the venue. */
  | { readonly type: 'pending'; readonly pending: readonly PendingCount[] };

const KEPT = 40;

/** Settled counts beyond the last forty are forgotten; one that is not decided never is. */
export function reduceCounts(counts: readonly CounterEntry[], action: CountAction): readonly CounterEntry[] {
  if (action.type === 'add') {
    const next = [action.entry, ...counts];
    return next.filter((entry, index) => index < KEPT || isOpen(entry));
  }
  // A screen that shows the same is not rendered again.
  if (action.type === 'pending') return replaceEqualDeep(counts, follow(counts, action.pending));
  return counts.map((entry) => (entry.nonce === action.nonce ? change(entry, action) : entry));
}

function change(entry: CounterEntry, action: Exclude<CountAction, { type: 'add' | 'pending' }>): CounterEntry {
  switch (action.type) {
    case 'counted':
      return { ...entry, state: 'counted', reservationId: action.reservationId };
    case 'held':
      return { ...entry, state: 'held' };
    case 'refused':
      return { ...entry, state: 'refused', refusal: action.refusal, isNews: true };
    case 'acknowledge':
      return { ...entry, isNews: false };
    case 'undo':
      return { ...entry, undo: action.undo, undoNonce: action.undoNonce };
  }
}

/** Synchronises with the queue: what waits, what other pages of this phone have kept, and what was discarded there. */
function follow(counts: readonly CounterEntry[], pending: readonly PendingCount[]): readonly CounterEntry[] {
  const isKnown = (nonce: string) => counts.some((entry) => entry.nonce === nonce);
  const found = pending.filter(({ count, own, origin }) => own && origin !== 'here' && !isKnown(count.nonce));
  const adopted = found.flatMap(({ count }) => entryOf(count) ?? []).reverse();
  const open = new Map(pending.map((each) => [each.count.nonce, each]));
  const undos = new Map(
    pending.flatMap(({ count }) => ('undoOf' in count.target ? [[count.target.undoOf, count]] : [])),
  );
  return [...adopted, ...counts].flatMap((entry) => {
    const waits = open.get(entry.nonce);
    if (isOpen(entry) && !waits) return [];
    const undone = undos.get(entry.nonce);
    const isDropped = entry.undo === 'working' && !undone;
    return {
      ...entry,
      ...(waits && isOpen(entry) ? { state: waits.waiting ? ('waiting' as const) : ('sending' as const) } : {}),
      ...(undone && entry.undo !== 'working' ? { undo: 'working' as const, undoNonce: undone.nonce } : {}),
      ...(isDropped ? { undo: 'possible' as const, undoNonce: null } : {}),
    };
  });
}

/** A count as the counter shows it; null for one of a party, and for what takes back another. */
export function entryOf(count: IntendedCount): CounterEntry | null {
  const { nonce, target, flow, increment, label, gateId = null, occurredAt } = count;
  if (!isByHand(count) || !('category' in target || 'qrCode' in target)) return null;
  const intent = { target, flow, delta: increment, label };
  return {
    ...{ nonce, intent, gateId, occurredAt, state: 'sending' },
    ...{ undo: 'possible', undoNonce: null, reservationId: null },
  };
}

/** Whether a count concerns people without a reservation, or people who leave. */
function isByHand(count: IntendedCount): boolean {
  return !isOfParty(count) || 'undoOf' in count.target;
}

/** Whether the server has still to decide. */
export function isOpen({ state }: CounterEntry): boolean {
  return state === 'sending' || state === 'waiting';
}

/** The newest count without a pass that was refused because the venue is full, while nobody has read that. */
export function blockedOf(counts: readonly CounterEntry[]): CounterEntry | null {
  const isBlocked = ({ isNews, refusal }: CounterEntry) => isNews === true && refusal?.code === 'VENUE_FULL';
  return counts.find(isBlocked) ?? null;
}

/**
 * How many more people are inside by the undecided counts of this phone. While the figures of the server are live, they
 * have nearly all of what was sent: then only people count of whom it has given no answer for longer than answers take.
 */
export function unsentOf(pending: readonly PendingCount[], counts: readonly CounterEntry[], live: boolean): number {
  // What is being written to the disk is not shown yet.
  const kept = new Set(counts.flatMap(({ nonce, undoNonce }) => [nonce, undoNonce]));
  return pending
    .filter(({ count, origin, waiting }) => {
      if (!isByHand(count)) return !live;
      return (origin !== 'here' || kept.has(count.nonce)) && (waiting || !live);
    })
    .reduce((sum, { count }) => sum + signedOf(count.flow, count.increment), 0);
}

/** People on the side on which they change the figure. */
export function signedOf(flow: 'IN' | 'OUT', people: number): number {
  return flow === 'IN' ? people : -people;
}

/** What the server's word means for an entry. */
export function wordOf(nonce: string, verdict: Verdict): CountAction {
  if (verdict.kind === 'refused') return { type: 'refused', nonce, refusal: refusalOf(verdict.error) };
  if (verdict.kind === 'kept' && verdict.result.state === 'HELD') return { type: 'held', nonce };
  const reservationId = verdict.kind === 'entered' ? verdict.answer.reservationId : null;
  return { type: 'counted', nonce, reservationId };
}

/** What the server's word on its undo means for an entry. An undo that came before its entry is made as soon as that comes. */
export function undoneBy(verdict: Verdict): UndoState {
  if (verdict.kind === 'refused') return verdict.error.code === 'FORBIDDEN' ? 'forbidden' : 'failed';
  const isHeld = verdict.kind === 'kept' && verdict.result.state === 'HELD';
  return isHeld && verdict.result.reason !== 'WAITS_FOR_ENTRY' ? 'failed' : 'done';
}

export function refusalOf(error: ApiError): CountRefusal {
  const { code, problem } = error;
  const figure = (value: unknown) => (typeof value === 'number' ? value : null);
  return { code, error, inside: figure(problem.inside), capacity: figure(problem.capacity) };
}
