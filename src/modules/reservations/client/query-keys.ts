import { listKey } from '@/platform/browser/live/collection';
import { DAYS } from './day-collection';

/**
 * Every query key of a reservation's data starts with `[noun, businessId]`, so that patches and resyncs match the
 * queries that they are for.
 */
export const reservasQueryKeys = {
  all: (businessId: string) => [DAYS.name, businessId] as const,
  lists: (businessId: string) => listKey(DAYS, businessId),
  list: (businessId: string, day: string | undefined) => listKey(DAYS, businessId, { day }),
  /** The ids that the server finds for `typed`, among `parties` rows; it is not a list, so events do not patch it. */
  search: (businessId: string, typed: string, parties: number) =>
    [...reservasQueryKeys.all(businessId), 'search', typed, parties] as const,
  /** What became of a night, which follows from how many have arrived; it is not a list, so events do not patch it. */
  summary: (businessId: string, day: string, arrived: number) =>
    [...reservasQueryKeys.all(businessId), 'summary', day, arrived] as const,
  /** What the server finds for `typed` on every day but `day`. */
  otherDays: (businessId: string, typed: string, day: string) =>
    [...reservasQueryKeys.all(businessId), 'other-days', typed, day] as const,
  slots: (businessId: string, day: string, party: number) =>
    [...reservasQueryKeys.all(businessId), 'slots', day, party] as const,
  planDays: (businessId: string, from: string, days: number) =>
    [...reservasQueryKeys.all(businessId), 'plan', from, days] as const,
  hours: (businessId: string, day: string) => [...reservasQueryKeys.all(businessId), 'hours', day] as const,
  knownGuests: (businessId: string, typed: string) =>
    [...reservasQueryKeys.all(businessId), 'known-guests', typed] as const,
  history: (businessId: string, reservationId: string) =>
    [...reservasQueryKeys.all(businessId), 'history', reservationId] as const,
  /** The name that pass events use: a replaced pass is read again where it is shown. */
  pass: (businessId: string, reservationId: string) => ['pass', businessId, reservationId] as const,
};
