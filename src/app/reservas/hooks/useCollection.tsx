'use client';

import { type QueryState, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useRealtimeSettings } from '@/app/live/realtime-settings';
import { ApiError, type ApiErrorCode } from '@/platform/browser/http';
import { type Collection, listKey } from '@/platform/browser/live/collection';
import { isCurrent, keepLate, readList, readOthersAgain, shareList } from '@/platform/browser/live/list-cache';
import { liveStoreOf } from '@/platform/browser/live/live-store';
import type { LiveList, OwnAnswer } from '@/realtime/client/list-rules';
import { formatCursor } from '@/realtime/protocol/cursor';
import { useLasting } from '@/ui/use-lasting';
import { REALTIME_CONFIG } from '../utils/realtime-config';
import type { UseRealtimeSyncResult } from './useRealtimeSync';

const { polling } = REALTIME_CONFIG;
/**
 * When a read, or an event on its way to the list, takes longer than this, the list is in doubt. In milliseconds, as
 * below.
 */
const GRACE = 4_000;
/**
 * The time between two reads of a list in doubt: with a stream, the server is known to be reachable; without one, it
 * may be down.
 */
const DOUBT_INTERVAL = { connected: 5_000, away: 15_000 };

/** Answers to a reader who may not see the list. */
const REFUSALS: readonly ApiErrorCode[] = ['FORBIDDEN', 'VENUE_SUSPENDED', 'SECOND_FACTOR_REQUIRED'];

interface CollectionOptions<Args> {
  businessId: string | undefined;
  args: Args;
  enabled: boolean;
  /** The stream of the screen, from `useVenueStream`. */
  stream: UseRealtimeSyncResult;
}

/**
 * One list of a collection.
 *
 * Invariant: `live` is true only while the list equals the server's: it is of the stream's own log and not behind it,
 * its last read succeeded, and no read has been pending longer than the grace time. While it is live, nothing is
 * polled. In doubt, the list is read every few seconds. While the stream is down, it is read every two minutes, and at
 * once when the stream is given up.
 */
export function useCollection<Args, List extends LiveList, Answer extends OwnAnswer>(
  collection: Collection<Args, List, Answer>,
  { businessId, args, enabled, stream }: CollectionOptions<Args>,
) {
  const queryClient = useQueryClient();
  const { sseEnabled, renewPage } = useRealtimeSettings();
  const venue = businessId ?? '';
  const { tail, renewal } = liveStoreOf(queryClient, venue);
  const [isLive, setLive] = useState(false);
  const { isConnected } = stream;

  const queryKey = listKey(collection, venue, args);
  const onLate = (list: List) => keepLate(queryClient, queryKey, list);
  const query = useQuery<List>({
    queryKey,
    meta: { collection },
    queryFn:
      enabled && businessId
        ? ({ signal }) => readList(collection, { businessId, args, tail, signal, onLate })
        : skipToken,
    structuralSharing: useMemo(() => shareList(collection, tail), [collection, tail]),
    // The stream keeps every cached list current: while it is connected, no list becomes stale.
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
  // Data that this server refuses is no longer shown, such as a day that a new role may not see.
  const isRefused = query.error instanceof ApiError && REFUSALS.includes(query.error.code);
  const list = isRefused ? undefined : query.data;
  const current = list && isCurrent(list) ? list : undefined;

  const isBehind = current !== undefined && current.cursor.seq < (stream.cursor?.seq ?? 0);
  const isLate = useLasting(query.fetchStatus !== 'idle' || isBehind, GRACE);
  const isOfStream = current !== undefined && current.cursor.epoch === stream.cursor?.epoch;
  const live = stream.isRealtimeEnabled && isOfStream && !query.isError && !isLate;
  if (live !== isLive) setLive(live);

  const readAgain = useCallback(async () => {
    // On a slow connection, reads that are cancelled for the next one would never complete.
    await refetch({ cancelRefetch: false });
  }, [refetch]);
  const catchUp = useEffectEvent(() => void readAgain());
  const isGivenUp = stream.status === 'error';
  useEffect(() => {
    if (isGivenUp) catchUp();
  }, [isGivenUp]);

  const isOfOtherLog = stream.cursor !== null && current !== undefined && !isOfStream;
  const followed = useRef<List>(undefined);
  const followList = useEffectEvent((read: List, isOther: boolean) => {
    // The stream has followed this read already, and then that of another list: this one is of the log before.
    if (isOther && followed.current === read) return catchUp();
    if (isOther) followed.current = read;
    // The reader may be another audience now. The server has just answered, so it can make the page too.
    if (isOther) {
      renewPage();
      readOthersAgain(queryClient, venue);
    }
    const from = renewal.finish() ?? (isOther ? read.cursor : null);
    if (from) stream.restart(formatCursor(from));
    // Access is granted again, but the refused stream has stopped.
    else if (stream.failure?.kind === 'forbidden') stream.reconnect();
  });
  useEffect(() => {
    if (current) followList(current, isOfOtherLog);
  }, [current, isOfOtherLog]);

  const { isLoading, isFetching, error, dataUpdatedAt } = query;
  return { list, current, live, readAgain, isLoading, isFetching, error, readAt: isRefused ? 0 : dataUpdatedAt };
}

/** Whether its last read failed, or it waits for its renewal. */
function isInDoubt({ status, data }: QueryState<LiveList>): boolean {
  return status === 'error' || (data !== undefined && !isCurrent(data));
}
