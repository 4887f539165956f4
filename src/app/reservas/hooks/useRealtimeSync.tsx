'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useRealtimeSettings } from '@/app/live/realtime-settings';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import type { LogEvent } from '@/modules/reservations/wire';
import { reportAccountLost } from '@/platform/browser/account';
import { advanceLists } from '@/platform/browser/live/list-cache';
import { liveStoreOf } from '@/platform/browser/live/live-store';
import { guarded } from '@/realtime/client/guarded';
import type { StreamFailure } from '@/realtime/client/state';
import { type Cursor, formatCursor } from '@/realtime/protocol/cursor';
import type {
  ForceCardRefreshDetail,
  Freshness,
  FreshnessStore,
  SSEEvent,
  UseRealtimeSyncOptions,
} from '../types/realtime';
import type { ReservationSSEEvent } from '../utils/event-notices';
import { freshnessOfStream } from '../utils/freshness';
import { useAuditAnswers } from './useAuditAnswers';
import { useForeignNews } from './useForeignNews';
import { type UseServerSentEventsResult, useServerSentEvents } from './useServerSentEvents';

export interface UseRealtimeSyncResult extends UseServerSentEventsResult {
  /** Streams are enabled and this one is connected. */
  isRealtimeEnabled: boolean;
  /** Streams are enabled. */
  isRealtimeAvailable: boolean;
  /** The value at this render. */
  freshness: Freshness;
  freshnessStore: FreshnessStore;
}

type Handlers = { [T in SSEEvent['type']]: (event: SSEEvent<T>, position: Cursor | null) => void };

/** Keeps every cached list of the business equal to the server's, event by event, without a refetch. */
export function useRealtimeSync({
  businessId,
  enabled = true,
  showToasts = true,
  autoUpdateCache = true,
  cursor,
}: UseRealtimeSyncOptions): UseRealtimeSyncResult {
  const queryClient = useQueryClient();
  const { sseEnabled, userId, renewPage } = useRealtimeSettings();
  const tell = useForeignNews();
  const venue = businessId ?? '';
  const store = useMemo(() => liveStoreOf(queryClient, venue), [queryClient, venue]);

  const record = (event: LogEvent, position: Cursor | null) => {
    if (!position) return;
    store.tail.push(event, position.epoch);
    if (autoUpdateCache) advanceLists(queryClient, venue, store.tail);
  };
  const handleReservationEvent = (event: ReservationSSEEvent, position: Cursor | null) => {
    record(event, position);
    // A failure of the other effects of an event must not prevent the lists from applying it.
    guarded(() => {
      void queryClient.invalidateQueries({ queryKey: reservasQueryKeys.history(venue, event.reservationId) });
      refreshCard(event.reservationId);
      if (!showToasts) return;
      const serverNow = Date.now() + stream.latest.read().clockOffset;
      const about = { id: event.reservationId, seq: event.seq };
      store.own.showForeign(about, () => tell(event, serverNow));
    });
  };
  const handlers: Handlers = {
    'qr-scanned': handleReservationEvent,
    'reservation-created': handleReservationEvent,
    'reservation-updated': handleReservationEvent,
    'reservation-deleted': handleReservationEvent,
    'status-changed': handleReservationEvent,
    'row-changed': (event, position) => {
      record(event, position);
      // Refreshes other views of that row, and of several rows of its kind; the lists contain it already.
      for (const view of [event.id, 'some'])
        void queryClient.invalidateQueries({ queryKey: [event.noun, venue, view] });
      // What the reader may do has changed, or may have.
      if (event.noun === 'role' || (event.noun === 'member' && event.id === userId)) renewPage();
    },
    skip: record,
    connected: ({ connectionId }, position) => {
      audit.connected(connectionId);
      if (!position) return;
      store.tail.start(position);
      if (autoUpdateCache) advanceLists(queryClient, venue, store.tail);
    },
    audit: ({ auditId }) => audit.answer(auditId),
    // The stream itself handles these events; here they only show that it is alive.
    heartbeat: () => {},
    error: () => {},
  };

  /** While a list is displayed, the stream continues from that list's renewal and from no other position. */
  const handleResync = () => {
    const from = store.renewal.finish();
    if (from) stream.restart(formatCursor(from));
    else if (!store.renewal.ask()) stream.restart();
  };
  const audit = useAuditAnswers({ businessId: venue, tail: store.tail, onDiffers: handleResync });
  const handleFailure = ({ kind }: StreamFailure) => {
    if (kind === 'unauthenticated') reportAccountLost();
    // The lists are refused for the same reason: their error informs the screen.
    if (kind === 'forbidden') void queryClient.invalidateQueries({ queryKey: reservasQueryKeys.lists(venue) });
  };

  const stream = useServerSentEvents({
    businessId,
    enabled,
    cursor,
    onEvent: (event, position) => dispatch(handlers, event, position),
    onError: handleFailure,
    onResync: handleResync,
  });

  const { isConnected, latest } = stream;
  const freshnessStore = useMemo(() => freshnessOfStream(latest), [latest]);
  return {
    ...stream,
    isRealtimeEnabled: sseEnabled && isConnected,
    isRealtimeAvailable: sseEnabled,
    freshness: freshnessStore.read(),
    freshnessStore,
  };
}

function dispatch<T extends SSEEvent['type']>(handlers: Handlers, event: SSEEvent, position: Cursor | null): void {
  const handle = handlers[event.type] as (event: SSEEvent<T>, position: Cursor | null) => void;
  handle(event as SSEEvent<T>, position);
}

function refreshCard(reservationId: string): void {
  const detail: ForceCardRefreshDetail = { reservationId, reservaId: reservationId };
  window.dispatchEvent(new CustomEvent('force-card-refresh', { detail }));
}
