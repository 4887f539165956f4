'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState, useSyncExternalStore } from 'react';
import { oldestCursor } from '@/platform/browser/live/list-cache';
import { formatCursor } from '@/realtime/protocol/cursor';
import { type UseRealtimeSyncResult, useRealtimeSync } from './useRealtimeSync';

interface VenueStreamOptions {
  businessId: string | undefined;
  enabled: boolean;
  showToasts: boolean;
}

/**
 * The stream that keeps every collection of a screen current: one per screen. It starts after the first list that has
 * been read, and continues while others are read.
 */
export function useVenueStream({ businessId, enabled, showToasts }: VenueStreamOptions): UseRealtimeSyncResult {
  const queryClient = useQueryClient();
  const venue = businessId ?? '';
  const [followed, setFollowed] = useState<string | null>(null);
  const isFollowed = followed === venue;

  const subscribe = useCallback(
    (listener: () => void) => (isFollowed ? () => {} : queryClient.getQueryCache().subscribe(listener)),
    [queryClient, isFollowed],
  );
  const hasList = useSyncExternalStore(
    subscribe,
    () => isFollowed || oldestCursor(queryClient, venue) !== null,
    () => false,
  );
  if (hasList && !isFollowed) setFollowed(venue);
  const start = isFollowed ? oldestCursor(queryClient, venue) : null;
  return useRealtimeSync({
    businessId,
    enabled: enabled && isFollowed,
    showToasts,
    cursor: start ? formatCursor(start) : undefined,
  });
}
