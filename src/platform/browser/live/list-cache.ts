import { type Query, type QueryClient, replaceEqualDeep } from '@tanstack/react-query';
import { catchUp, type EventTail, mergeSnapshot, showAnswers } from '@/realtime/client/event-tail';
import type { LiveList, OwnAnswer } from '@/realtime/client/list-rules';
import type { Cursor } from '@/realtime/protocol/cursor';
import { type AnyCollection, type Collection, listKey } from './collection';

/** The cached lists of one venue, of every collection: how they are read and patched. Their queries name their collection in `meta`. */

const MAX_FETCHES = 3;
/** The epoch of a list that may differ from the server's: any answer replaces it. */
const STALE_EPOCH = '';

/** The cursor of a list that any answer replaces. */
export function staleCursor(): Cursor {
  return { epoch: STALE_EPOCH, seq: 0 };
}

interface ReadOptions<Args, List> {
  readonly businessId: string;
  readonly args: Args;
  readonly tail: EventTail;
  readonly signal: AbortSignal;
  readonly onLate: (list: List) => void;
}

/**
 * Reads a list that includes everything that the stream has delivered; after MAX_FETCHES reads, the last list as it is. Throws ApiError.
 */
export async function readList<Args, List extends LiveList, Answer extends OwnAnswer>(
  collection: Collection<Args, List, Answer>,
  { businessId, args, tail, signal, onLate }: ReadOptions<Args, List>,
): Promise<List> {
  const read = () => collection.fetch(businessId, args, { signal, onLate });
  let list = await read();
  for (let fetches = 1; fetches < MAX_FETCHES; fetches += 1) {
    const caughtUp = catchUp(collection, list, tail);
    if (caughtUp !== 'refetch') return caughtUp;
    list = await read();
  }
  return list;
}

/** Stores a list that arrived late; it is shown unless a newer one is. */
export function keepLate(queryClient: QueryClient, queryKey: readonly unknown[], list: LiveList): void {
  if (queryClient.getQueryState(queryKey)) queryClient.setQueryData(queryKey, list);
}

/** For the query's `structuralSharing`: it runs in the same turn as every write to the cache. Equal rows keep their identity. */
export function shareList<Args, List extends LiveList, Answer extends OwnAnswer>(
  collection: Collection<Args, List, Answer>,
  tail: EventTail,
) {
  return (previous: unknown, incoming: unknown): List => {
    const before = previous as List | undefined;
    return replaceEqualDeep(before, mergeSnapshot(collection, before, incoming as List, tail));
  };
}

/** Brings every list to the position of the tail. One that is too far behind is read again, or dropped when no screen shows it. */
export function advanceLists(queryClient: QueryClient, businessId: string, tail: EventTail): void {
  for (const { query, collection } of liveQueries(queryClient, businessId)) {
    const list = query.state.data;
    if (!list || list.cursor.epoch !== tail.position?.epoch) continue;
    const caughtUp = catchUp(collection, list, tail);
    if (caughtUp === 'refetch') renew(queryClient, query);
    else if (caughtUp !== list) queryClient.setQueryData(query.queryKey, caughtUp);
  }
}

/** Shows a write's answer, or the current row of a conflict, in every list of its collection. */
export function showAnswer<Args, List extends LiveList, Answer extends OwnAnswer>(
  queryClient: QueryClient,
  businessId: string,
  tail: EventTail,
  collection: Collection<Args, List, Answer>,
  answer: Answer,
): void {
  tail.remember(collection, answer);
  for (const query of queriesOf(queryClient, businessId, collection)) {
    const list = query.state.data;
    const next = list && showAnswers(collection, list, tail);
    if (next !== list) queryClient.setQueryData(query.queryKey, next);
  }
}

/** Lists that a screen shows are stale until they have been read again; the others are dropped. */
export function markStale(queryClient: QueryClient, businessId: string): void {
  for (const { query } of liveQueries(queryClient, businessId)) {
    const list = query.state.data;
    if (!query.isActive()) queryClient.removeQueries({ queryKey: query.queryKey, exact: true });
    else if (list) queryClient.setQueryData(query.queryKey, { ...list, cursor: staleCursor() });
  }
}

/**
 * Everything of the venue that is no list is read again where it is shown. It is called when the stream goes on from a position that it
 * has not reached by events: what an event would have refreshed may be older than that position.
 */
export function readOthersAgain(queryClient: QueryClient, businessId: string): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey, meta }) => queryKey[1] === businessId && meta?.collection === undefined,
  });
}

/** Lists that a screen shows and that do not, or do not yet, equal the server's. */
export function staleQueries(queryClient: QueryClient, businessId: string): Query<LiveList>[] {
  return liveQueries(queryClient, businessId)
    .map(({ query }) => query)
    .filter((query) => query.isActive() && !(query.state.data && isCurrent(query.state.data)));
}

/** Whether a screen shows any list. */
export function isWatched(queryClient: QueryClient, businessId: string): boolean {
  return liveQueries(queryClient, businessId).some(({ query }) => query.isActive());
}

/** The cursor at which a stream must start so that no cached list misses an event; null without a list. */
export function oldestCursor(queryClient: QueryClient, businessId: string): Cursor | null {
  const cursors = liveQueries(queryClient, businessId)
    .map(({ query }) => query.state.data?.cursor)
    .filter((cursor) => cursor !== undefined && cursor.epoch !== STALE_EPOCH);
  return cursors.reduce<Cursor | null>((oldest, cursor) => {
    if (!cursor) return oldest;
    return oldest && oldest.seq <= cursor.seq ? oldest : cursor;
  }, null);
}

/** Every cached list of a collection, shown or not; a list of a replaced log is left out. */
export function cachedLists<Args, List extends LiveList, Answer extends OwnAnswer>(
  queryClient: QueryClient,
  businessId: string,
  collection: Collection<Args, List, Answer>,
): List[] {
  return queriesOf(queryClient, businessId, collection)
    .map((query) => query.state.data)
    .filter((list) => list !== undefined && isCurrent(list)) as List[];
}

/** Joins a read that is in progress: on a slow connection, a read that is cancelled for the next one never ends. */
export function readAgain(queryClient: QueryClient, query: Query<LiveList>): void {
  void queryClient.refetchQueries({ queryKey: query.queryKey, exact: true }, { cancelRefetch: false });
}

/** False while a list waits for its renewal. */
export function isCurrent(list: LiveList): boolean {
  return list.cursor.epoch !== STALE_EPOCH;
}

function queriesOf<Args, List extends LiveList, Answer extends OwnAnswer>(
  queryClient: QueryClient,
  businessId: string,
  collection: Collection<Args, List, Answer>,
): Query<List>[] {
  return queryClient.getQueryCache().findAll({ queryKey: listKey(collection, businessId) }) as unknown as Query<List>[];
}

/** The queries of a venue that hold lists of any collection. */
function liveQueries(queryClient: QueryClient, businessId: string) {
  return queryClient
    .getQueryCache()
    .findAll({ predicate: ({ queryKey }) => queryKey[1] === businessId })
    .flatMap((query) => {
      const collection = query.meta?.collection as AnyCollection | undefined;
      return collection ? [{ query: query as unknown as Query<LiveList>, collection }] : [];
    });
}

function renew(queryClient: QueryClient, query: Query<LiveList>): void {
  if (query.isActive()) readAgain(queryClient, query);
  else queryClient.removeQueries({ queryKey: query.queryKey, exact: true });
}
