import { ApiError } from '@/app/_client/http';
import { reservasApi } from '@/app/_client/reservas-api';
import type { ScanAnswer } from '@/domain/attendance/schema';
import { type CountJob, Unanswered } from './count-queue';
import { type DoorOutcome, reasonOf } from './door-outcome';

/** Longer than any healthy answer takes: a socket that hangs on a bad network must not hang the door. Milliseconds. */
const TIMEOUT_MS = 8000;

/** What a pass says, without counting anybody. Throws Unanswered. */
export function readPass(businessId: string, qrCode: string): Promise<DoorOutcome> {
  return decide(reservasApi.scan(businessId, { action: 'info', qrCode }));
}

/** Counts a job's people. Sending the same job again counts nobody twice. Throws Unanswered. */
export function sendCount(
  businessId: string,
  { target, increment, nonce, occurredAt }: CountJob,
): Promise<DoorOutcome> {
  if ('qrCode' in target) {
    const { qrCode } = target;
    return decide(reservasApi.scan(businessId, { action: 'increment', qrCode, increment, nonce, occurredAt }));
  }
  const id = target.reservationId;
  return decide(reservasApi.countAttendance(businessId, { id, delta: increment, nonce, occurredAt }));
}

/** Takes back the entry counted with `nonce`. Throws Unanswered. */
export function undoCount(businessId: string, id: string, nonce: string): Promise<DoorOutcome> {
  return decide(reservasApi.undoAttendance(businessId, { id, nonce }));
}

async function decide(call: Promise<ScanAnswer>): Promise<DoorOutcome> {
  try {
    const { reservation, scanCount, maxGuests, excess, replayed } = await Promise.race([call, timeOut()]);
    return { kind: 'counted', reservation, scanCount, maxGuests, excess, replayed };
  } catch (error) {
    if (!(error instanceof ApiError)) throw new Unanswered();
    if (error.code === 'UNAUTHENTICATED') throw new Unanswered(undefined, true);
    if (error.status === 0 || error.status === 429 || error.status >= 500 || error.code === 'UNKNOWN') {
      throw new Unanswered();
    }
    return { kind: 'refused', reason: reasonOf(error.problem) };
  }
}

function timeOut(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Unanswered()), TIMEOUT_MS));
}
