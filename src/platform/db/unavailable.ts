import { sqlState } from './sql-state';

/** Connection classes 08 and 57P, and too many connections. */
const STATES = /^(08...|57P0[1-5]|53300)$/;
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
/** The last one is the error of a rollback after its connection failed during a transaction; it hides the first error. */
const DRIVER_TEXTS =
  /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/;

/** Whether the database could not be reached or had no free connection: the same request may succeed in a moment. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (STATES.test(sqlState(error) ?? '') || DRIVER_TEXTS.test(error.message)) return true;
  if ('code' in error && SOCKET_CODES.has(String(error.code))) return true;
  return isDatabaseUnavailable(error.cause);
}

/** Whether the database has no room left: the failed write was undone. */
export function isStorageFull(error: unknown): boolean {
  return sqlState(error) === '53100';
}
