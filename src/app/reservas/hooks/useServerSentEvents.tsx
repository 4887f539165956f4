'use client';

import { useCallback, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { useRealtimeSettings } from '@/app/_client/realtime-settings';
import { INITIAL_STATE, type StreamFailure, type StreamSource, type StreamState } from '@/realtime/client/state';
import { type Cursor, parseCursor } from '@/realtime/protocol/cursor';
import type { SSEEvent, UseServerSentEventsOptions } from '../types/realtime';
import { openSource } from '../utils/open-source';

export interface UseServerSentEventsResult extends StreamState {
  isConnected: boolean;
  /** Tries at once, whatever the stream was waiting for; also after `disconnect`. */
  reconnect: () => void;
  disconnect: () => void;
  /** Goes on after another snapshot's cursor, `{epoch}:{seq}`; without one, at the head of the log. */
  restart: (cursor?: string) => void;
  /** The log is known to reach `seq`, from the answer of a write: a stream that does not bring it is resumed. */
  expect: (seq: number) => void;
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

  const subscribe = useCallback((listener: () => void) => source?.subscribe(listener) ?? never(), [source]);
  const read = useCallback(() => source?.state ?? INITIAL_STATE, [source]);
  const state = useSyncExternalStore(subscribe, read, () => INITIAL_STATE);

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
  return { ...state, isConnected: state.status === 'connected', reconnect, disconnect, restart, expect };
}
