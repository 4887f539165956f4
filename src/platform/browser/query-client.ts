import { QueryClient } from '@tanstack/react-query';
import { emptiedBy } from './forget';
import { ApiError } from './http';

const MAX_RETRIES = 3;

/**
 * A query is tried again only after a failure that may be temporary: no answer, an answer from something else, a server error, a
 * limit. Any other error is a fault of the program, which the same call meets again.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < MAX_RETRIES && error instanceof ApiError && error.mayPass,
        gcTime: 10 * 60_000,
      },
      mutations: { retry: false },
    },
  });
}

let ofThisTab: QueryClient | undefined;

/** One per browser tab, which lives longer than its screens; on the server, one for each rendering. */
export function queryClient(): QueryClient {
  if (typeof window === 'undefined') return createQueryClient();
  if (!ofThisTab) {
    const made = createQueryClient();
    emptiedBy(() => made.clear());
    ofThisTab = made;
  }
  return ofThisTab;
}
