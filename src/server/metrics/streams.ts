import { readCounter, readGauge } from '@/platform/metrics/registry';
import { hub } from '../hub';
import { nativeSend } from '../native-send';

/** The hub's counters, read only when they are scraped: the streams themselves have no extra cost. */
export function registerStreams(): void {
  const stats = oncePerTurn(() => hub().stats());
  readGauge('aforo_streams_open', 'Open streams by transport.', () => stats().transports, 'transport');
  readGauge('aforo_stream_businesses', 'Businesses that have open streams.', () => stats().businesses);
  readGauge('aforo_streams_catching_up', 'Streams that catch up or do not read.', () => stats().catchingUp);
  readGauge('aforo_native_fan_out', '0 while streams are sent from JavaScript.', () => Number(nativeSend() !== null));
  readGauge('aforo_draining', '1 while the process hands its streams over.', () => Number(hub().draining));
  readCounter('aforo_stream_connects_total', 'Streams opened.', () => stats().connects);
  readCounter(
    'aforo_stream_refusals_total',
    'Streams refused, by the limit or state that refused them.',
    () => ({ ...NO_REFUSALS, ...stats().refusals }),
    'cause',
  );
  readCounter(
    'aforo_stream_closes_total',
    'Streams closed by reason.',
    () => ({ ...NO_CLOSES, ...stats().closes }),
    'reason',
  );
  readCounter('aforo_stream_events_sent_total', 'Events handed to sockets, one for each stream.', () => stats().events);
  readCounter('aforo_stream_bytes_sent_total', 'Bytes handed to sockets.', () => stats().bytes);
  readGauge(
    'aforo_log_lag_events',
    'Known events not yet sent, of the business that has most.',
    () => stats().lag.events,
  );
  readGauge('aforo_log_lag_seconds', 'Age of the oldest unsent event.', () => stats().lag.age / 1_000);
}

/** Reads once for all the metrics of a scrape. */
function oncePerTurn<T>(read: () => T): () => T {
  let held: { value: T } | null = null;
  return () => {
    if (!held) {
      held = { value: read() };
      setImmediate(() => {
        held = null;
      });
    }
    return held.value;
  };
}

type Stats = ReturnType<ReturnType<typeof hub>['stats']>;

const NO_REFUSALS: Required<Stats['refusals']> = {
  process: 0,
  business: 0,
  user: 0,
  connects: 0,
  user_connects: 0,
  draining: 0,
  unknown_business: 0,
};

const NO_CLOSES: Required<Stats['closes']> = {
  gone: 0,
  expired: 0,
  draining: 0,
  revoked: 0,
  internal: 0,
  'slow-consumer': 0,
  'resync-required': 0,
};
