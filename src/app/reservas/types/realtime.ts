import type { VenueEvent } from '@/modules/reservations/wire';
import type { StreamFailure } from '@/realtime/client/state';
import type { Cursor } from '@/realtime/protocol/cursor';

export type { ConnectionStatus, StreamFailure } from '@/realtime/client/state';

/** An event of one type, or of any type. */
export type SSEEvent<T extends VenueEvent['type'] = VenueEvent['type']> = Extract<VenueEvent, { type: T }>;

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
  /** Called in order, once per event; `position` is the position of the stream after it. */
  onEvent?: ((event: SSEEvent, position: Cursor | null) => void) | undefined;
  onError?: ((failure: StreamFailure) => void) | undefined;
  /**
   * `{epoch}:{seq}` of the snapshot that the stream continues; it is read when the stream starts. Without it, the
   * stream starts at the head.
   */
  cursor?: string | undefined;
  /**
   * The stream cannot continue: read a snapshot and call `restart` with its cursor. Without this callback, the stream
   * restarts at the head.
   */
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

/** How current the data on screen is. */
export interface Freshness {
  /** Milliseconds on this device's clock: the last message of the stream, or the last answer while polling. */
  readonly lastMessageAt: number | null;
  /** The newest sequence that the screen shows. */
  readonly seq: number | null;
  readonly transport: 'raw' | 'web' | 'shared' | 'buffered' | 'polling';
}

/**
 * The current freshness, outside of React: components that show it subscribe to it, so that a heartbeat renders nothing
 * else. `read` returns the same object until something changes.
 */
export interface FreshnessStore {
  subscribe(listener: () => void): () => void;
  read(): Freshness;
}

/**
 * `detail` of the `force-card-refresh` event on `window`. `reservaId` is the same id, under the name that the plan
 * uses.
 */
export interface ForceCardRefreshDetail {
  reservationId: string;
  reservaId: string;
}
