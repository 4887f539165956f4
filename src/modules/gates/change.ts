import { changer } from '@/modules/events/change';
import { sqlState } from '@/platform/db/sql-state';
import { DomainError } from '@/platform/errors';
import { gate } from './tables';
import type { Gate } from './wire';

export type GateRow = typeof gate.$inferSelect;

/** Every write of a gate uses it. See `changer`. */
export const changeGate = changer('gate', gate);

export function toGate({ id, name, direction, active, version }: GateRow): Gate {
  return { id, name, direction, active, version };
}

/** What the audit says of a gate. */
export function auditedGate({ name, direction, active }: GateRow) {
  return { name, direction, active };
}

const UNIQUE_VIOLATION = '23505';

/** Runs a write of a gate; the name is the only value that must be unique. Throws GATE_NAME_TAKEN. */
export async function withName<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw sqlState(error) === UNIQUE_VIOLATION ? new DomainError('GATE_NAME_TAKEN', { cause: error }) : error;
  }
}
