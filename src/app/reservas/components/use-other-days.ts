import { useQuery } from '@tanstack/react-query';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { reservasApi } from '@/modules/reservations/client/reservas-api';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { useOnline } from '@/ui/use-online';
import { useSettled } from '@/ui/use-settled';

/** The server is asked after this many milliseconds without a key press. */
const PAUSE_MS = 250;
const NONE: readonly Reservation[] = [];

/** What was found for the typed text on the days that are not on screen, the nearest first. */
export interface OtherDays {
  readonly rows: readonly Reservation[];
  /** Some are left out. */
  readonly more: boolean;
  /** `idle`: nothing is typed. `offline` and `failed`: only the day on screen was searched. */
  readonly state: 'idle' | 'asking' | 'answered' | 'offline' | 'failed';
}

/** Searches the typed text on every day but `day`; further typing cancels the request. */
export function useOtherDays(businessId: string, typed: string, day: string): OtherDays {
  const online = useOnline();
  const wanted = typed.trim();
  const settled = useSettled(wanted, PAUSE_MS);
  const isSettled = settled === wanted && wanted !== '';
  const { data, isError } = useQuery({
    queryKey: reservasQueryKeys.otherDays(businessId, settled, day),
    queryFn: ({ signal }) => reservasApi.find(businessId, settled, day, signal),
    enabled: isSettled && online,
    networkMode: 'always',
    gcTime: 0,
  });
  const nothing = { rows: NONE, more: false };
  if (wanted === '') return { ...nothing, state: 'idle' };
  if (!online) return { ...nothing, state: 'offline' };
  if (!isSettled || (!data && !isError)) return { ...nothing, state: 'asking' };
  if (!data) return { ...nothing, state: 'failed' };
  return { rows: data.reservations.filter(({ status }) => status !== UNREADABLE), more: data.more, state: 'answered' };
}
