import { type RequestOptions, requestJson } from '@/platform/browser/http';
import type { ReservationList } from '../answers';
import { DayList } from '../wire';

/** The deadline of the caller, the account of the request, and the callback for a late answer. */
export type Waiting<T> = Pick<RequestOptions<T>, 'account' | 'deadline' | 'onLate' | 'signal'>;

/** The address of a reservation, or of a part of it. */
export const reservaPath = (id: string, rest = '') => `/api/reservas/${encodeURIComponent(id)}${rest}`;

/** The rows of a business day, of the current one without a day. Apart from all other calls, which a door does not load. Throws ApiError. */
export function readDay(
  businessId: string,
  day: string | undefined,
  waiting: Waiting<ReservationList> = {},
): Promise<ReservationList> {
  return requestJson('/api/reservas', { answer: DayList, query: { businessId, day }, ...waiting });
}
