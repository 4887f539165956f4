/**
 * The only place that configures how screens stay current. With `sse.enabled: false`, the app polls every two minutes.
 */
export const REALTIME_CONFIG = {
  sse: {
    enabled: true as boolean,
    endpoint: '/api/reservas/events',
    /** In milliseconds, as everything below. */
    heartbeatInterval: 30000,
    reconnection: {
      delays: [3000, 6000, 12000, 24000, 48000],
      maxAttempts: 5,
    },
  },
  polling: {
    interval: 120000,
    staleTime: 60000,
    refetchOnWindowFocus: true,
    refetchOnMount: false,
  },
  events: {
    QR_SCANNED: 'qr-scanned',
    RESERVATION_CREATED: 'reservation-created',
    RESERVATION_UPDATED: 'reservation-updated',
    RESERVATION_DELETED: 'reservation-deleted',
    STATUS_CHANGED: 'status-changed',
    CONNECTED: 'connected',
    HEARTBEAT: 'heartbeat',
    ERROR: 'error',
  },
} as const;
