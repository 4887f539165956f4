import type { z } from 'zod';
import { PassAnswer } from '@/modules/passes/answers';
import { DayList, type ReservationStatus } from '@/modules/reservations/wire';
import { requestJson } from '@/platform/browser/http';
import type { ReservationList } from '../answers';
import {
  DayHours,
  FoundReservations,
  KnownGuests,
  PlanDays,
  ReservationAnswer,
  ReservationHistory,
  TablesAnswer,
} from '../answers';
import type { CreateReservationInput, RecordSittingInput, SetTablesInput, UpdateReservationInput } from '../schema';
import { reservaPath, type Waiting } from './day-api';

export type CreateReservation = z.input<typeof CreateReservationInput>;
export type UpdateReservation = z.input<typeof UpdateReservationInput>;
/** A move of the status machine, or the undo of a manual check-in. */
export type Move = { readonly status: ReservationStatus } | { readonly undo: true };
/**
 * The version that the user saw, and the reason for a cancellation, or for correcting a night that is over, which
 * NIGHT_CLOSED asks for.
 */
export interface Correction {
  readonly version?: number | undefined;
  readonly reason?: string | undefined;
}
export type SetTables = z.input<typeof SetTablesInput>;
export type Sitting = z.input<typeof RecordSittingInput>;
const ifMatch = (version: number | undefined) => (version === undefined ? {} : { 'if-match': `"${version}"` });

/** The API calls for reservations and their passes. Each throws ApiError. */
export const reservasApi = {
  /** The matching rows of the current day. Whole names are searched, also for members who see short ones. */
  search: (businessId: string, q: string, waiting: Waiting<ReservationList> = {}) =>
    requestJson('/api/reservas', { answer: DayList, query: { businessId, q }, ...waiting }),

  /** The matching rows of every day but `except`, the nearest first. */
  find: (businessId: string, q: string, except: string, signal: AbortSignal) =>
    requestJson('/api/reservas/buscar', { answer: FoundReservations, query: { businessId, q, except }, signal }),

  /** How full the quarter hours of a business day are. */
  hours: (businessId: string, day: string, signal?: AbortSignal) =>
    requestJson('/api/reservas/horas', { answer: DayHours, query: { businessId, day }, signal }),

  /** Who has reserved before, by the start of a phone or of words of a name. */
  knownGuests: (businessId: string, q: string, signal?: AbortSignal) =>
    requestJson('/api/reservas/conocidos', { answer: KnownGuests, query: { businessId, q }, signal }),

  /** `idempotencyKey`: one per intended reservation, the same for each retry. */
  create: (businessId: string, input: CreateReservation, idempotencyKey: string) =>
    requestJson('/api/reservas', {
      answer: ReservationAnswer,
      method: 'POST',
      query: { businessId },
      body: input,
      headers: { 'idempotency-key': idempotencyKey },
    }),

  /** With `version`, refused with VERSION_CONFLICT and the current row when someone has changed it since. */
  update: (businessId: string, { id, ...changes }: UpdateReservation, { version, reason }: Correction = {}) =>
    requestJson(reservaPath(id), {
      answer: ReservationAnswer,
      method: 'PUT',
      query: { businessId },
      body: { ...changes, reason },
      headers: ifMatch(version),
    }),

  remove: (businessId: string, id: string, { version, reason }: Correction = {}) =>
    requestJson(reservaPath(id), {
      answer: ReservationAnswer,
      method: 'DELETE',
      query: { businessId },
      ...(reason === undefined ? {} : { body: { reason } }),
      headers: ifMatch(version),
    }),

  /** Restores a deleted reservation. */
  restore: (businessId: string, id: string, { reason }: Correction = {}) =>
    requestJson(reservaPath(id, '/restaurar'), {
      answer: ReservationAnswer,
      method: 'POST',
      query: { businessId },
      body: { reason },
    }),

  changeStatus: (businessId: string, id: string, move: Move, { version, reason }: Correction = {}) =>
    requestJson(reservaPath(id, '/estado'), {
      answer: ReservationAnswer,
      method: 'POST',
      query: { businessId },
      body: { ...move, reason },
      headers: ifMatch(version),
    }),

  /** Takes back the status change that made `version`. */
  undoStatus: (businessId: string, id: string, { version, reason }: Correction) =>
    requestJson(reservaPath(id, '/estado/anular'), {
      answer: ReservationAnswer,
      method: 'POST',
      query: { businessId },
      body: { reason },
      headers: ifMatch(version),
    }),

  /** The tables of a party, and its time; with `preview`, who would move for it. */
  setTables: (businessId: string, { id, ...wanted }: SetTables, { version }: Correction = {}) =>
    requestJson(reservaPath(id, '/mesa'), {
      answer: TablesAnswer,
      method: 'POST',
      query: { businessId },
      body: wanted,
      headers: ifMatch(version),
    }),

  /** The party sits down, leaves, or did not. */
  recordSitting: (businessId: string, { id, ...done }: Sitting, { version }: Correction = {}) =>
    requestJson(reservaPath(id, '/sala'), {
      answer: ReservationAnswer,
      method: 'POST',
      query: { businessId },
      body: done,
      headers: ifMatch(version),
    }),

  /** How full `days` business days are, from one on. */
  planDays: (businessId: string, from: string, days: number, signal?: AbortSignal) =>
    requestJson('/api/plan', { answer: PlanDays, query: { businessId, from, days: String(days) }, signal }),

  getPass: (businessId: string, id: string, signal?: AbortSignal) =>
    requestJson(reservaPath(id, '/qr'), { answer: PassAnswer, query: { businessId }, signal }),

  rotatePass: (businessId: string, id: string) =>
    requestJson(reservaPath(id, '/qr/rotar'), { answer: PassAnswer, method: 'POST', query: { businessId } }),

  history: (businessId: string, id: string, signal?: AbortSignal) =>
    requestJson(reservaPath(id, '/historial'), { answer: ReservationHistory, query: { businessId }, signal }),
};
