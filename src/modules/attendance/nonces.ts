import { createHash } from 'node:crypto';
import type { Context } from '@/modules/access/context';
import { sqlState } from '@/platform/db/sql-state';
import { DomainError } from '@/platform/errors';
import type { AttendanceRow } from './record-entry';

const UNIQUE_VIOLATION = '23505';

/**
 * A hash of the request that a nonce stands for. The clock, gate and force of a retry may differ; what it counts may
 * not.
 */
export function hashEntry(method: AttendanceRow['method'], reservationId: string, delta: number): string {
  return createHash('sha256').update(`${method}:${reservationId}:${delta}`).digest('hex');
}

/** A hash of who asks, and of all that they ask for as the schema returns it: a copy has the same, every other request another. */
export function hashRequest({ userId }: Context, input: object): string {
  return createHash('sha256')
    .update(JSON.stringify([userId, input]))
    .digest('hex');
}

/**
 * Runs a transaction that records an entry. When one nonce is used for two reservations at once, both pass the look-up
 * and one fails at the unique index: its second run then finds the entry of the first and decides as usual.
 */
export async function withNonce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
  }
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    throw new DomainError('NONCE_REUSED', { cause: error });
  }
}
