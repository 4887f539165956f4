import type { Packet } from './packet';

/**
 * Where one stream's bytes go. Three implementations (socket-sink.ts, raw-sink.ts, web-sink.ts) pass one conformance suite
 * (sink.test.ts).
 *
 * Contract: headers leave when the sink is made, before the first write. No call throws, and every call after the close is a
 * no-op. `onClose` listeners run exactly once, whichever side ended the stream; one added after the close runs at once.
 */
export interface Sink {
  readonly transport: 'raw' | 'web';
  readonly closed: boolean;
  /** Bytes accepted from us that the peer's side has not taken yet. */
  readonly unsent: number;
  /** Queues the packet as it is; the caller shares it with other sinks and never changes it. */
  write(packet: Packet): void;
  /** Calls back once when `unsent` has fallen to zero, or at the close. One listener at a time. */
  onDrain(listener: () => void): void;
  onClose(listener: () => void): void;
  /** Ends after what is queued; a peer that does not take it is cut after a short grace. */
  end(): void;
}

/** What both sinks answer with. `no-transform` keeps proxies from compressing, which would buffer. */
export const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
} as const;

/** Milliseconds that a peer has to take the last bytes. */
export const END_GRACE_MS = 2_000;
