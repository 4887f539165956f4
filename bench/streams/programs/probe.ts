import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loaded into each Node server before its program: collects garbage and tells the event loop's pauses when asked. */
export type Question = 'gc' | 'loop';

/** Milliseconds. */
export interface LoopDelay {
  readonly max: number;
  readonly p99: number;
}

const RESOLUTION_MS = 1;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();

process.on('message', (question: Question) => {
  if (question === 'gc') globalThis.gc?.();
  // The histogram holds the time between two ticks of its timer, its interval included.
  const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  const answer: LoopDelay = { max: ms(delays.max), p99: ms(delays.percentile(99)) };
  delays.reset();
  process.send?.(answer);
});
