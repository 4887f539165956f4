import type { ScanAnswer } from '@/domain/attendance/schema';
import { type CountJob, Unanswered } from './count-queue';
import { type DoorOutcome, reasonOf } from './door-outcome';

/** Longer than any healthy answer takes; a socket that hangs on a bad network must not hang the door. */
const TIMEOUT_MS = 8000;

/** What a pass says, without counting anybody. Throws Unanswered. */
export function readPass(businessId: string, qrCode: string): Promise<DoorOutcome> {
  return post('/api/reservas/qr-scan', businessId, { action: 'info', qrCode });
}

/** Counts a job's people. Sending the same job again counts nobody twice. Throws Unanswered. */
export function sendCount(
  businessId: string,
  { target, increment, nonce, occurredAt }: CountJob,
): Promise<DoorOutcome> {
  if ('qrCode' in target) {
    const { qrCode } = target;
    return post('/api/reservas/qr-scan', businessId, { action: 'increment', qrCode, increment, nonce, occurredAt });
  }
  const path = `/api/reservas/${encodeURIComponent(target.reservationId)}/asistencia`;
  return post(path, businessId, { delta: increment, nonce, occurredAt });
}

/** Takes back the entry counted with `nonce`. Throws Unanswered. */
export function undoCount(businessId: string, reservationId: string, nonce: string): Promise<DoorOutcome> {
  return post(`/api/reservas/${encodeURIComponent(reservationId)}/asistencia/anular`, businessId, { nonce });
}

async function post(path: string, businessId: string, body: Record<string, unknown>): Promise<DoorOutcome> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ businessId, ...body }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new Unanswered();
  });
  const answer: unknown = await response.json().catch(() => {
    throw new Unanswered();
  });
  if (response.ok) return toCounted(answer as ScanAnswer);
  if (response.status === 401) throw new Unanswered(undefined, true);
  const reason = reasonOf(answer);
  if (response.status >= 500 || reason === 'RATE_LIMITED') {
    throw new Unanswered(Number(response.headers.get('retry-after') ?? 0) * 1000);
  }
  return { kind: 'refused', reason };
}

function toCounted({ reservation, ...rest }: ScanAnswer): DoorOutcome {
  const scanCount = rest.scanCount ?? reservation.scanCount;
  const maxGuests = rest.maxGuests ?? reservation.guestCount;
  const excess = rest.excess ?? Math.max(0, scanCount - maxGuests);
  return { kind: 'counted', reservation, scanCount, maxGuests, excess, replayed: rest.replayed ?? false };
}
