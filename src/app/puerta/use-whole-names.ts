import { useQuery } from '@tanstack/react-query';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { reservasApi } from '@/modules/reservations/client/reservas-api';
import { useOnline } from '@/ui/use-online';
import { useSettled } from '@/ui/use-settled';

/** The server is asked after this many milliseconds without a key press. */
const PAUSE_MS = 250;
const NOBODY: ReadonlySet<string> = new Set();

interface WholeNames {
  /** The ids of tonight's parties that the server found for the typed text. */
  readonly ids: ReadonlySet<string>;
  /** `idle`: there is nothing to ask. `offline` and `failed`: only this device's list was searched. */
  readonly state: 'idle' | 'asking' | 'answered' | 'offline' | 'failed';
}

interface Asked {
  businessId: string;
  typed: string;
  /** Whether the list has only short names. */
  enabled: boolean;
  /** The number of parties in the list: when it changes, the server is asked again. */
  parties: number;
}

/**
 * Asks the server to search the typed text in whole names, which this screen never receives. Further typing cancels the
 * request.
 */
export function useWholeNames({ businessId, typed, enabled, parties }: Asked): WholeNames {
  const online = useOnline();
  const wanted = typed.trim();
  const settled = useSettled(wanted, PAUSE_MS);
  const asks = enabled && wanted !== '';
  const { data, failureCount } = useQuery({
    queryKey: reservasQueryKeys.search(businessId, settled, parties),
    queryFn: async ({ signal }) => {
      const { reservations } = await reservasApi.search(businessId, settled, { signal });
      return { typed: settled, ids: new Set(reservations.map(({ id }) => id)) };
    },
    enabled: asks && online && settled === wanted,
    placeholderData: (before) => before,
    networkMode: 'always',
    gcTime: 0,
  });
  if (!asks) return { ids: NOBODY, state: 'idle' };
  const answer = data?.typed === wanted ? data : undefined;
  const ids = answer?.ids ?? NOBODY;
  if (!online) return { ids, state: 'offline' };
  if (answer) return { ids, state: 'answered' };
  return { ids, state: settled === wanted && failureCount > 0 ? 'failed' : 'asking' };
}
