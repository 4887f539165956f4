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
  readonly label?: string;
  /** Why the people are let in although the venue is full. */
  readonly override?: string;
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
  /** `waiting`: it is sent again until there is an answer. */
  readonly state: 'sending' | 'waiting' | 'counted' | 'refused';
  readonly refusal?: CountRefusal;
  /** Nobody has read the refusal yet. */
  readonly isNews?: boolean;
  readonly undo: UndoState;
  /** The party of an exit by pass. */
  readonly reservationId: string | null;
  /** How many were inside after it. */
  readonly inside: number | null;
}

type CountAction =
  | { readonly type: 'add'; readonly entry: CounterEntry }
  | { readonly type: 'wait' | 'acknowledge'; readonly nonce: string }
  | { readonly type: 'counted'; readonly nonce: string; readonly inside: number; readonly reservationId: string | null }
  | { readonly type: 'refused'; readonly nonce: string; readonly refusal: CountRefusal }
  | { readonly type: 'undo'; readonly nonce: string; readonly undo: UndoState };

const KEPT = 40;

/** Settled counts beyond the last forty are forgotten; one that is not decided never is. */
export function reduceCounts(counts: readonly CounterEntry[], action: CountAction): readonly CounterEntry[] {
  if (action.type === 'add') {
    const next = [action.entry, ...counts];
    return next.filter((entry, index) => index < KEPT || isOpen(entry));
  }
  return counts.map((entry) => (entry.nonce === action.nonce ? change(entry, action) : entry));
}

function change(entry: CounterEntry, action: Exclude<CountAction, { type: 'add' }>): CounterEntry {
  switch (action.type) {
    case 'wait':
      return isOpen(entry) ? { ...entry, state: 'waiting' } : entry;
    case 'counted':
      return { ...entry, state: 'counted', inside: action.inside, reservationId: action.reservationId };
    case 'refused':
      return { ...entry, state: 'refused', refusal: action.refusal, isNews: true };
    case 'acknowledge':
      return { ...entry, isNews: false };
    case 'undo':
      return { ...entry, undo: action.undo };
  }
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

/** People whom this device has counted and no server has decided, on the side that they change. */
export function unsentOf(counts: readonly CounterEntry[]): number {
  return counts.filter(isOpen).reduce((sum, { intent }) => sum + (intent.flow === 'IN' ? 1 : -1) * intent.delta, 0);
}

export function refusalOf(error: ApiError): CountRefusal {
  const { code, problem } = error;
  const figure = (value: unknown) => (typeof value === 'number' ? value : null);
  return { code, error, inside: figure(problem.inside), capacity: figure(problem.capacity) };
}
