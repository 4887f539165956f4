import { Nonce } from '@/modules/attendance/schema';
import { SyncEntry } from './schema';

/** The most of an entry that is kept, in characters; what this product writes is a tenth of it. */
const MOST = 4000;

export interface ReadEntry {
  /** JSON, as it came. */
  readonly content: string;
  /** Null when the entry has none that can be read. */
  readonly nonce: string | null;
  /** Undefined for what cannot be read. */
  readonly entry: SyncEntry | undefined;
}

/** Reads one entry of a batch, whatever it is. */
export function readEntry(raw: unknown): ReadEntry {
  const whole = JSON.stringify(raw) ?? 'null';
  const content = whole.slice(0, MOST);
  const parsed = whole.length > MOST ? undefined : SyncEntry.safeParse(raw).data;
  const named = typeof raw === 'object' && raw !== null && 'nonce' in raw ? Nonce.safeParse(raw.nonce).data : undefined;
  return { content, nonce: parsed?.nonce ?? named ?? null, entry: parsed };
}
