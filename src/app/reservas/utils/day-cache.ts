import { type Query, type QueryClient, replaceEqualDeep } from '@tanstack/react-query';
import { reservasQueryKeys } from '@/app/_client/query-keys';
import { reservasApi } from '@/app/_client/reservas-api';
import type { ReservationList } from '@/domain/reservations/schema';
import { applyAnswer, type DaySnapshot, type WriteAnswer } from '@/realtime/client/reducer';
import { catchUp, type EventTail, mergeSnapshot } from '@/realtime/client/tail';
import { type Cursor, parseCursor } from '@/realtime/protocol/cursor';

/** The cached day lists of one business: how they are read, patched and renewed. Data of these queries is a DaySnapshot. */

const MAX_FETCHES = 3;
/** The epoch of a list whose log is no longer the server's: any answer replaces it. */
const STALE_EPOCH = '';

/** Reads a day as it stands now or later than everything the stream has brought. Throws ApiError. */
export async function fetchDay(
  businessId: string,
  day: string | undefined,
  tail: EventTail,
  signal: AbortSignal,
): Promise<DaySnapshot> {
  let snapshot = toSnapshot(await reservasApi.list(businessId, day, { signal }));
  for (let fetches = 1; fetches < MAX_FETCHES; fetches += 1) {
    const caughtUp = catchUp(snapshot, tail);
    if (caughtUp !== 'refetch') return caughtUp;
    snapshot = toSnapshot(await reservasApi.list(businessId, day, { signal }));
  }
  return snapshot;
}

/** For the query's `structuralSharing`: runs in the same turn as every write to the cache. Equal rows keep their identity. */
export function shareDay(tail: EventTail) {
  return (previous: unknown, incoming: unknown): DaySnapshot => {
    const before = previous as DaySnapshot | undefined;
    return replaceEqualDeep(before, mergeSnapshot(before, incoming as DaySnapshot, tail));
  };
}

/** Brings every list to where the tail stands; one that is too far behind is read again, or dropped when nobody looks at it. */
export function advanceLists(queryClient: QueryClient, businessId: string, tail: EventTail): void {
  for (const query of listQueries(queryClient, businessId)) {
    const list = query.state.data;
    if (!list || list.cursor.epoch !== tail.position?.epoch) continue;
    const caughtUp = catchUp(list, tail);
    if (caughtUp === 'refetch') renew(queryClient, query);
    else if (caughtUp !== list) queryClient.setQueryData(query.queryKey, caughtUp);
  }
}

/** Shows a write's answer, or the current row of a conflict, in every list. */
export function showAnswer(queryClient: QueryClient, businessId: string, tail: EventTail, answer: WriteAnswer): void {
  tail.remember(answer);
  for (const query of listQueries(queryClient, businessId)) {
    const list = query.state.data;
    const next = list && tail.answers.reduce(applyAnswer, list);
    if (next !== list) queryClient.setQueryData(query.queryKey, next);
  }
}

/** Reads all lists that someone looks at again, from whatever log the server has now. Resolves to where the stream may go on. */
export async function renewAll(queryClient: QueryClient, businessId: string, tail: EventTail): Promise<Cursor | null> {
  tail.clear();
  for (const query of listQueries(queryClient, businessId)) {
    const list = query.state.data;
    if (!query.isActive()) queryClient.removeQueries({ queryKey: query.queryKey, exact: true });
    else if (list) queryClient.setQueryData(query.queryKey, { ...list, cursor: { epoch: STALE_EPOCH, seq: 0 } });
  }
  await queryClient.refetchQueries({ queryKey: reservasQueryKeys.lists(businessId), type: 'active' });
  return oldestCursor(queryClient, businessId);
}

/** Where a stream must start so that no cached list misses anything; null without a list. */
export function oldestCursor(queryClient: QueryClient, businessId: string): Cursor | null {
  const cursors = listQueries(queryClient, businessId)
    .map((query) => query.state.data?.cursor)
    .filter((cursor) => cursor !== undefined && cursor.epoch !== STALE_EPOCH);
  return cursors.reduce<Cursor | null>((oldest, cursor) => {
    if (!cursor) return oldest;
    return oldest && oldest.seq <= cursor.seq ? oldest : cursor;
  }, null);
}

/** Every list that is cached, whoever looks at it; one of a log that is gone is left out. */
export function cachedLists(queryClient: QueryClient, businessId: string): DaySnapshot[] {
  return listQueries(queryClient, businessId)
    .map((query) => query.state.data)
    .filter((list) => list !== undefined && isCurrent(list)) as DaySnapshot[];
}

type ListQuery = Query<DaySnapshot>;

function listQueries(queryClient: QueryClient, businessId: string): ListQuery[] {
  return queryClient.getQueryCache().findAll({ queryKey: reservasQueryKeys.lists(businessId) }) as ListQuery[];
}

function renew(queryClient: QueryClient, query: ListQuery): void {
  const filter = { queryKey: query.queryKey, exact: true };
  if (!query.isActive()) queryClient.removeQueries(filter);
  else void queryClient.refetchQueries(filter, { cancelRefetch: false });
}

function toSnapshot({ day, reservations, cursor }: ReservationList): DaySnapshot {
  const position = parseCursor(cursor);
  if (!position) throw new Error('the list came without a cursor');
  return { day, reservations, cursor: position };
}

/** False while a list of a log that is gone waits for its renewal. */
export function isCurrent(list: DaySnapshot): boolean {
  return list.cursor.epoch !== STALE_EPOCH;
}
