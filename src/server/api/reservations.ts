import { LISTING } from '@/modules/access/profiles';
import { jsonResponse } from '@/modules/access/route';
import { NightSummary } from '@/modules/attendance/answers';
import { readHistory } from '@/modules/attendance/read-history';
import { readSummary } from '@/modules/attendance/read-summary';
import {
  DayHours,
  DayStatsAnswer,
  FoundReservations,
  KnownGuests,
  OneReservation,
  PlanDays,
  ReservationAnswer,
  ReservationHistory,
  ReservationListAnswer,
  TablesAnswer,
} from '@/modules/reservations/answers';
import { changeStatus } from '@/modules/reservations/change-status';
import { createReservation } from '@/modules/reservations/create-reservation';
import { deleteReservation } from '@/modules/reservations/delete-reservation';
import { findKnownGuests } from '@/modules/reservations/find-known-guests';
import { findReservations } from '@/modules/reservations/find-reservations';
import { readDays } from '@/modules/reservations/read-days';
import { readExport } from '@/modules/reservations/read-export';
import { readHours } from '@/modules/reservations/read-hours';
import { getReservation, listReservations, readDayStats } from '@/modules/reservations/reads';
import { recordSitting } from '@/modules/reservations/record-sitting';
import { restoreReservation } from '@/modules/reservations/restore-reservation';
import {
  ChangeStatusInput,
  CreateReservationInput,
  DayHoursInput,
  DayStatsInput,
  ExportInput,
  FindReservationsInput,
  KnownGuestsInput,
  ListReservationsInput,
  PlanDaysInput,
  RecordSittingInput,
  RemovalInput,
  ReservationId,
  SetTablesInput,
  UndoStatusInput,
  UpdateReservationInput,
} from '@/modules/reservations/schema';
import { setTables } from '@/modules/reservations/set-seating';
import { undoStatus } from '@/modules/reservations/undo-status';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { downloadResponse } from '@/platform/http/streamed-answer';
import { endpoint } from './endpoint';
import { operation } from './operation';

export const reservations = endpoint('/api/reservas', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read',
    devices: LISTING,
    input: ListReservationsInput,
    output: ReservationListAnswer,
    run: listReservations,
    cost: 5,
  }),
  POST: operation({
    actor: 'member',
    permission: 'reservations.write',
    input: CreateReservationInput,
    output: ReservationAnswer,
    status: 201,
    run: createReservation,
    respond: ({ replayed, ...answer }) => jsonResponse(answer, 201, replayed ? { 'idempotency-replayed': 'true' } : {}),
  }),
});

/** A day as a file. */
export const dayExport = endpoint('/api/reservas/exportar', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read',
    input: ExportInput,
    output: null,
    run: readExport,
    respond: downloadResponse,
    cost: 20,
  }),
});

export const reservation = endpoint('/api/reservas/[id]', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read',
    input: ReservationId,
    output: OneReservation,
    run: getReservation,
  }),
  PUT: operation({
    actor: 'member',
    permission: 'reservations.write',
    input: UpdateReservationInput,
    output: ReservationAnswer,
    run: updateReservation,
  }),
  DELETE: operation({
    actor: 'member',
    permission: 'reservations.write',
    input: RemovalInput,
    output: ReservationAnswer,
    run: deleteReservation,
  }),
});

/** The tables of a party. */
export const seating = endpoint('/api/reservas/[id]/mesa', {
  POST: operation({
    actor: 'member',
    permission: 'reservations.write',
    input: SetTablesInput,
    output: TablesAnswer,
    run: setTables,
  }),
});

/** A party that sits down, and that leaves. */
export const sitting = endpoint('/api/reservas/[id]/sala', {
  POST: operation({
    actor: 'member',
    permission: 'reservations.write',
    input: RecordSittingInput,
    output: ReservationAnswer,
    run: recordSitting,
  }),
});

export const restoration = endpoint('/api/reservas/[id]/restaurar', {
  POST: operation({
    actor: 'member',
    permission: 'reservations.write',
    input: RemovalInput,
    output: ReservationAnswer,
    run: restoreReservation,
  }),
});

export const status = endpoint('/api/reservas/[id]/estado', {
  POST: operation({
    actor: 'member',
    permission: 'reservations.write',
    input: ChangeStatusInput,
    output: ReservationAnswer,
    run: changeStatus,
  }),
});

export const statusUndo = endpoint('/api/reservas/[id]/estado/anular', {
  POST: operation({
    actor: 'member',
    permission: 'reservations.write',
    input: UndoStatusInput,
    output: ReservationAnswer,
    run: undoStatus,
  }),
});

/** How full some days are. */
export const planDays = endpoint('/api/plan', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read-any-day',
    input: PlanDaysInput,
    output: PlanDays,
    run: readDays,
    cost: 5,
  }),
});

export const history = endpoint('/api/reservas/[id]/historial', {
  GET: operation({
    actor: 'member',
    permission: 'history.read',
    input: ReservationId,
    output: ReservationHistory,
    run: readHistory,
  }),
});

export const stats = endpoint('/api/reservas/stats', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read',
    input: DayStatsInput,
    output: DayStatsAnswer,
    run: readDayStats,
  }),
});

/** What became of a night, at its end. */
export const summary = endpoint('/api/reservas/resumen', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read-any-day',
    input: DayStatsInput,
    output: NightSummary,
    run: readSummary,
    cost: 5,
  }),
});

export const search = endpoint('/api/reservas/buscar', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read-any-day',
    input: FindReservationsInput,
    output: FoundReservations,
    run: findReservations,
    cost: 5,
  }),
});

export const hours = endpoint('/api/reservas/horas', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read',
    input: DayHoursInput,
    output: DayHours,
    run: readHours,
  }),
});

export const knownGuests = endpoint('/api/reservas/conocidos', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read-personal',
    input: KnownGuestsInput,
    output: KnownGuests,
    run: findKnownGuests,
    cost: 5,
  }),
});
