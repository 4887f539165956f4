import type { LogEntry } from '@/realtime/protocol/log';
import { env } from '../env';
import { transactionRetries } from '../metrics/instruments';
import { shared } from '../shared';
import { type OpenDatabase, openDatabase, type Tx } from './client';
import { sqlState } from './sql-state';

/** The process's database. */
export function database(): OpenDatabase {
  return shared('database', () => openDatabase(env()));
}

export function db() {
  return database().db;
}

type Bell = (entries: readonly LogEntry[]) => void;
const bell = () => shared<{ ring: Bell }>('bell', () => ({ ring: () => {} }));

/** Whoever delivers events registers here; it is called after each commit that emitted some, in no guaranteed order. */
export function onCommit(ring: Bell): void {
  bell().ring = ring;
}

const emitted = new WeakMap<Tx, LogEntry[]>();

/** Called by the event log alone: what to announce once the transaction has committed. */
export function announceAfterCommit(tx: Tx, entry: LogEntry): void {
  emitted.get(tx)?.push(entry);
}

const RETRIED_STATES = new Set(['40001', '40P01']);
const MAX_TRIES = 4;

/**
 * Runs `work` in one READ COMMITTED transaction and rings the bell after the commit.
 * A serialisation failure or deadlock runs `work` again, so it must have no effect outside the database.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, tries = MAX_TRIES): Promise<T> {
  const entries: LogEntry[] = [];
  try {
    const result = await db().transaction(async (tx) => {
      emitted.set(tx, entries);
      return work(tx);
    });
    if (entries.length > 0) bell().ring(entries);
    return result;
  } catch (error) {
    if (tries <= 1 || !RETRIED_STATES.has(sqlState(error) ?? '')) throw error;
    transactionRetries.inc();
    return transaction(work, tries - 1);
  }
}

/** Runs `read` on one consistent snapshot. */
export function snapshot<T>(read: (tx: Tx) => Promise<T>): Promise<T> {
  return db().transaction(read, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}
