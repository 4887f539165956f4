'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { monitorApi } from '@/modules/monitor/client/monitor-api';
import type { DeviceState } from '@/modules/monitor/rules';
import { monitorQueryKeys } from '@/modules/reservations/client/query-keys';

/** Slow enough for a server with many streams, quick enough to watch a device come back. */
const EVERY_MS = 2_000;

/** What the console shows, read again and again while someone looks at it. */
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
