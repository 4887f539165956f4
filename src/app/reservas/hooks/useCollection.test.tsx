import './dom.fixture';
import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { RealtimeSettingsProvider } from '@/app/live/realtime-settings';
import { defineCollection } from '@/platform/browser/live/collection';
import { createQueryClient } from '@/platform/browser/query-client';
import type { LiveList } from '@/realtime/client/list-rules';
import { type Cursor, parseCursor } from '@/realtime/protocol/cursor';
import { useCollection } from './useCollection';
import type { UseRealtimeSyncResult } from './useRealtimeSync';

interface Night extends LiveList {
  /** How often the list had been read before. */
  readonly nth: number;
}

/** A list whose nth read is at the nth position, and at the last one from then on. */
function listOf(name: string, positions: readonly string[]) {
  const reads: string[] = [];
  const collection = defineCollection<null, Night>({
    ...{ name, apply: (list) => list, show: (list) => list, isSame: () => true, key: () => [name] },
    async fetch() {
      const nth = reads.length;
      const position = positions[Math.min(nth, positions.length - 1)] ?? '';
      reads.push(position);
      return { nth, cursor: parseCursor(position) as Cursor };
    },
  });
  return { reads, collection };
}

/** A screen of two lists on one stream, which is wherever a list has moved it last. */
async function open(one: ReturnType<typeof listOf>, other: ReturnType<typeof listOf>) {
  const restarts: string[] = [];
  const shown = { live: [false, false], renewals: 0 };
  const Screen = () => {
    const [cursor, setCursor] = useState<Cursor>({ epoch: 'before', seq: 3 });
    const stream = useMemo(
      () =>
        ({
          ...{ isConnected: true, isRealtimeEnabled: true, status: 'connected', failure: null, cursor },
          restart: (from: string) => {
            restarts.push(from);
            if (restarts.length > 50) throw new Error('the stream is moved to and fro');
            setCursor(parseCursor(from) as Cursor);
          },
        }) as unknown as UseRealtimeSyncResult,
      [cursor],
    );
    const asked = { businessId: 'b1', args: null, enabled: true, stream };
    shown.live = [useCollection(one.collection, asked).live, useCollection(other.collection, asked).live];
    return null;
  };
  const root = createRoot(document.createElement('div'), { onUncaughtError: () => {} });
  const renewPage = () => {
    shown.renewals += 1;
  };
  root.render(
    <QueryClientProvider client={createQueryClient()}>
      <RealtimeSettingsProvider sseEnabled renewPage={renewPage}>
        <Screen />
      </RealtimeSettingsProvider>
    </QueryClientProvider>,
  );
  await vi.waitFor(() => expect(shown.live).toEqual([true, true]), { timeout: 5000, interval: 5 });
  // Nothing moves any more.
  const settled = restarts.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  root.unmount();
  expect(restarts.length).toBe(settled);
  return { restarts, ...shown };
}

test('two lists of one log move the stream to it once', async () => {
  const [one, other] = [listOf('one', ['after:5']), listOf('other', ['after:5'])];
  const { restarts } = await open(one, other);
  expect(new Set(restarts)).toEqual(new Set(['after:5']));
  expect([one.reads, other.reads]).toEqual([['after:5'], ['after:5']]);
});

for (const order of ['first', 'second'] as const)
  test(`a list from before a change of the log, read ${order}, is read again instead of taking the stream back`, async () => {
    const newer = listOf('newer', ['after:5']);
    // A read from before, which arrives when the other list has moved the stream already.
    const older = listOf('older', ['before:3', 'after:5']);
    const { restarts, renewals } = await open(
      ...(order === 'first' ? ([older, newer] as const) : ([newer, older] as const)),
    );
    expect(restarts.at(-1)).toBe('after:5');
    // Each list moves the stream once at most for each of its reads.
    expect(restarts.length).toBeLessThanOrEqual(newer.reads.length + older.reads.length);
    expect(older.reads.at(-1)).toBe('after:5');
    expect(newer.reads.length + older.reads.length).toBeLessThanOrEqual(5);
    expect(renewals).toBeGreaterThan(0);
  });
