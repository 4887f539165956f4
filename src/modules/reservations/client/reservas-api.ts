import type { z } from 'zod';
import { PassAnswer } from '@/modules/passes/answers';
import { type RequestOptions, requestJson } from '@/platform/browser/http';
import type { ReservationStatus } from '@/realtime/protocol/reservation';
import { ReservationAnswer, ReservationHistory, ReservationList } from '../answers';
import type { CreateReservationInput, UpdateReservationInput } from '../schema';

export type CreateReservation = z.input<typeof CreateReservationInput>;
export type UpdateReservation = z.input<typeof UpdateReservationInput>;
/** A move of the status machine, or a check-in by hand taken back. */
export type Move = { readonly status: ReservationStatus } | { readonly undo: true };
/** The version that was seen, and why a night that is over is corrected: asked for by NIGHT_CLOSED. */
export interface Correction {
  readonly version?: number | undefined;
  readonly reason?: string | undefined;
}
/** How long a caller waits, for whom it asks, and what becomes of an answer that comes later. */
export type Waiting<T> = Pick<RequestOptions<T>, 'account' | 'deadline' | 'onLate' | 'signal'>;

/** The address of a reservation, or of a part of it. */
export const reservaPath = (id: string, rest = '') => `/api/reservas/${encodeURIComponent(id)}${rest}`;
const ifMatch = (version: number | undefined) => (version === undefined ? {} : { 'if-match': `"${version}"` });

/** The calls about reservations and their passes. Each throws ApiError. */
export const reservasApi = {
  list: (businessId: string, day: string | undefined, waiting: Waiting<ReservationList> = {}) =>
    requestJson('/api/reservas', { answer: ReservationList, query: { businessId, day }, ...waiting }),

  /** The running day's rows that match, by whole names also for who is shown short ones. */
  search: (businessId: string, q: string, waiting: Waiting<ReservationList> = {}) =>
    requestJson('/api/reservas', { answer: ReservationList, query: { businessId, q }, ...waiting }),

  /** `idempotencyKey`: one per intended reservation, the same for each retry. */
  create: (businessId: string, input: CreateReservation, idempotencyKey: string) =>
    requestJson('/api/reservas', {
      answer: ReservationAnswer,
      method: 'POST',
      query: { businessId },
      body: input,
      headers: { 'idempotency-key': idempotencyKey },
    }),

  /** With `version`, refused with VERSION_CONFLICT and the current row when someone changed it since. */
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

  /** Brings back what was removed. */
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

  getPass: (businessId: string, id: string, signal?: AbortSignal) =>
    requestJson(reservaPath(id, '/qr'), { answer: PassAnswer, query: { businessId }, signal }),

  rotatePass: (businessId: string, id: string) =>
    requestJson(reservaPath(id, '/qr/rotar'), { answer: PassAnswer, method: 'POST', query: { businessId } }),

  history: (businessId: string, id: string, signal?: AbortSignal) =>
    requestJson(reservaPath(id, '/historial'), { answer: ReservationHistory, query: { businessId }, signal }),
};
