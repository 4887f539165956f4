import type { StreamState } from '@/realtime/client/state';
import type { Freshness, FreshnessStore } from '../types/realtime';

interface Changing<T> {
  subscribe(listener: () => void): () => void;
  read(): T;
}

/** The freshness of a screen that a stream updates. */
export function freshnessOfStream(stream: Changing<StreamState>): FreshnessStore {
  return derive(stream, ({ lastMessageAt, cursor, transport }) => ({
    lastMessageAt,
    seq: cursor?.seq ?? null,
    transport: transport === 'none' ? 'polling' : transport,
  }));
}

/** The freshness of the list's last read, `at` in milliseconds, whatever the stream delivers meanwhile. */
export function freshnessOfList(stream: FreshnessStore, at: number | null, seq: number | null): FreshnessStore {
  return derive(stream, ({ transport }) => ({ lastMessageAt: at, seq, transport }));
}

/** Sources replace their value when it changes, so the result for each value is computed once. */
function derive<T>({ subscribe, read }: Changing<T>, compute: (value: T) => Freshness): FreshnessStore {
  let known: { readonly from: T; readonly freshness: Freshness } | null = null;
  return {
    subscribe,
    read: () => {
      const from = read();
      if (known?.from !== from) known = { from, freshness: compute(from) };
      return known.freshness;
    },
  };
}
