import type { ScanAnswer } from '@/modules/attendance/answers';
import { attendanceApi } from '@/modules/attendance/client/attendance-api';
import { isDecisive } from '@/modules/attendance/client/count';
import type { Verdict } from '@/modules/attendance/client/count-queue';
import { arrivalOf, type DoorOutcome, partyOf, reasonOf, type WantedCount } from './door-outcome';

/** Milliseconds: longer than any normal answer takes. */
const DEADLINE_MS = 8000;

/** Reads a pass without counting anybody. Throws ApiError when the server did not decide, or the signal's reason. */
export function readPass(
  businessId: string,
  pass: { readonly qrCode: string; readonly gateId: string | null },
  waiting: { readonly deadline: number; readonly signal: AbortSignal },
): Promise<DoorOutcome> {
  const { qrCode, gateId } = pass;
  return decide(attendanceApi.scan(businessId, { action: 'info', qrCode, gateId: gateId ?? undefined }, waiting));
}

/** Undoes the entry that was counted with `nonce`. Throws ApiError when the server did not decide. */
export function undoCount(businessId: string, id: string, nonce: string): Promise<DoorOutcome> {
  return decide(attendanceApi.undoAttendance(businessId, { id, nonce }, { deadline: DEADLINE_MS }));
}

/**
 * Counts people whom a venue that is full has refused, for who may and with their reason. Sending the same nonce again counts
 * nobody twice. Throws ApiError when the server did not decide.
 */
export function forceCount(
  businessId: string,
  { target, increment }: WantedCount,
  override: { readonly nonce: string; readonly gateId: string | null; readonly reason: string },
): Promise<DoorOutcome> {
  const common = { ...override, gateId: override.gateId ?? undefined, force: true };
  const waiting = { deadline: DEADLINE_MS };
  return decide(
    'qrCode' in target
      ? attendanceApi.scan(businessId, { action: 'increment', qrCode: target.qrCode, increment, ...common }, waiting)
      : attendanceApi.countAttendance(businessId, { id: target.reservationId, delta: increment, ...common }, waiting),
  );
}

export function outcomeOf(verdict: Extract<Verdict, { kind: 'counted' | 'refused' }>): DoorOutcome {
  if (verdict.kind === 'refused') {
    const { problem } = verdict.error;
    const arrival = arrivalOf(problem);
    const refused = { kind: 'refused', reason: reasonOf(problem), reservation: partyOf(problem) } as const;
    return arrival ? { ...refused, arrival } : refused;
  }
  const { reservation, scanCount, maxGuests, excess, outside, kind } = verdict.answer;
  return { kind: 'counted', reservation, scanCount, maxGuests, excess, outside, isBack: kind === 'REENTRY' };
}

async function decide(call: Promise<ScanAnswer>): Promise<DoorOutcome> {
  try {
    return outcomeOf({ kind: 'counted', answer: await call });
  } catch (error) {
    if (!isDecisive(error)) throw error;
    return outcomeOf({ kind: 'refused', error });
  }
}
