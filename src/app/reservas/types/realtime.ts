import type { StreamFailure } from '@/realtime/client/state';
import type { Cursor } from '@/realtime/protocol/cursor';
import type { StreamEvent } from '@/realtime/protocol/events';

export type { ConnectionStatus, StreamFailure } from '@/realtime/client/state';

/** An event of one type, or of any. */
export type SSEEvent<T extends StreamEvent['type'] = StreamEvent['type']> = Extract<StreamEvent, { type: T }>;

export type QRScannedEvent = SSEEvent<'qr-scanned'>;
export type ReservationCreatedEvent = SSEEvent<'reservation-created'>;
export type ReservationUpdatedEvent = SSEEvent<'reservation-updated'>;
export type ReservationDeletedEvent = SSEEvent<'reservation-deleted'>;
export type StatusChangedEvent = SSEEvent<'status-changed'>;
export type ConnectedEvent = SSEEvent<'connected'>;
export type HeartbeatEvent = SSEEvent<'heartbeat'>;
export type ErrorEvent = SSEEvent<'error'>;

export interface UseServerSentEventsOptions {
  businessId: string | undefined;
  enabled?: boolean | undefined;
  /** Called in order, each event once; `position` is where the stream stands after it. */
  onEvent?: ((event: SSEEvent, position: Cursor | null) => void) | undefined;
  onError?: ((failure: StreamFailure) => void) | undefined;
  /** `{epoch}:{seq}` of the snapshot that the stream continues; read when it starts. Without it, it starts at the head. */
  cursor?: string | undefined;
  /** The stream cannot continue: take a snapshot and call `restart` with its cursor. Without it, it restarts at the head. */
  onResync?: (() => void) | undefined;
}

export interface UseRealtimeSyncOptions {
  businessId: string | undefined;
  enabled?: boolean | undefined;
  /** Default true. */
  showToasts?: boolean | undefined;
  /** Patch the cached day lists as events arrive. Default true. */
  autoUpdateCache?: boolean | undefined;
  cursor?: string | undefined;
}

/** How current the screen is. */
export interface Freshness {
  /** Milliseconds on this device's clock: the last message of the stream, or the last answer while polling. */
  readonly lastMessageAt: number | null;
  /** Newest sequence that the screen shows. */
  readonly seq: number | null;
  readonly transport: 'raw' | 'web' | 'shared' | 'buffered' | 'polling';
}

/**
 * Freshness as it moves, outside of React: whoever shows it subscribes to it, so that a heartbeat draws nothing else anew.
 * `read` gives the same object until something changes.
 */
export interface FreshnessStore {
  subscribe(listener: () => void): () => void;
  read(): Freshness;
}

/** `detail` of the `force-card-refresh` event on `window`. `reservaId` is the same id under the plan's name. */
export interface ForceCardRefreshDetail {
  reservationId: string;
  reservaId: string;
}
