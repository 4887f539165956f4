import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { reservasApi } from '@/modules/reservations/client/reservas-api';
import { useOnline } from '@/ui/use-online';

/** Milliseconds without a key after which the server is asked. */
const PAUSE_MS = 250;
const NOBODY: ReadonlySet<string> = new Set();

interface WholeNames {
  /** Ids of tonight's parties that the server found for what is typed. */
  readonly ids: ReadonlySet<string>;
  /** `idle`: there is nothing to ask. `offline` and `failed`: this device's list is all that was searched. */
  readonly state: 'idle' | 'asking' | 'answered' | 'offline' | 'failed';
}

interface Asked {
  businessId: string;
  typed: string;
  /** The list has short names only. */
  enabled: boolean;
  /** How many parties the list has: a new one is asked for again. */
  parties: number;
}

/** Asks the server for what is typed, by whole names, which this screen never has. Typing on ends the question. */
export function useWholeNames({ businessId, typed, enabled, parties }: Asked): WholeNames {
  const online = useOnline();
  const wanted = typed.trim();
  const settled = useSettled(wanted);
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

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
