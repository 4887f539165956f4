import type { LogEntry } from '@/realtime/protocol/log';
import { env } from '../env';
import { log } from '../log';
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

type Listener = (entries: readonly LogEntry[]) => void;
const listeners = () => shared('commit-listeners', () => new Set<Listener>());

/** Calls `listener` after each commit that emitted events, in no guaranteed order. Returns the function that stops it. */
export function onCommit(listener: Listener): () => void {
  listeners().add(listener);
  return () => listeners().delete(listener);
}

/** The commit remains valid whatever a listener does, and the other listeners are called. */
function announce(entries: readonly LogEntry[]): void {
  if (entries.length === 0) return;
  for (const listener of listeners()) {
    try {
      listener(entries);
    } catch (error) {
      log().error({ err: error }, 'a listener of commits failed');
    }
  }
}

const emitted = new WeakMap<Tx, LogEntry[]>();

/** Only the event log calls this: it registers what to announce once the transaction has committed. */
export function announceAfterCommit(tx: Tx, entry: LogEntry): void {
  emitted.get(tx)?.push(entry);
}

/** Serialisation failure, deadlock, and a plan that a migration of another process has made stale. */
const RETRIED_STATES = new Set(['40001', '40P01', '0A000']);
const MAX_TRIES = 4;

/**
 * Runs `work` in one READ COMMITTED transaction and calls the listeners of `onCommit` after the commit.
 * After a serialisation failure, a deadlock or a stale plan it runs `work` again, so `work` must have no effect outside the
 * database.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, tries = MAX_TRIES): Promise<T> {
  const entries: LogEntry[] = [];
  try {
    const result = await db().transaction(async (tx) => {
      emitted.set(tx, entries);
      return work(tx);
    });
    announce(entries);
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
