import { shared } from '@/platform/shared';
import type { Batch } from '@/realtime/server/channel';

/** One time bucket; latencies in milliseconds from commit to the last socket, null when nothing was sent. */
export interface SeriesPoint {
  /** Unix time in milliseconds. */
  at: number;
  events: number;
  p50: number | null;
  p99: number | null;
}

interface Bucket {
  readonly slot: number;
  events: number;
  readonly latencies: Latencies;
}

const BUCKET_MS = 10_000;
/** Fifteen minutes. */
const BUCKETS = 90;

const books = () => shared('monitor.series', () => new Map<string, Bucket[]>());

/** Records a batch that was sent. Memory: a few numbers per business and per bucket in which it had events. */
export function noteBatch({ businessId, events, commitToLastWrite }: Batch, now = Date.now()): void {
  const slot = Math.floor(now / BUCKET_MS);
  const buckets = books().get(businessId) ?? [];
  let bucket = buckets.at(-1);
  if (bucket?.slot !== slot) {
    bucket = { slot, events: 0, latencies: new Map() };
    buckets.push(bucket);
    while ((buckets[0]?.slot ?? slot) <= slot - BUCKETS) buckets.shift();
    books().set(businessId, buckets);
  }
  bucket.events += events;
  note(bucket.latencies, commitToLastWrite);
}

/** The last fifteen minutes of these businesses together, and their summary. */
export function readSeries(businessIds: readonly string[] | 'all', now = Date.now()) {
  const newest = Math.floor(now / BUCKET_MS);
  const first = newest - BUCKETS + 1;
  const events = new Array<number>(BUCKETS).fill(0);
  const latencies = Array.from({ length: BUCKETS }, (): Latencies => new Map());
  const overall: Latencies = new Map();
  for (const [businessId, buckets] of books()) {
    if ((buckets.at(-1)?.slot ?? 0) < first) books().delete(businessId);
    else if (businessIds === 'all' || businessIds.includes(businessId)) {
      for (const bucket of buckets) {
        const place = bucket.slot - first;
        const ofBucket = latencies[place];
        if (!ofBucket) continue;
        events[place] = (events[place] ?? 0) + bucket.events;
        add(ofBucket, bucket.latencies);
        add(overall, bucket.latencies);
      }
    }
  }
  const points: SeriesPoint[] = latencies.map((of, place) => ({
    at: (first + place) * BUCKET_MS,
    events: events[place] ?? 0,
    p50: quantile(of, 0.5),
    p99: quantile(of, 0.99),
  }));
  const perMinute = 60_000 / BUCKET_MS;
  return {
    points,
    /** The number of events in the newest six buckets, which cover the last 50 to 60 seconds. */
    eventsPerMinute: events.slice(-perMinute).reduce((sum, count) => sum + count, 0),
    p50: quantile(overall, 0.5),
    p99: quantile(overall, 0.99),
  };
}

/**
 * A histogram of batches by latency, in steps of an eighth of an octave: a value read from it is at most 9 % too high.
 * It is plain data because it is shared with code in another bundle, whose classes are different objects.
 */
type Latencies = Map<number, number>;

function note(latencies: Latencies, ms: number): void {
  count(latencies, Math.ceil(Math.log2(Math.max(1, ms)) * 8), 1);
}

function add(latencies: Latencies, others: ReadonlyMap<number, number>): void {
  for (const [step, batches] of others) count(latencies, step, batches);
}

function count(latencies: Latencies, step: number, batches: number): void {
  latencies.set(step, (latencies.get(step) ?? 0) + batches);
}

/** The latency in milliseconds that `share` of the batches did not exceed; null when there are no batches. */
function quantile(latencies: Latencies, share: number): number | null {
  const total = [...latencies.values()].reduce((sum, batches) => sum + batches, 0);
  let left = Math.ceil(total * share);
  for (const [step, batches] of [...latencies].sort(([a], [b]) => a - b)) {
    left -= batches;
    if (left <= 0) return Math.round(2 ** (step / 8));
  }
  return null;
}
