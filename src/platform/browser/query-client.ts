import { QueryClient } from '@tanstack/react-query';
import { emptiedBy } from './forget';
import { ApiError } from './http';

const MAX_RETRIES = 3;

/** Only failures that may pass are tried again: no answer, somebody else's, a server's fault, a limit. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < MAX_RETRIES && (!(error instanceof ApiError) || error.mayPass),
        gcTime: 10 * 60_000,
      },
      mutations: { retry: false },
    },
  });
}

let ofThisTab: QueryClient | undefined;

/** One per browser tab, which outlives its screens; on the server one for each rendering. */
export function queryClient(): QueryClient {
  if (typeof window === 'undefined') return createQueryClient();
  if (!ofThisTab) {
    const made = createQueryClient();
    emptiedBy(() => made.clear());
    ofThisTab = made;
  }
  return ofThisTab;
}
