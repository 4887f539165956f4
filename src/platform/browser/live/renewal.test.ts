import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import type { LiveList } from '@/realtime/client/list-rules';
import { type AnyCollection, listKey } from './collection';
import { liveStoreOf } from './live-store';

const VENUE = 'b1';
const COLLECTION = { name: 'thing', key: () => [] } as unknown as AnyCollection;
/** Something that is no list, and that an event refreshes. */
const VIEW = ['pass', VENUE, 'some'];

test('what an event would refresh is read again after the lists, from whose position the stream goes on', async () => {
  // What the server has; the answer of a list waits for `isAnswering`.
  const server = { seq: 1, isAnswering: true };
  const answered = () => vi.waitFor(() => expect(server.isAnswering).toBe(true), { timeout: 5000, interval: 5 });
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  const { renewal } = liveStoreOf(client, VENUE);
  const list = new QueryObserver<LiveList>(client, {
    ...{ queryKey: listKey(COLLECTION, VENUE), meta: { collection: COLLECTION } },
    queryFn: async () => {
      await answered();
      return { cursor: { epoch: 'e1', seq: server.seq } };
    },
  });
  const view = new QueryObserver<number>(client, { queryKey: VIEW, queryFn: async () => server.seq });
  const leave = [list.subscribe(() => {}), view.subscribe(() => {})];
  await vi.waitFor(() =>
    expect([list.getCurrentResult().data?.cursor.seq, view.getCurrentResult().data]).toEqual([1, 1]),
  );

  server.isAnswering = false;
  expect(renewal.ask()).toBe(true);
  expect(renewal.finish(), 'the list has not been read').toBeNull();
  await vi.waitFor(() => expect(client.isFetching({ queryKey: VIEW })).toBe(0));
  // An event about what the view shows: the stream, which goes on from the list's position, does not bring it again.
  server.seq = 2;
  server.isAnswering = true;
  await vi.waitFor(() => expect(list.getCurrentResult().data?.cursor.seq).toBe(2));
  expect(renewal.finish()).toEqual({ epoch: 'e1', seq: 2 });
  await vi.waitFor(() => expect(view.getCurrentResult().data).toBe(2));
  for (const end of leave) end();
  client.clear();
});

test('where no list is shown, the others are read again at once', async () => {
  const server = { seq: 1 };
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  const view = new QueryObserver<number>(client, { queryKey: VIEW, queryFn: async () => server.seq });
  const leave = view.subscribe(() => {});
  await vi.waitFor(() => expect(view.getCurrentResult().data).toBe(1));
  server.seq = 2;
  expect(liveStoreOf(client, VENUE).renewal.ask()).toBe(false);
  await vi.waitFor(() => expect(view.getCurrentResult().data).toBe(2));
  leave();
  client.clear();
});
