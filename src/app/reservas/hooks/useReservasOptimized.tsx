'use client';

import { type QueryState, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useRealtimeSettings } from '@/app/realtime-settings';
import { dayStats } from '@/modules/reports/stats';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { ApiError } from '@/platform/browser/http';
import type { DaySnapshot } from '@/realtime/client/reducer';
import { formatCursor } from '@/realtime/protocol/cursor';
import { useLasting } from '@/ui/use-lasting';
import type { UseReservasOptimizedOptions, UseReservasOptimizedResult } from '../types/reservas-hook';
import { fetchDay, isCurrent, keepLate, oldestCursor, shareDay } from '../utils/day-cache';
import { freshnessOfList } from '../utils/freshness';
import { liveStoreOf } from '../utils/live-store';
import { REALTIME_CONFIG } from '../utils/realtime-config';
import { useRealtimeSync } from './useRealtimeSync';
import { useReservationWrites } from './useReservationWrites';

const { polling } = REALTIME_CONFIG;
/** A read, or an event on its way to the list, that takes longer leaves the list in doubt. Milliseconds, as below. */
const GRACE = 4_000;
/** Between two reads of a list that is in doubt: the stream shows that the server is there; without one it may be gone. */
const DOUBT_INTERVAL = { connected: 5_000, away: 15_000 };

/**
 * A venue's day, live: the list, its figures and every write on it.
 *
 * Invariant: *live* is said only while the list is the server's: of the stream's own log, not behind it, its last read
 * succeeded and none has been pending longer than a grace. While it is live nothing is polled; in doubt the list is read every few
 * seconds; while the stream is down, every two minutes, and at once when the stream is given up.
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
  const { tail, renewal } = liveStoreOf(queryClient, venue);
  const [followed, setFollowed] = useState<string | null>(null);
  const [isLive, setLive] = useState(false);
  const [isConnected, setConnected] = useState(false);

  const queryKey = reservasQueryKeys.list(venue, day);
  const onLate = (list: DaySnapshot) => keepLate(queryClient, queryKey, list);
  const query = useQuery<DaySnapshot>({
    queryKey,
    queryFn: enabled && businessId ? ({ signal }) => fetchDay({ businessId, day, tail, signal, onLate }) : skipToken,
    structuralSharing: useMemo(() => shareDay(tail), [tail]),
    // The stream keeps every cached list current: as long as it is up, none grows stale.
    staleTime: ({ state }) => (isInDoubt(state) ? 0 : isLive ? Number.POSITIVE_INFINITY : polling.staleTime),
    refetchInterval: ({ state }) => {
      if (isLive) return false;
      if (isConnected) return DOUBT_INTERVAL.connected;
      return isInDoubt(state) ? DOUBT_INTERVAL.away : polling.interval;
    },
    refetchOnWindowFocus: polling.refetchOnWindowFocus,
    refetchOnMount: sseEnabled ? ({ state }) => (isInDoubt(state) ? 'always' : polling.refetchOnMount) : true,
    refetchOnReconnect: !isLive,
  });
  const { refetch } = query;
  // What this server refuses is not shown any longer, such as a day that a new role does not see.
  const isRefused = query.error instanceof ApiError && query.error.code === 'FORBIDDEN';
  const data = isRefused ? undefined : query.data;
  const current = data && isCurrent(data) ? data : undefined;

  // The stream continues the first list's cursor, and goes on while another day loads.
  if (current && followed !== venue) setFollowed(venue);
  const start = followed === venue ? oldestCursor(queryClient, venue) : null;
  const sync = useRealtimeSync({
    businessId,
    enabled: enabled && followed === venue,
    showToasts,
    cursor: start ? formatCursor(start) : undefined,
  });
  const isBehind = current !== undefined && current.cursor.seq < (sync.cursor?.seq ?? 0);
  const isLate = useLasting(query.fetchStatus !== 'idle' || isBehind, GRACE);
  const isOfStream = current !== undefined && current.cursor.epoch === sync.cursor?.epoch;
  const live = sync.isRealtimeEnabled && isOfStream && !query.isError && !isLate;
  if (live !== isLive) setLive(live);
  if (sync.isConnected !== isConnected) setConnected(sync.isConnected);

  const refetchReservas = useCallback(async () => {
    // On a slow line a read that is cancelled for the next never ends.
    await refetch({ cancelRefetch: false });
  }, [refetch]);
  const catchUp = useEffectEvent(() => void refetchReservas());
  const isGivenUp = sync.status === 'error';
  useEffect(() => {
    if (isGivenUp) catchUp();
  }, [isGivenUp]);

  const isOfOtherLog = sync.cursor !== null && current !== undefined && !isOfStream;
  const followList = useEffectEvent((list: DaySnapshot, isOther: boolean) => {
    const from = renewal.finish() ?? (isOther ? list.cursor : null);
    if (from) sync.restart(formatCursor(from));
    // Let in again: the stream that was refused has stopped.
    else if (sync.failure?.kind === 'forbidden') sync.reconnect();
  });
  useEffect(() => {
    if (current) followList(current, isOfOtherLog);
  }, [current, isOfOtherLog]);

  const readAt = query.dataUpdatedAt || null;
  const listSeq = current?.cursor.seq ?? null;
  const freshnessStore = useMemo(
    () => (live ? sync.freshnessStore : freshnessOfList(sync.freshnessStore, readAt, listSeq)),
    [live, sync.freshnessStore, readAt, listSeq],
  );
  const writes = useReservationWrites(venue, sync.expect);
  const reservas = data?.reservations ?? NONE;
  const stats = useMemo(() => (includeStats && data ? dayStats(data.reservations) : null), [includeStats, data]);
  return {
    ...writes,
    reservas,
    stats,
    day: data?.day ?? day,
    cursor: data && formatCursor(data.cursor),
    isLoading: query.isLoading,
    isFetching: query.isFetching,
    error: query.error,
    dataUpdatedAt: isRefused ? 0 : query.dataUpdatedAt,
    refetchReservas,
    isRealtimeEnabled: live,
    isSSEConnected: sync.isConnected,
    isRealtimeAvailable: sync.isRealtimeAvailable,
    status: live || !sync.isConnected ? sync.status : data ? 'reconnecting' : 'connecting',
    reconnectAttempts: sync.reconnectAttempts,
    reconnect: sync.reconnect,
    freshness: freshnessStore.read(),
    freshnessStore,
  };
}

/** Its last read failed, or it waits for its renewal. */
function isInDoubt({ status, data }: QueryState<DaySnapshot>): boolean {
  return status === 'error' || (data !== undefined && !isCurrent(data));
}

const NONE: readonly never[] = [];
