import type { ScanAnswer } from '@/modules/attendance/answers';
import { attendanceApi } from '@/modules/attendance/client/attendance-api';
import { isDecisive, type Verdict } from '@/modules/attendance/client/count';
import { type DoorOutcome, partyOf, reasonOf } from './door-outcome';

/** Milliseconds: longer than any normal answer takes. */
const DEADLINE_MS = 8000;

/** Reads a pass without counting anybody. Throws ApiError when the server did not decide, or the signal's reason. */
export function readPass(
  businessId: string,
  qrCode: string,
  waiting: { readonly deadline: number; readonly signal: AbortSignal },
): Promise<DoorOutcome> {
  return decide(attendanceApi.scan(businessId, { action: 'info', qrCode }, waiting));
}

/** Undoes the entry that was counted with `nonce`. Throws ApiError when the server did not decide. */
export function undoCount(businessId: string, id: string, nonce: string): Promise<DoorOutcome> {
  return decide(attendanceApi.undoAttendance(businessId, { id, nonce }, { deadline: DEADLINE_MS }));
}

export function outcomeOf(verdict: Verdict): DoorOutcome {
  if (verdict.kind === 'refused') {
    const { problem } = verdict.error;
    return { kind: 'refused', reason: reasonOf(problem), reservation: partyOf(problem) };
  }
  const { reservation, scanCount, maxGuests, excess } = verdict.answer;
  return { kind: 'counted', reservation, scanCount, maxGuests, excess };
}

async function decide(call: Promise<ScanAnswer>): Promise<DoorOutcome> {
  try {
    return outcomeOf({ kind: 'counted', answer: await call });
  } catch (error) {
    if (!isDecisive(error)) throw error;
    return outcomeOf({ kind: 'refused', error });
  }
}
