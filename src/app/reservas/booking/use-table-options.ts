'use client';
import { useQuery } from '@tanstack/react-query';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { readSlots } from '@/modules/services/client/read-slots';
import { useVenueScreen } from '../components/venue-context';

/** An answer is used again for this many milliseconds. */
const FRESH_MS = 10_000;
const HOUR = 3_600_000;

interface Asked {
  /** A business day; empty while none is chosen. */
  readonly day: string;
  /** An instant; null while none is chosen. */
  readonly at: string | null;
  readonly party: number;
}

/** The tables that a party can have at a time, the best first; null while they are not known. */
export function useTableOptions({ day, at, party }: Asked): readonly (readonly string[])[] | null {
  const { businessId } = useVenueScreen();
  const { data } = useQuery({
    queryKey: reservasQueryKeys.slots(businessId, day, party),
    queryFn: ({ signal }) => readSlots(businessId, { day, party }, signal),
    enabled: day !== '' && at !== null && party > 0,
    staleTime: FRESH_MS,
  });
  if (!data || at === null) return null;
  const instant = Date.parse(at);
  // Between two steps, what is free at the one before is offered: the server has the last word.
  const slots = data.slots.filter((slot) => Date.parse(slot.at) <= instant && instant - Date.parse(slot.at) < HOUR);
  return (slots.at(-1)?.options ?? []).map(({ tableIds }) => tableIds).filter((tableIds) => tableIds.length > 0);
}
