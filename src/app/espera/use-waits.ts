import { useQuery } from '@tanstack/react-query';
import { waitlistApi } from '@/modules/waitlist/client/waitlist-api';
import type { WaitlistEntry } from '@/modules/waitlist/wire';

/** In minutes; null where nobody can know. */
export type Wait = { readonly least: number; readonly most: number } | null;

const RENEW_MS = 60_000;

/** How long each party will probably wait, asked anew every minute and whenever who waits changes; a party that is not in it is not known yet. */
export function useWaits(businessId: string, tonight: readonly WaitlistEntry[]): ReadonlyMap<string, Wait> {
  const key = tonight.map(({ id, version }) => `${id}:${version}`).join();
  const { data } = useQuery({
    queryKey: ['waits', businessId, key],
    queryFn: ({ signal }) => waitlistApi.waits(businessId, signal),
    enabled: tonight.length > 0,
    refetchInterval: RENEW_MS,
  });
  return new Map(data?.waits.map(({ id, wait }) => [id, wait]));
}
