import { ApiError, type RequestOptions } from '@/platform/browser/http';
import type { ScanAnswer } from '../answers';
import { attendanceApi } from './attendance-api';
import type { CountAnswer, IntendedCount } from './count';
import { flowApi } from './flow-api';

/**
 * The account that sends a count, how long the caller waits, the callback for a late answer, and the signal that aborts
 * the request.
 */
export type Asking<Answer = CountAnswer> = Required<Pick<RequestOptions<Answer>, 'account' | 'deadline'>> & {
  readonly onLate: (answer: Promise<Answer>) => void;
  readonly signal: AbortSignal;
};

/** A count whose answer shows its party as it is now. */
export function isOfParty({ target, flow }: IntendedCount): boolean {
  return flow === 'IN' && !('category' in target) && !('undoOf' in target && target.reservationId === undefined);
}

/** Asks the server to decide a count. Sending the same count again counts nobody twice. Throws ApiError. */
export function sendCount(count: IntendedCount, asking: Asking): Promise<CountAnswer> {
  return isOfParty(count) ? sendPartyCount(count, asking) : sendEntry(count, asking);
}

/** The same for a count of a party (`isOfParty`). */
export async function sendPartyCount(count: IntendedCount, asking: Asking<ScanAnswer>): Promise<ScanAnswer> {
  const { businessId, target, increment, nonce, occurredAt, gateId, reason } = count;
  const at = { nonce, occurredAt, gateId };
  if ('qrCode' in target) {
    const { qrCode } = target;
    return attendanceApi.scan(businessId, { action: 'increment', qrCode, increment, ...at }, asking);
  }
  if ('category' in target || target.reservationId === undefined) throw new ApiError('UNKNOWN', 0);
  const id = target.reservationId;
  if ('undoOf' in target) return attendanceApi.undoAttendance(businessId, { id, nonce: target.undoOf, reason }, asking);
  return attendanceApi.countAttendance(businessId, { id, delta: increment, ...at, reason }, asking);
}

function sendEntry(count: IntendedCount, asking: Asking): Promise<CountAnswer> {
  const { businessId, target, flow, increment, nonce, occurredAt, gateId, reason } = count;
  if ('undoOf' in target) return flowApi.undoClick(businessId, target.undoOf, asking);
  const at = { nonce, occurredAt, gateId };
  if (flow === 'OUT') {
    const qrCode = 'qrCode' in target ? target.qrCode : undefined;
    return flowApi.leave(businessId, { delta: increment, qrCode, ...at }, asking);
  }
  const category = 'category' in target ? (target.category ?? undefined) : undefined;
  return flowApi.click(businessId, { delta: increment, category, ...at, reason }, asking);
}
