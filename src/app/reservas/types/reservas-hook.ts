import type { UseMutationResult } from '@tanstack/react-query';
import type { ScanAnswer } from '@/modules/attendance/answers';
import type { UndoAttendance } from '@/modules/attendance/client/attendance-api';
import type { IntendedCount } from '@/modules/attendance/client/count';
import type { Asking } from '@/modules/attendance/client/send-count';
import type { WalkInInput } from '@/modules/attendance/schema';
import type { DayStats, ReservationAnswer, TablesAnswer } from '@/modules/reservations/answers';
import type {
  Correction,
  CreateReservation,
  Move,
  SetTables,
  UpdateReservation,
} from '@/modules/reservations/client/reservas-api';
import type { Reservation } from '@/modules/reservations/wire';
import type { UseRealtimeSyncResult } from '../hooks/useRealtimeSync';
import type { ConnectionStatus, Freshness, FreshnessStore } from './realtime';

export interface UseReservasOptimizedOptions {
  businessId: string | undefined;
  enabled?: boolean | undefined;
  includeStats?: boolean | undefined;
  /** YYYY-MM-DD; undefined means the venue's current business day. */
  day?: string | undefined;
  /** Default true. */
  showToasts?: boolean | undefined;
}

export interface CreateVariables {
  readonly input: CreateReservation;
  /** One per intended reservation, the same for each retry: `crypto.randomUUID()` when the form opens. */
  readonly idempotencyKey: string;
}

/**
 * `version`: the version of the row that was edited; the write is refused with VERSION_CONFLICT when it is no longer
 * current.
 */
export interface WriteVariables extends Correction {
  readonly id: string;
}

export interface UpdateVariables extends WriteVariables {
  readonly changes: Omit<UpdateReservation, 'id'>;
}

export interface ChangeStatusVariables extends WriteVariables {
  readonly move: Move;
}

/**
 * A count of a party of this venue; `asking.onLate` receives an answer that arrives after the deadline, when the list already
 * contains it.
 */
export interface CountVariables {
  readonly count: IntendedCount;
  readonly asking: Asking<ScanAnswer>;
}

/** Mutations fail with ApiError. Their answer, or the current row of a conflict, is in the list before they settle. */
export interface UseReservasOptimizedResult {
  /** Sorted by time, then code. Unchanged rows keep their identity. */
  reservas: readonly Reservation[];
  /** Null while loading or when it was not requested. */
  stats: DayStats | null;
  /** The displayed day; undefined until it is known. */
  day: string | undefined;
  /** The position of the list, `{epoch}:{seq}`. */
  cursor: string | undefined;
  isLoading: boolean;
  isFetching: boolean;
  error: Error | null;
  /** Milliseconds; 0 before the first answer. */
  dataUpdatedAt: number;
  createReserva: UseMutationResult<ReservationAnswer, Error, CreateVariables>;
  updateReserva: UseMutationResult<ReservationAnswer, Error, UpdateVariables>;
  deleteReserva: UseMutationResult<ReservationAnswer, Error, WriteVariables>;
  restoreReserva: UseMutationResult<ReservationAnswer, Error, WriteVariables>;
  changeStatus: UseMutationResult<ReservationAnswer, Error, ChangeStatusVariables>;
  undoStatus: UseMutationResult<ReservationAnswer, Error, WriteVariables>;
  setTables: UseMutationResult<TablesAnswer, Error, SetTables & Correction>;
  countAttendance: UseMutationResult<ScanAnswer, Error, CountVariables>;
  undoAttendance: UseMutationResult<ScanAnswer, Error, UndoAttendance>;
  admitWalkIn: UseMutationResult<ScanAnswer, Error, WalkInInput>;
  refetchReservas: () => Promise<void>;
  /** Whether the list is live: it equals the server's, and the stream delivers each change to it. */
  isRealtimeEnabled: boolean;
  /** Whether the stream is connected, whatever the state of the list. */
  isSSEConnected: boolean;
  /** Whether the stream is enabled at all: hide its indicator when false. */
  isRealtimeAvailable: boolean;
  /** `connected` only while the list is live. */
  status: ConnectionStatus;
  reconnectAttempts: number;
  reconnect: () => void;
  /** The stream of the screen, for its other collections. */
  stream: UseRealtimeSyncResult;
  /** The value at this render; a heartbeat alone causes no render. */
  freshness: Freshness;
  /** The current value at any time. */
  freshnessStore: FreshnessStore;
}
