import { randomUUID } from 'node:crypto';
import { type Api, signIn } from '../../../tests/support/api';
import { MARK } from '../programs/event';
import { httpPost } from './server';

/** Parties that people enter in turn, so that no row's lock orders the scans; the venue's own number does. */
const PARTIES = 64;
const GUESTS = 1_000;

/** Reservations for tonight with a pass each. Their guests' name holds the mark, so that each scan's event has it once. */
export async function createPasses(url: string): Promise<{ owner: Api; passes: string[] }> {
  const owner = await signIn(url, 'owner');
  const passes: string[] = [];
  for (let i = 0; i < PARTIES; i++) {
    const { qrCode } = await owner.createWithPass({ customerName: `Bench ${MARK}`, guestCount: GUESTS });
    passes.push(qrCode);
  }
  return { owner, passes };
}

/** `count` different scans, as requests. */
export function scanRequests({ cookie, businessId }: Api, passes: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const nonce = randomUUID();
    const scan = { businessId, qrCode: passes[i % passes.length], action: 'increment', increment: 1, nonce };
    return httpPost('/api/reservas/qr-scan', JSON.stringify(scan), { cookie, 'content-type': 'application/json' });
  });
}
