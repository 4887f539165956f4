import { onTestFinished } from 'vitest';
import type { Hub } from './hub';
import { createHub, grantOf } from './stream.fixture';
import type { Grant } from './subscriber';
import { WebSink } from './web-sink';

export const LIMITS = {
  maxStreams: 100,
  maxPerBusiness: 100,
  maxPerUser: 100,
  connectsPerSecond: 1_000,
  connectsPerUser: 1_000,
};

/** A hub that is closed when the running test ends. */
export function hubOn(...args: Parameters<typeof createHub>): Hub {
  const hub = createHub(...args);
  onTestFinished(() => hub.close());
  return hub;
}

/** Opens a stream without a reader; null when it was not refused. */
export function refusalOf(hub: Hub, fields: Partial<Grant> = {}) {
  return hub.open(grantOf(fields), undefined, () => new WebSink(new AbortController().signal));
}
