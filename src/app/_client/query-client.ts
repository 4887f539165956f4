import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './http';

const MAX_RETRIES = 3;

/** One per browser tab. Only failures that may pass are tried again: no answer, somebody else's, a server's fault, a limit. */
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
