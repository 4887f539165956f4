'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { reservasApi } from '@/modules/reservations/client/reservas-api';

/** An answer is used again for this many milliseconds. */
const FRESH_MS = 10_000;

export interface Fullness {
  readonly reservations: number;
  readonly guests: number;
}

/**
 * How full each hour of a business day is, by its hour of the venue's wall clock, 00 to 23: hours without reservations
 * are not in it. Null while it is not known.
 */
export function useHours(businessId: string, day: string): ReadonlyMap<string, Fullness> | null {
  const { data } = useQuery({
    queryKey: reservasQueryKeys.hours(businessId, day),
    queryFn: ({ signal }) => reservasApi.hours(businessId, day, signal),
    enabled: day !== '',
    staleTime: FRESH_MS,
  });
  return useMemo(() => {
    if (!data) return null;
    const hours = new Map<string, Fullness>();
    for (const { at, reservations, guests } of data.hours) {
      const hour = at.slice(0, 2);
      const before = hours.get(hour) ?? { reservations: 0, guests: 0 };
      hours.set(hour, { reservations: before.reservations + reservations, guests: before.guests + guests });
    }
    return hours;
  }, [data]);
}
