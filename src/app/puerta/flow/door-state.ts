import type { CountTarget } from '@/modules/attendance/client/count';
import type { PendingCount } from '@/modules/attendance/client/count-queue';
import type { Reservation } from '@/modules/reservations/wire';
import type { DoorResult, ResultTone } from './door-outcome';
import { warningOf } from './party';

export type UndoState = 'possible' | 'working' | 'done' | 'failed' | 'forbidden' | 'none';

/** One scan of this device that was decided. */
export interface ScanEntry {
  readonly id: string;
  readonly businessId: string;
  readonly result: DoorResult;
  readonly undo: UndoState;
}

interface Asked {
  /** Null while nobody knows whose the pass is. */
  readonly party: Reservation | null;
  readonly target: CountTarget;
  /** The phone alone has read the pass, and the server does not answer. */
  readonly byPhone?: boolean;
  /** The phone has read the pass, and the server is still reading it. */
  readonly isReading?: boolean;
  /** Of a complete party: how many are outside and come back. */
  readonly outside?: number;
}

/** A party that leaves by its pass. */
interface Leaving {
  readonly qrCode: string;
  /** Null while nobody knows whose the pass is. */
  readonly party: Reservation | null;
  /** How many of it are inside, as far as that is known. */
  readonly inside: number | null;
}

/** The content of the screen. The camera runs behind all of them. */
export type Stage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reading'; readonly qrCode: string; readonly waiting: boolean; readonly isExit: boolean }
  | (Asked & { readonly kind: 'asking' })
  /** A party that must not be counted like any other (`warningOf`): the screen says so before it asks. */
  | (Asked & { readonly kind: 'warned'; readonly party: Reservation })
  | { readonly kind: 'counting'; readonly nonce: string }
  | (Leaving & { readonly kind: 'leaving' })
  /** People of a pass were counted out; the count says what became of it. */
  | { readonly kind: 'left'; readonly nonce: string }
  | { readonly kind: 'result'; readonly id: string }
  /** What became of several counts that waited for a network. */
  | { readonly kind: 'summary'; readonly ids: readonly string[] };

export interface DoorState {
  readonly stage: Stage;
  readonly pending: readonly PendingCount[];
  /** Newest first. */
  readonly entries: readonly ScanEntry[];
  /**
   * Ids of answers that arrived while another guest was being attended, oldest first. When the screen is free, one is
   * shown by itself and several as a summary.
   */
  readonly late: readonly string[];
}

export type DoorAction =
  | { readonly type: 'read'; readonly qrCode: string; readonly isExit?: boolean }
  | { readonly type: 'read-waits'; readonly qrCode: string }
  | (Asked & { readonly type: 'ask' })
  | (Leaving & { readonly type: 'leave' })
  | { readonly type: 'left'; readonly nonce: string }
  /** Counts a party in spite of its warning. */
  | { readonly type: 'insist' }
  | { readonly type: 'count'; readonly nonce: string }
  | { readonly type: 'pending'; readonly pending: readonly PendingCount[] }
  | {
      readonly type: 'answer';
      /** The nonce of a count. The answer to a pass that was only read has a new id. */
      readonly id: string;
      readonly to: 'read' | 'count';
      readonly businessId: string;
      readonly result: DoorResult;
      /** The answer is listed, but does not fill the screen. */
      readonly quiet: boolean;
    }
  /** The server has a count of this phone in custody. */
  | {
      readonly type: 'kept';
      readonly id: string;
      readonly businessId: string;
      /** What is shown where the phone has shown nothing of the count. */
      readonly result: DoorResult;
      readonly quiet: boolean;
    }
  | { readonly type: 'undo'; readonly id: string; readonly undo: UndoState; readonly left?: CountsLeft }
  | { readonly type: 'dismiss' };

/** What is counted after an undo. */
export type CountsLeft = Pick<DoorResult, 'scanCount' | 'excess'>;

const KEPT = 40;
export const INITIAL_DOOR: DoorState = { stage: { kind: 'ready' }, pending: [], entries: [], late: [] };

/** Whether the screen says that a count waits: it was sent in vain, or the phone cannot tell what the server will say. */
export function isUnanswered({ count, tries }: PendingCount): boolean {
  return tries > 0 || count.basis === 'SIGNATURE';
}

/** Whether an answer or a wait fills the screen: the elements under it must not receive the focus. */
export function isCovered({ stage, pending }: DoorState): boolean {
  if (stage.kind === 'reading') return stage.waiting;
  if (stage.kind === 'counting') return pending.some((each) => each.count.nonce === stage.nonce && isUnanswered(each));
  return ['result', 'warned', 'summary', 'left'].includes(stage.kind);
}

/** The tone of what fills the screen, for sound and vibration; null when nothing does. */
export function toneOf({ stage, entries }: DoorState): ResultTone | null {
  switch (stage.kind) {
    case 'result':
      return entries.find(({ id }) => id === stage.id)?.result.tone ?? null;
    case 'summary':
      return worstOf(entries.filter(({ id }) => stage.ids.includes(id)));
    case 'warned':
      return warningOf(stage.party) === 'ALL_IN' ? 'warning' : 'error';
    default:
      return null;
  }
}

export function worstOf(entries: readonly ScanEntry[]): ResultTone {
  const tones = entries.map(({ result }) => result.tone);
  return (['error', 'warning'] as const).find((tone) => tones.includes(tone)) ?? 'ok';
}

export function reduceDoor(state: DoorState, action: DoorAction): DoorState {
  switch (action.type) {
    case 'read': {
      const { stage, late } = state;
      // Nobody has closed the summary: it is shown again after this guest.
      const unread = stage.kind === 'summary' ? [...stage.ids, ...late] : late;
      const { qrCode, isExit = false } = action;
      return { ...state, late: unread, stage: { kind: 'reading', qrCode, waiting: false, isExit } };
    }
    case 'read-waits': {
      const { stage } = state;
      if (stage.kind !== 'reading' || stage.qrCode !== action.qrCode) return state;
      return { ...state, stage: { ...stage, waiting: true } };
    }
    case 'ask': {
      const { type: _, ...asked } = action;
      const { party } = asked;
      if (party && warningOf(party, asked.outside)) return { ...state, stage: { ...asked, kind: 'warned', party } };
      return { ...state, stage: { ...asked, kind: 'asking' } };
    }
    case 'leave': {
      const { qrCode, party, inside } = action;
      return { ...state, stage: { kind: 'leaving', qrCode, party, inside } };
    }
    case 'left':
      return { ...state, stage: { kind: 'left', nonce: action.nonce } };
    case 'insist': {
      const { stage } = state;
      return stage.kind === 'warned' ? { ...state, stage: { ...stage, kind: 'asking' } } : state;
    }
    case 'count':
      return { ...state, stage: { kind: 'counting', nonce: action.nonce } };
    case 'pending': {
      if (action.pending === state.pending) return state;
      const next = { ...state, pending: action.pending };
      const { stage } = state;
      // The count was settled by another tab, or discarded, so there is no answer to wait for.
      const isGone = stage.kind === 'counting' && !next.pending.some(({ count }) => count.nonce === stage.nonce);
      return isGone ? reduceDoor(next, { type: 'dismiss' }) : next;
    }
    case 'answer':
      return answer(state, action);
    case 'kept': {
      const { id, businessId, quiet } = action;
      const said = state.entries.find((entry) => entry.id === id)?.result;
      const result = said ? confirm(said, action.result) : action.result;
      return answer(state, { type: 'answer', to: 'count', id, businessId, result, quiet });
    }
    case 'undo':
      return {
        ...state,
        entries: state.entries.map((entry) => (entry.id === action.id ? undoEntry(entry, action) : entry)),
      };
    case 'dismiss':
      return { ...state, late: [], stage: stageOf(state.late) };
  }
}

/** What a free screen shows of the answers that came late. */
function stageOf(late: readonly string[]): Stage {
  const [first, ...others] = late;
  if (first === undefined) return { kind: 'ready' };
  return others.length === 0 ? { kind: 'result', id: first } : { kind: 'summary', ids: late };
}

/** What the phone has said of a count, now that the server has it. */
function confirm(said: DoorResult, { tone, held, scanCount }: DoorResult): DoorResult {
  const shown = { ...said, held, byPhone: false, scanCount: scanCount || said.scanCount };
  return held ? { ...shown, tone } : shown;
}

type Answer = Extract<DoorAction, { type: 'answer' }>;

function answer(state: DoorState, { id, to, businessId, result, quiet }: Answer): DoorState {
  const entry: ScanEntry = { id, businessId, result, undo: result.nonce && !result.byPhone ? 'possible' : 'none' };
  const said = state.entries.find((known) => known.id === id);
  const others = state.entries.filter((known) => known !== said);
  const next = { ...state, entries: [entry, ...others].slice(0, KEPT) };
  const { stage, pending, late } = state;
  const isRead = stage.kind === 'reading' || (stage.kind === 'asking' && stage.isReading === true);
  const isAwaited = to === 'read' ? isRead : stage.kind === 'counting' && stage.nonce === id;
  // The server confirms what the phone has said.
  const isKnown = said !== undefined && isSame(said.result, result);
  if ((quiet && !isAwaited) || isKnown) return next;
  if (isAwaited || (stage.kind === 'result' && stage.id === id)) return { ...next, stage: { kind: 'result', id } };
  if (stage.kind === 'summary') return { ...next, stage: { kind: 'summary', ids: [...stage.ids, id] } };
  if (stage.kind !== 'ready') return { ...next, late: [...late, id] };
  // More answers follow at once: all of them are one summary.
  const isOneOfMany = pending.some(({ count, own }) => own && count.nonce !== id);
  return { ...next, stage: isOneOfMany ? { kind: 'summary', ids: [id] } : { kind: 'result', id } };
}

function isSame(one: DoorResult, other: DoorResult): boolean {
  return one.tone === other.tone && one.reason === other.reason && one.held === other.held;
}

function undoEntry(entry: ScanEntry, { undo, left }: { undo: UndoState; left?: CountsLeft }): ScanEntry {
  if (!left) return { ...entry, undo };
  const { scanCount, excess } = left;
  return { ...entry, undo, result: { ...entry.result, scanCount, excess } };
}
