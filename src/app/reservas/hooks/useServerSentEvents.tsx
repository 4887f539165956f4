'use client';

import { useCallback, useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import { useRealtimeSettings } from '@/app/realtime-settings';
import { INITIAL_STATE, type StreamFailure, type StreamSource, type StreamState } from '@/realtime/client/state';
import { type Cursor, parseCursor } from '@/realtime/protocol/cursor';
import type { SSEEvent, UseServerSentEventsOptions } from '../types/realtime';
import { openSource } from '../utils/open-source';

/** The stream's state at any time, for what shows its clock. */
export interface LatestState {
  subscribe(listener: () => void): () => void;
  read(): StreamState;
}

/** `lastMessageAt` and `clockOffset` are as of the last change of anything else: `latest` has them as they move. */
export interface UseServerSentEventsResult extends StreamState {
  isConnected: boolean;
  /** Tries at once, whatever the stream was waiting for; also after `disconnect`. */
  reconnect: () => void;
  disconnect: () => void;
  /** Goes on after another snapshot's cursor, `{epoch}:{seq}`; without one, at the head of the log. */
  restart: (cursor?: string) => void;
  /** The log is known to reach `seq`, from the answer of a write: a stream that does not bring it is resumed. */
  expect: (seq: number) => void;
  latest: LatestState;
}

const never = () => () => {};

/**
 * The venue's event stream while the component is mounted. Callbacks are always those of the latest render. Off, with status
 * `disconnected`, when `enabled` is false or streams are switched off.
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
      onEvent: (event, position) => handleEvent(event, position),
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
      // A snapshot can come after the component has gone: a stopped stream stays stopped.
      if (source && source.state.status !== 'disconnected') source.start(parseCursor(from));
    },
    [source],
  );
  const expect = useCallback((seq: number) => source?.expect(seq), [source]);
  return { ...state, isConnected: state.status === 'connected', reconnect, disconnect, restart, expect, latest };
}

/** The last state that differs from the one before it in more than the time of a message. */
function withoutClock(read: () => StreamState): () => StreamState {
  let shown = read();
  return () => {
    const { lastMessageAt, clockOffset } = shown;
    const next = { ...read(), lastMessageAt, clockOffset };
    if (Object.entries(next).some(([key, value]) => shown[key as keyof StreamState] !== value)) shown = read();
    return shown;
  };
}
