import { sqlState } from './transaction';

/** Connection classes 08 and 57P, and too many connections. */
const STATES = /^(08...|57P0[1-5]|53300)$/;
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
const DRIVER_TEXTS = /timeout exceeded when trying to connect|Connection terminated/;

/** Whether the database could not be reached or had no connection free: the same request may succeed in a moment. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (STATES.test(sqlState(error) ?? '') || DRIVER_TEXTS.test(error.message)) return true;
  if ('code' in error && SOCKET_CODES.has(String(error.code))) return true;
  return isDatabaseUnavailable(error.cause);
}
