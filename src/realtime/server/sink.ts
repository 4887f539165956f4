import type { Packet } from './packet';

/**
 * The destination of one stream's bytes. Three implementations (socket-sink.ts, raw-sink.ts, web-sink.ts) pass one conformance
 * suite (sink.test.ts).
 *
 * Contract: headers are sent when the sink is created, ahead of the first write. No call throws, and every call after the close
 * is a no-op. `onClose` listeners run exactly once, whichever side ended the stream; one added after the close runs at once.
 */
export interface Sink {
  readonly transport: 'raw' | 'web';
  readonly closed: boolean;
  /** Bytes that the sink has accepted and the peer's side has not accepted yet. */
  readonly unsent: number;
  /** Queues the packet as it is; the caller shares it with other sinks and never changes it. */
  write(packet: Packet): void;
  /** Calls back once when `unsent` has fallen to zero, or at the close. One listener at a time. */
  onDrain(listener: () => void): void;
  onClose(listener: () => void): void;
  /** Ends after the queued bytes; a peer that does not read them is disconnected after a short grace period. */
  end(): void;
}

/** The response headers of every sink. `no-transform` keeps proxies from compressing, which would buffer. */
export const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
} as const;

/** Milliseconds that a peer has to accept the last bytes. */
export const END_GRACE_MS = 2_000;
