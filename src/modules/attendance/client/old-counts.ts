import * as z from 'zod/mini';
import { IntendedCount } from './count';

/** Under which the version before kept one record per count. */
const KEY = 'aforo.count.';
/** Under which the version before that kept all counts of one venue, without their author. */
const LIST_KEY = 'aforo.door.unanswered.';
const List = z.array(z.omit(IntendedCount, { businessId: true, venue: true, author: true }));

interface OldRecord {
  readonly key: string;
  readonly counts: readonly IntendedCount[];
}

export function isOldKey(key: string | null): boolean {
  return key !== null && (key.startsWith(KEY) || key.startsWith(LIST_KEY));
}

/** The records that earlier versions have left in `localStorage`; what cannot be read is none. */
export function readOldCounts(storage: Storage): OldRecord[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  return keys.filter(isOldKey).flatMap((key) => {
    const body = parseJson(storage.getItem(key));
    const counts = key.startsWith(KEY) ? one(key, body) : list(key, body);
    return counts ? [{ key, counts }] : [];
  });
}

function one(key: string, body: unknown): IntendedCount[] | null {
  const count = IntendedCount.safeParse(body);
  return count.success && key === KEY + count.data.nonce ? [count.data] : null;
}

function list(key: string, body: unknown): IntendedCount[] | null {
  const counts = List.safeParse(body);
  const ofVenue = { businessId: key.slice(LIST_KEY.length), venue: null, author: null };
  return counts.success ? counts.data.map((count) => ({ ...count, ...ofVenue })) : null;
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}
