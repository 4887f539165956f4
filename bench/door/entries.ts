import { randomUUID } from 'node:crypto';
import type { IntendedCount } from '@/modules/attendance/client/count';
import { syncEntryOf } from '@/modules/attendance/client/sync-entry';
import { type Api, signIn } from '../../tests/support/api';

/** What a phone counts in a night without a network: arrivals by their pass, people without one, people who leave. */
const PARTIES = 400;
const GUESTS = 6;

/** Parties of tonight, each with the text of its pass. */
export async function makeParties(url: string, count = PARTIES, guestCount = GUESTS) {
  const host = await signIn(url, 'host');
  const made: { id: string; code: string; qrCode: string }[] = [];
  const work = Array.from({ length: count }, (_, index) => index);
  const makeNext = async () => {
    for (let index = work.pop(); index !== undefined; index = work.pop()) {
      const { reservation, qrCode } = await host.createWithPass({ customerName: `Grupo ${index}`, guestCount });
      made.push({ id: reservation.id, code: reservation.code, qrCode });
    }
  };
  await Promise.all([makeNext(), makeNext(), makeNext(), makeNext()]);
  return made;
}

/** `count` counts as the phone keeps them: four of five by a pass, the rest clicks and exits. */
export function countsOf(businessId: string, passes: readonly string[], count: number): IntendedCount[] {
  const begin = Date.now() - count * 1000;
  return Array.from({ length: count }, (_, index): IntendedCount => {
    const isPass = index % 5 !== 4;
    const isExit = index % 10 === 9;
    return {
      ...{ nonce: randomUUID(), businessId, venue: 'Terraza', author: null, label: null, place: index + 1 },
      ...{ occurredAt: new Date(begin + index * 1000).toISOString(), flow: isExit ? 'OUT' : 'IN', increment: 1 },
      target: isPass ? { qrCode: passes[index % passes.length] ?? '' } : { category: null },
      basis: isPass ? 'MANIFEST' : 'MANUAL',
    };
  });
}

const MOST = 100;

/** Hands the counts over as a phone does, without one: batch after batch. Resolves to the milliseconds that it took. */
export async function handOver(api: Api, counts: readonly IntendedCount[]): Promise<number> {
  const began = performance.now();
  for (let from = 0; from < counts.length; from += MOST) {
    const entries = counts.slice(from, from + MOST).map(syncEntryOf);
    const { results } = await api.ok<{ results: { state: string }[] }>(
      'POST',
      `/api/puerta/sync?businessId=${api.businessId}`,
      { deviceId: 'bench-phone', sentAt: new Date().toISOString(), entries },
    );
    const odd = results.find(({ state }) => state !== 'ACCEPTED');
    if (odd || results.length !== entries.length) throw new Error(`not counted: ${JSON.stringify(odd)}`);
  }
  return performance.now() - began;
}
