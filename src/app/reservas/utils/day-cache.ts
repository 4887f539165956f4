import { type Query, type QueryClient, replaceEqualDeep } from '@tanstack/react-query';
import type { ReservationList } from '@/modules/reservations/answers';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { reservasApi } from '@/modules/reservations/client/reservas-api';
import { applyAnswer, type DaySnapshot, type WriteAnswer } from '@/realtime/client/reducer';
import { catchUp, type EventTail, mergeSnapshot } from '@/realtime/client/tail';
import { type Cursor, parseCursor } from '@/realtime/protocol/cursor';

/** The cached day lists of one business: how they are read and patched. Data of these queries is a DaySnapshot. */

const MAX_FETCHES = 3;
/** The epoch of a list that may no longer be what the server has: any answer replaces it. */
const STALE_EPOCH = '';

interface DayRead {
  readonly businessId: string;
  readonly day: string | undefined;
  readonly tail: EventTail;
  readonly signal: AbortSignal;
  /** Takes a list that came after its request was given up. */
  readonly onLate: (snapshot: DaySnapshot) => void;
}

/** Reads a day as it stands now or later than everything the stream has brought. Throws ApiError. */
export async function fetchDay({ businessId, day, tail, signal, onLate }: DayRead): Promise<DaySnapshot> {
  const takeLate = (list: Promise<ReservationList>) => list.then((late) => onLate(toSnapshot(late))).catch(() => {});
  const read = async () => toSnapshot(await reservasApi.list(businessId, day, { signal, onLate: takeLate }));
  let snapshot = await read();
  for (let fetches = 1; fetches < MAX_FETCHES; fetches += 1) {
    const caughtUp = catchUp(snapshot, tail);
    if (caughtUp !== 'refetch') return caughtUp;
    snapshot = await read();
  }
  return snapshot;
}

/** A list that came late is as good as any: shown unless a newer one is. */
export function keepLate(queryClient: QueryClient, queryKey: readonly unknown[], snapshot: DaySnapshot): void {
  if (queryClient.getQueryState(queryKey)) queryClient.setQueryData(queryKey, snapshot);
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

/** Lists that someone looks at are stale until they have been read again; the others are dropped. */
export function markStale(queryClient: QueryClient, businessId: string): void {
  for (const query of listQueries(queryClient, businessId)) {
    const list = query.state.data;
    if (!query.isActive()) queryClient.removeQueries({ queryKey: query.queryKey, exact: true });
    else if (list) queryClient.setQueryData(query.queryKey, { ...list, cursor: { epoch: STALE_EPOCH, seq: 0 } });
  }
}

/** Lists that someone looks at and that are not, or not yet, the server's. */
export function staleQueries(queryClient: QueryClient, businessId: string): ListQuery[] {
  return listQueries(queryClient, businessId).filter(
    (query) => query.isActive() && !(query.state.data && isCurrent(query.state.data)),
  );
}

/** Whether someone looks at any list. */
export function isWatched(queryClient: QueryClient, businessId: string): boolean {
  return listQueries(queryClient, businessId).some((query) => query.isActive());
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

export type ListQuery = Query<DaySnapshot>;

function listQueries(queryClient: QueryClient, businessId: string): ListQuery[] {
  return queryClient.getQueryCache().findAll({ queryKey: reservasQueryKeys.lists(businessId) }) as ListQuery[];
}

function renew(queryClient: QueryClient, query: ListQuery): void {
  if (query.isActive()) readAgain(queryClient, query);
  else queryClient.removeQueries({ queryKey: query.queryKey, exact: true });
}

/** Joins a read that is under way: on a slow line, one that is cancelled for the next never ends. */
export function readAgain(queryClient: QueryClient, query: ListQuery): void {
  void queryClient.refetchQueries({ queryKey: query.queryKey, exact: true }, { cancelRefetch: false });
}

function toSnapshot({ day, reservations, cursor }: ReservationList): DaySnapshot {
  const position = parseCursor(cursor);
  if (!position) throw new Error('the list came without a cursor');
  return { day, reservations, cursor: position };
}

/** False while a list waits for its renewal. */
export function isCurrent(list: DaySnapshot): boolean {
  return list.cursor.epoch !== STALE_EPOCH;
}
