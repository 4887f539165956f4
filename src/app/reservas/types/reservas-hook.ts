import type { UseMutationResult } from '@tanstack/react-query';
import type { ScanAnswer } from '@/modules/attendance/answers';
import type { UndoAttendance } from '@/modules/attendance/client/attendance-api';
import type { IntendedCount } from '@/modules/attendance/client/count';
import type { Asking } from '@/modules/attendance/client/send-count';
import type { DayStats } from '@/modules/reports/stats';
import type { ReservationAnswer } from '@/modules/reservations/answers';
import type {
  Correction,
  CreateReservation,
  Move,
  UpdateReservation,
} from '@/modules/reservations/client/reservas-api';
import type { Reservation } from '@/realtime/protocol/reservation';
import type { ConnectionStatus, Freshness, FreshnessStore } from './realtime';

export interface UseReservasOptimizedOptions {
  businessId: string | undefined;
  enabled?: boolean | undefined;
  includeStats?: boolean | undefined;
  /** YYYY-MM-DD; undefined is the venue's current business day. */
  day?: string | undefined;
  /** Default true. */
  showToasts?: boolean | undefined;
}

export interface CreateVariables {
  readonly input: CreateReservation;
  /** One per intended reservation, the same for each retry: `crypto.randomUUID()` when the form opens. */
  readonly idempotencyKey: string;
}

/** `version`: of the row that was edited; refused with VERSION_CONFLICT when it is no longer current. */
export interface WriteVariables extends Correction {
  readonly id: string;
}

export interface UpdateVariables extends WriteVariables {
  readonly changes: Omit<UpdateReservation, 'id'>;
}

export interface ChangeStatusVariables extends WriteVariables {
  readonly move: Move;
}

/** A count of this venue; `asking.onLate` hears an answer that comes after the deadline, which is in the list by then. */
export interface CountVariables {
  readonly count: IntendedCount;
  readonly asking: Asking;
}

/** Mutations fail with ApiError. Their answer, or the current row of a conflict, is in the list before they settle. */
export interface UseReservasOptimizedResult {
  /** Sorted by time, then code. Unchanged rows keep their identity. */
  reservas: readonly Reservation[];
  /** Null while loading or when not asked for. */
  stats: DayStats | null;
  /** The day shown; undefined until known. */
  day: string | undefined;
  /** `{epoch}:{seq}` that the list stands at. */
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
  countAttendance: UseMutationResult<ScanAnswer, Error, CountVariables>;
  undoAttendance: UseMutationResult<ScanAnswer, Error, UndoAttendance>;
  refetchReservas: () => Promise<void>;
  /** The list is live: it is the server's, and the stream brings each change to it. */
  isRealtimeEnabled: boolean;
  /** The stream is connected, whatever the list is. */
  isSSEConnected: boolean;
  /** The stream is switched on at all: hide its indicator when false. */
  isRealtimeAvailable: boolean;
  /** `connected` only while the list is live. */
  status: ConnectionStatus;
  reconnectAttempts: number;
  reconnect: () => void;
  /** As of this render; a heartbeat alone brings none. */
  freshness: Freshness;
  /** The same as it moves. */
  freshnessStore: FreshnessStore;
}
