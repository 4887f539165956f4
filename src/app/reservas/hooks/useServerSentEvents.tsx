'use client';

import { useCallback, useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import { useRealtimeSettings } from '@/app/live/realtime-settings';
import { INITIAL_STATE, type StreamFailure, type StreamSource, type StreamState } from '@/realtime/client/state';
import { type Cursor, parseCursor } from '@/realtime/protocol/cursor';
import type { SSEEvent, UseServerSentEventsOptions } from '../types/realtime';
import { openSource } from '../utils/open-source';

/** The current state of the stream, for components that show its clock. */
export interface LatestState {
  subscribe(listener: () => void): () => void;
  read(): StreamState;
}

/**
 * `lastMessageAt` and `clockOffset` have the values of the last change of any other field: `latest` always has the
 * current ones.
 */
export interface UseServerSentEventsResult extends StreamState {
  isConnected: boolean;
  /** Tries to connect at once, whatever the stream was waiting for; also after `disconnect`. */
  reconnect: () => void;
  disconnect: () => void;
  /** Continues after the cursor of another snapshot, `{epoch}:{seq}`; without one, at the head of the log. */
  restart: (cursor?: string) => void;
  /** The answer of a write shows that the log reaches `seq`: a stream that does not deliver it is resumed. */
  expect: (seq: number) => void;
  latest: LatestState;
}

const never = () => () => {};

/**
 * The venue's event stream while the component is mounted. The callbacks of the latest render are always used. The
 * stream is off, with status `disconnected`, when `enabled` is false or streams are disabled.
 */
export function useServerSentEvents({
  businessId,
  enabled = true,
  onEvent,
  onError,
  cursor,
  onResync,
}: UseServerSentEventsOptions): UseServerSentEventsResult {
  const { sseEnabled, userId } = useRealtimeSettings();
  const [source, setSource] = useState<StreamSource | null>(null);
  const followed = enabled && sseEnabled ? businessId : undefined;

  const handleEvent = useEffectEvent((event: SSEEvent, position: Cursor | null) => onEvent?.(event, position));
  const handleFailure = useEffectEvent((failure: StreamFailure) => onError?.(failure));
  const handleResync = useEffectEvent((made: StreamSource) => (onResync ? onResync() : made.start(null)));
  const startCursor = useEffectEvent(() => parseCursor(cursor));

  useEffect(() => {
    if (followed === undefined) return;
    const made: StreamSource = openSource(followed, userId, {
      // The stream has parsed the event by the schemas that its source names.
      onEvent: (event, position) => handleEvent(event as SSEEvent, position),
      onFailure: (failure) => handleFailure(failure),
      onResync: () => handleResync(made),
    });
    made.start(startCursor());
    setSource(made);
    return () => made.stop();
  }, [followed, userId]);

  const latest = useMemo<LatestState>(
    () => ({
      subscribe: (listener) => source?.subscribe(listener) ?? never(),
      read: () => source?.state ?? INITIAL_STATE,
    }),
    [source],
  );
  const readWithoutClock = useMemo(() => withoutClock(latest.read), [latest]);
  const state = useSyncExternalStore(latest.subscribe, readWithoutClock, () => INITIAL_STATE);

  const reconnect = useCallback(() => source?.reconnect(), [source]);
  const disconnect = useCallback(() => source?.stop(), [source]);
  const restart = useCallback(
    (from?: string) => {
      // A snapshot can arrive after the component was unmounted: a stopped stream stays stopped.
      if (source && source.state.status !== 'disconnected') source.start(parseCursor(from));
    },
    [source],
  );
  const expect = useCallback((seq: number) => source?.expect(seq), [source]);
  return { ...state, isConnected: state.status === 'connected', reconnect, disconnect, restart, expect, latest };
}

/** Keeps the previous state unless the new one differs in more than the time of a message. */
function withoutClock(read: () => StreamState): () => StreamState {
  let shown = read();
  return () => {
    const { lastMessageAt, clockOffset } = shown;
    const next = { ...read(), lastMessageAt, clockOffset };
    if (Object.entries(next).some(([key, value]) => shown[key as keyof StreamState] !== value)) shown = read();
    return shown;
  };
}
