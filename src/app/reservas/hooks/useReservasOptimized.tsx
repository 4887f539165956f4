'use client';

import { useMemo } from 'react';
import { DAYS } from '@/modules/reservations/client/day-collection';
import { dayStats } from '@/modules/reservations/stats';
import { formatCursor } from '@/realtime/protocol/cursor';
import type { UseReservasOptimizedOptions, UseReservasOptimizedResult } from '../types/reservas-hook';
import { freshnessOfList } from '../utils/freshness';
import { useCollection } from './useCollection';
import { useReservationWrites } from './useReservationWrites';
import { useVenueStream } from './useVenueStream';

/**
 * A venue's day, updated live: the list, its figures and every write on it. `useCollection` defines when a list is
 * live.
 */
export function useReservasOptimized({
  businessId,
  enabled = true,
  includeStats = true,
  day,
  showToasts = true,
}: UseReservasOptimizedOptions): UseReservasOptimizedResult {
  const stream = useVenueStream({ businessId, enabled, showToasts });
  const { list, current, live, readAgain, readAt, ...read } = useCollection(DAYS, {
    businessId,
    args: { day },
    enabled,
    stream,
  });
  const shownAt = readAt || null;
  const listSeq = current?.cursor.seq ?? null;
  const freshnessStore = useMemo(
    () => (live ? stream.freshnessStore : freshnessOfList(stream.freshnessStore, shownAt, listSeq)),
    [live, stream.freshnessStore, shownAt, listSeq],
  );
  const writes = useReservationWrites(businessId ?? '', stream.expect);
  const stats = useMemo(() => (includeStats && list ? dayStats(list.reservations) : null), [includeStats, list]);
  return {
    ...writes,
    ...read,
    reservas: list?.reservations ?? NONE,
    stats,
    day: list?.day ?? day,
    cursor: list && formatCursor(list.cursor),
    dataUpdatedAt: readAt,
    refetchReservas: readAgain,
    isRealtimeEnabled: live,
    isSSEConnected: stream.isConnected,
    isRealtimeAvailable: stream.isRealtimeAvailable,
    status: live || !stream.isConnected ? stream.status : list ? 'reconnecting' : 'connecting',
    reconnectAttempts: stream.reconnectAttempts,
    reconnect: stream.reconnect,
    stream,
    freshness: freshnessStore.read(),
    freshnessStore,
  };
}

const NONE: readonly never[] = [];
