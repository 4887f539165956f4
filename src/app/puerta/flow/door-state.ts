import type { CountTarget } from '@/modules/attendance/client/count';
import type { PendingCount } from '@/modules/attendance/client/count-queue';
import type { Reservation } from '@/realtime/protocol/reservation';
import type { DoorResult } from './door-outcome';

export type UndoState = 'possible' | 'working' | 'done' | 'failed' | 'forbidden' | 'none';

/** One scan of this device that the server decided. */
export interface ScanEntry {
  readonly id: string;
  readonly businessId: string;
  readonly result: DoorResult;
  readonly undo: UndoState;
}

/** What fills the screen. The camera runs behind every one of them. */
export type Stage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reading'; readonly qrCode: string; readonly waiting: boolean }
  /** `party` is null while no server has read the pass. */
  | { readonly kind: 'asking'; readonly party: Reservation | null; readonly target: CountTarget }
  | { readonly kind: 'counting'; readonly nonce: string }
  | { readonly kind: 'result'; readonly id: string };

export interface DoorState {
  readonly stage: Stage;
  readonly pending: readonly PendingCount[];
  /** Newest first. */
  readonly entries: readonly ScanEntry[];
  /** Ids of answers that came while another guest was being attended, oldest first; shown when the screen is free. */
  readonly late: readonly string[];
}

export type DoorAction =
  | { readonly type: 'read'; readonly qrCode: string }
  | { readonly type: 'read-waits'; readonly qrCode: string }
  | { readonly type: 'ask'; readonly party: Reservation | null; readonly target: CountTarget }
  | { readonly type: 'count'; readonly nonce: string }
  | { readonly type: 'pending'; readonly pending: readonly PendingCount[] }
  | {
      readonly type: 'answer';
      readonly id: string;
      readonly businessId: string;
      readonly result: DoorResult;
      /** Is listed, and does not fill the screen. */
      readonly quiet: boolean;
    }
  | { readonly type: 'undo'; readonly id: string; readonly undo: UndoState; readonly scanCount?: number }
  | { readonly type: 'dismiss' };

const KEPT = 40;
export const INITIAL_DOOR: DoorState = { stage: { kind: 'ready' }, pending: [], entries: [], late: [] };

/** An answer or a wait fills the screen: what lies under it must take no focus. */
export function isCovered({ stage, pending }: DoorState): boolean {
  if (stage.kind === 'reading') return stage.waiting;
  if (stage.kind === 'counting') return pending.some(({ count, tries }) => count.nonce === stage.nonce && tries > 0);
  return stage.kind === 'result';
}

export function reduceDoor(state: DoorState, action: DoorAction): DoorState {
  switch (action.type) {
    case 'read':
      return { ...state, stage: { kind: 'reading', qrCode: action.qrCode, waiting: false } };
    case 'read-waits': {
      const { stage } = state;
      if (stage.kind !== 'reading' || stage.qrCode !== action.qrCode) return state;
      return { ...state, stage: { ...stage, waiting: true } };
    }
    case 'ask':
      return { ...state, stage: { kind: 'asking', party: action.party, target: action.target } };
    case 'count':
      return { ...state, stage: { kind: 'counting', nonce: action.nonce } };
    case 'pending': {
      const next = { ...state, pending: action.pending };
      const { stage } = state;
      // Settled by another tab, or given up: nothing is left to wait for.
      const isGone = stage.kind === 'counting' && !next.pending.some(({ count }) => count.nonce === stage.nonce);
      return isGone ? reduceDoor(next, { type: 'dismiss' }) : next;
    }
    case 'answer':
      return answer(state, action);
    case 'undo':
      return {
        ...state,
        entries: state.entries.map((entry) => (entry.id === action.id ? undoEntry(entry, action) : entry)),
      };
    case 'dismiss': {
      const [next, ...late] = state.late;
      return next ? { ...state, late, stage: { kind: 'result', id: next } } : { ...state, stage: { kind: 'ready' } };
    }
  }
}

type Answer = Extract<DoorAction, { type: 'answer' }>;

function answer(state: DoorState, { id, businessId, result, quiet }: Answer): DoorState {
  const entry: ScanEntry = { id, businessId, result, undo: result.nonce ? 'possible' : 'none' };
  const entries = [entry, ...state.entries].slice(0, KEPT);
  if (quiet) return { ...state, entries };
  const { stage } = state;
  const busy =
    stage.kind === 'asking' ||
    stage.kind === 'result' ||
    (stage.kind === 'reading' && result.nonce !== null) ||
    (stage.kind === 'counting' && stage.nonce !== id);
  return busy ? { ...state, entries, late: [...state.late, id] } : { ...state, entries, stage: { kind: 'result', id } };
}

function undoEntry(entry: ScanEntry, { undo, scanCount }: { undo: UndoState; scanCount?: number }): ScanEntry {
  if (scanCount === undefined) return { ...entry, undo };
  return { ...entry, undo, result: { ...entry.result, scanCount } };
}
