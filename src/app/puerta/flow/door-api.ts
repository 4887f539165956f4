import type { ScanAnswer } from '@/modules/attendance/answers';
import { attendanceApi } from '@/modules/attendance/client/attendance-api';
import { isDecisive, type Verdict } from '@/modules/attendance/client/count';
import { type DoorOutcome, reasonOf } from './door-outcome';

/** Longer than any healthy answer takes: a socket that hangs on a bad network must not hang the door. Milliseconds. */
const DEADLINE_MS = 8000;

/** What a pass says, without counting anybody. Throws ApiError when the server did not decide, or the signal's reason. */
export function readPass(businessId: string, qrCode: string, signal: AbortSignal): Promise<DoorOutcome> {
  return decide(attendanceApi.scan(businessId, { action: 'info', qrCode }, { deadline: DEADLINE_MS, signal }));
}

/** Takes back the entry counted with `nonce`. Throws ApiError when the server did not decide. */
export function undoCount(businessId: string, id: string, nonce: string): Promise<DoorOutcome> {
  return decide(attendanceApi.undoAttendance(businessId, { id, nonce }, { deadline: DEADLINE_MS }));
}

export function outcomeOf(verdict: Verdict): DoorOutcome {
  if (verdict.kind === 'refused') return { kind: 'refused', reason: reasonOf(verdict.error.problem) };
  const { reservation, scanCount, maxGuests, excess, replayed } = verdict.answer;
  return { kind: 'counted', reservation, scanCount, maxGuests, excess, replayed };
}

async function decide(call: Promise<ScanAnswer>): Promise<DoorOutcome> {
  try {
    return outcomeOf({ kind: 'counted', answer: await call });
  } catch (error) {
    if (!isDecisive(error)) throw error;
    return outcomeOf({ kind: 'refused', error });
  }
}
