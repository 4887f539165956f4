'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useRealtimeSettings } from '@/app/realtime-settings';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { reportAccountLost } from '@/platform/browser/account';
import { guarded } from '@/realtime/client/guarded';
import type { StreamFailure } from '@/realtime/client/state';
import { type Cursor, formatCursor } from '@/realtime/protocol/cursor';
import type { SequencedEvent } from '@/realtime/protocol/events';
import type {
  ForceCardRefreshDetail,
  Freshness,
  FreshnessStore,
  SSEEvent,
  UseRealtimeSyncOptions,
} from '../types/realtime';
import { advanceLists } from '../utils/day-cache';
import { announceEvent, type ReservationSSEEvent } from '../utils/event-notices';
import { freshnessOfStream } from '../utils/freshness';
import { liveStoreOf } from '../utils/live-store';
import { useAuditAnswers } from './useAuditAnswers';
import { type UseServerSentEventsResult, useServerSentEvents } from './useServerSentEvents';

export interface UseRealtimeSyncResult extends UseServerSentEventsResult {
  /** Streams are switched on and this one is connected. */
  isRealtimeEnabled: boolean;
  /** Streams are switched on. */
  isRealtimeAvailable: boolean;
  /** As of this render. */
  freshness: Freshness;
  freshnessStore: FreshnessStore;
}

type Handlers = { [T in SSEEvent['type']]: (event: SSEEvent<T>, position: Cursor | null) => void };

/** Keeps every cached day list of the business equal to the server's, event by event, without a refetch. */
export function useRealtimeSync({
  businessId,
  enabled = true,
  showToasts = true,
  autoUpdateCache = true,
  cursor,
}: UseRealtimeSyncOptions): UseRealtimeSyncResult {
  const queryClient = useQueryClient();
  const { sseEnabled } = useRealtimeSettings();
  const t = useTranslations('reservas.toasts');
  const venue = businessId ?? '';
  const store = useMemo(() => liveStoreOf(queryClient, venue), [queryClient, venue]);

  const record = (event: SequencedEvent, position: Cursor | null) => {
    if (!position) return;
    store.tail.push(event, position.epoch);
    if (autoUpdateCache) advanceLists(queryClient, venue, store.tail);
  };
  const handleReservationEvent = (event: ReservationSSEEvent, position: Cursor | null) => {
    record(event, position);
    // What an event brings about besides the lists never costs them the event.
    guarded(() => {
      void queryClient.invalidateQueries({ queryKey: reservasQueryKeys.history(venue, event.reservationId) });
      refreshCard(event.reservationId);
      if (!showToasts) return;
      const serverNow = Date.now() + stream.latest.read().clockOffset;
      store.own.showForeign(event, () => announceEvent(event, t, serverNow));
    });
  };
  const handlers: Handlers = {
    'qr-scanned': handleReservationEvent,
    'reservation-created': handleReservationEvent,
    'reservation-updated': handleReservationEvent,
    'reservation-deleted': handleReservationEvent,
    'status-changed': handleReservationEvent,
    skip: record,
    connected: ({ connectionId }, position) => {
      audit.connected(connectionId);
      if (!position) return;
      store.tail.start(position);
      if (autoUpdateCache) advanceLists(queryClient, venue, store.tail);
    },
    audit: ({ auditId }) => audit.answer(auditId),
    // The stream itself acts on these; here they only show that it lives.
    heartbeat: () => {},
    error: () => {},
  };

  /** While somebody looks at a list, the stream goes on from that list's renewal and from nowhere else. */
  const handleResync = () => {
    const from = store.renewal.finish();
    if (from) stream.restart(formatCursor(from));
    else if (!store.renewal.ask()) stream.restart();
  };
  const audit = useAuditAnswers({ businessId: venue, tail: store.tail, onDiffers: handleResync });
  const handleFailure = ({ kind }: StreamFailure) => {
    if (kind === 'unauthenticated') reportAccountLost();
    // The lists are refused for the same reason: their error tells the screen.
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
