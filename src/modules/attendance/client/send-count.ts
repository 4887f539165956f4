import type { RequestOptions } from '@/platform/browser/http';
import type { ScanAnswer } from '../answers';
import { attendanceApi } from './attendance-api';
import type { IntendedCount } from './count';

/**
 * The account that sends a count, how long the caller waits, the callback for a late answer, and the signal that aborts
 * the request.
 */
export type Asking = Required<Pick<RequestOptions<ScanAnswer>, 'account' | 'deadline'>> & {
  readonly onLate: (answer: Promise<ScanAnswer>) => void;
  readonly signal: AbortSignal;
};

/** Sends a count. Sending the same count again counts nobody twice. Throws ApiError. */
export function sendCount(count: IntendedCount, asking: Asking): Promise<ScanAnswer> {
  const { businessId, target, increment, reason } = count;
  const common = { nonce: count.nonce, occurredAt: count.occurredAt, gateId: count.gateId };
  if ('qrCode' in target) {
    const { qrCode } = target;
    return attendanceApi.scan(businessId, { action: 'increment', qrCode, increment, ...common }, asking);
  }
  const id = target.reservationId;
  return attendanceApi.countAttendance(businessId, { id, delta: increment, reason, ...common }, asking);
}
