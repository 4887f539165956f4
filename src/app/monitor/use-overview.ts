'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { monitorApi } from '@/modules/monitor/client/monitor-api';
import { monitorQueryKeys } from '@/modules/monitor/client/query-keys';
import type { DeviceState } from '@/modules/monitor/rules';

/** Slow enough for a server with many streams, and fast enough to watch a device reconnect. */
const EVERY_MS = 2_000;

/** The data of the console, polled while the page is visible. */
export function useOverview(businessId: string | undefined) {
  const [search, setSearch] = useState('');
  const [state, setState] = useState<DeviceState | null>(null);
  const filter = { q: useDeferredValue(search).trim(), state };
  const query = useQuery({
    queryKey: monitorQueryKeys.overview(businessId, filter),
    queryFn: ({ signal }) => monitorApi.overview(businessId, filter, signal),
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
    staleTime: EVERY_MS,
    gcTime: 30_000,
    retry: 1,
  });
  return { query, search, setSearch, state, setState };
}
