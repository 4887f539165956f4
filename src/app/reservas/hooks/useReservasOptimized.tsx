'use client';

import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { reservasQueryKeys } from '@/app/_client/query-keys';
import { useRealtimeSettings } from '@/app/_client/realtime-settings';
import { dayStats } from '@/domain/reports/stats';
import type { DaySnapshot } from '@/realtime/client/reducer';
import { formatCursor } from '@/realtime/protocol/cursor';
import type { UseReservasOptimizedOptions, UseReservasOptimizedResult } from '../types/reservas-hook';
import { fetchDay, isCurrent, oldestCursor, shareDay } from '../utils/day-cache';
import { liveStoreOf } from '../utils/live-store';
import { REALTIME_CONFIG } from '../utils/realtime-config';
import { useRealtimeSync } from './useRealtimeSync';
import { useReservationWrites } from './useReservationWrites';

const { polling } = REALTIME_CONFIG;

/**
 * A venue's day, live: the list, its figures and every write on it. While the stream is up nothing is polled; while it is
 * down the list is read every two minutes, and at once when the stream is given up.
 */
export function useReservasOptimized({
  businessId,
  enabled = true,
  includeStats = true,
  day,
  showToasts = true,
}: UseReservasOptimizedOptions): UseReservasOptimizedResult {
  const queryClient = useQueryClient();
  const { sseEnabled } = useRealtimeSettings();
  const venue = businessId ?? '';
  const { tail } = liveStoreOf(queryClient, venue);
  const [followed, setFollowed] = useState<string | null>(null);
  const [isLive, setLive] = useState(false);

  const query = useQuery<DaySnapshot>({
    queryKey: reservasQueryKeys.list(venue, day),
    queryFn: enabled && businessId ? ({ signal }) => fetchDay(businessId, day, tail, signal) : skipToken,
    structuralSharing: useMemo(() => shareDay(tail), [tail]),
    // The stream keeps every cached list current: as long as it is up, none grows stale.
    staleTime: isLive ? Number.POSITIVE_INFINITY : polling.staleTime,
    refetchInterval: isLive ? false : polling.interval,
    refetchOnWindowFocus: polling.refetchOnWindowFocus,
    refetchOnMount: sseEnabled ? polling.refetchOnMount : true,
    refetchOnReconnect: !isLive,
  });
  const { data, refetch } = query;

  // The stream continues the first list's cursor, and goes on while another day loads.
  if (data && followed !== venue) setFollowed(venue);
  const start = followed === venue ? oldestCursor(queryClient, venue) : null;
  const sync = useRealtimeSync({
    businessId,
    enabled: enabled && followed === venue,
    showToasts,
    cursor: start ? formatCursor(start) : undefined,
  });
  if (sync.isRealtimeEnabled !== isLive) setLive(sync.isRealtimeEnabled);

  const catchUp = useEffectEvent(() => void refetch());
  const isGivenUp = sync.status === 'error';
  useEffect(() => {
    if (isGivenUp) catchUp();
  }, [isGivenUp]);

  const listEpoch = data && isCurrent(data) ? data.cursor.epoch : undefined;
  const streamEpoch = sync.cursor?.epoch;
  const followList = useEffectEvent(() => data && sync.restart(formatCursor(data.cursor)));
  useEffect(() => {
    if (listEpoch !== undefined && streamEpoch !== undefined && listEpoch !== streamEpoch) followList();
  }, [listEpoch, streamEpoch]);

  const writes = useReservationWrites(venue, sync.expect);
  const reservas = data?.reservations ?? NONE;
  const stats = useMemo(() => (includeStats && data ? dayStats(data.reservations) : null), [includeStats, data]);
  const refetchReservas = useCallback(async () => {
    await refetch();
  }, [refetch]);

  return {
    ...writes,
    reservas,
    stats,
    day: data?.day ?? day,
    cursor: data && formatCursor(data.cursor),
    isLoading: query.isLoading,
    isFetching: query.isFetching,
    error: query.error,
    dataUpdatedAt: query.dataUpdatedAt,
    refetchReservas,
    isRealtimeEnabled: sync.isRealtimeEnabled,
    isSSEConnected: sync.isConnected,
    isRealtimeAvailable: sync.isRealtimeAvailable,
    status: sync.status,
    reconnectAttempts: sync.reconnectAttempts,
    reconnect: sync.reconnect,
    freshness: sync.isConnected
      ? sync.freshness
      : { ...sync.freshness, lastMessageAt: query.dataUpdatedAt || null, seq: data?.cursor.seq ?? null },
  };
}

const NONE: readonly never[] = [];
