import type { IntendedCount } from '@/modules/attendance/client/count';
import { signIn } from '../../../tests/support/api';
import { login } from '../../../tests/support/login';
import type { TestServer } from '../../../tests/support/server';
import type { Row } from '../../report';
import { countsOf, handOver, makeParties } from '../entries';
import { type DatabaseKind, KINDS, type Measurement, NAMES, slowDown, withPhone, withServer } from '../place';

const COUNT = 2000;
const WHAT = '2,000 queued entries';
/** A page of the same origin that opens no queue. */
const ELSEWHERE = '/test-sse-connection.html';

/** A queue of a night without a network: until the phone may forget it, and what of that is the server's. */
export const drain: Measurement = {
  name: 'drain',
  async run(rounds) {
    const before = process.env.BENCH_BEFORE;
    const rows: Row[] = [];
    for (const kind of KINDS) {
      const server: number[] = [];
      const phone: number[] = [];
      const slow: number[] = [];
      const old: number[] = [];
      for (let round = 0; round < rounds; round++) {
        // In turn, so that what else the machine does falls on both.
        if (before) old.push(await withServer(kind, measureServer, before));
        server.push(await withServer(kind, measureServer));
        phone.push(await withServer(kind, (each) => measurePhone(each, 1)));
        slow.push(await withServer(kind, (each) => measurePhone(each, 4)));
      }
      rows.push(...rowsOf(kind, { server, phone, slow, old }));
    }
    return rows;
  },
};

function rowsOf(
  kind: DatabaseKind,
  { server, phone, slow, old }: Record<'server' | 'phone' | 'slow' | 'old', number[]>,
): Row[] {
  const seconds = (values: readonly number[]) => values.map((ms) => Math.round(ms / 10) / 100);
  const on = NAMES[kind];
  const ratios = server.map((ms, round) => Math.round(((old[round] ?? Number.NaN) / ms) * 100) / 100);
  return [
    { what: `${WHAT}: from a phone, until it has forgotten them, ${on}`, unit: 's', goal: 10, values: seconds(phone) },
    {
      what: `${WHAT}: from a phone slowed 4 times, until it has forgotten them, ${on}`,
      unit: 's',
      goal: 10,
      values: seconds(slow),
    },
    { what: `${WHAT}: the server's part, ${on}`, unit: 's', values: seconds(server) },
    ...(old.length > 0
      ? [
          { what: `${WHAT}: the server's part before, ${on}`, unit: 's' as const, values: seconds(old) },
          { what: `${WHAT}: the server's part, before to now, ${on}`, unit: '×' as const, values: ratios },
        ]
      : []),
  ];
}

async function measureServer(server: TestServer): Promise<number> {
  const parties = await makeParties(server.url);
  const door = await signIn(server.url, 'door');
  const passes = parties.map(({ qrCode }) => qrCode);
  await handOver(door, countsOf(door.businessId, passes, 100));
  return handOver(door, countsOf(door.businessId, passes, COUNT));
}

async function measurePhone(server: TestServer, rate: number): Promise<number> {
  const parties = await makeParties(server.url);
  const { businessId } = await signIn(server.url, 'door');
  const counts = countsOf(
    businessId,
    parties.map(({ qrCode }) => qrCode),
    COUNT,
  );
  return withPhone(server, async (phone) => {
    const { context, page, cpu } = await phone.open();
    await login(context, 'door');
    await page.goto(ELSEWHERE);
    await page.evaluate(fillQueue, counts);
    await page.addInitScript(watchQueue);
    await slowDown(cpu, rate);
    await page.goto('/puerta');
    const took = await page.waitForFunction(() => (window as unknown as Watched).drained, null, {
      ...{ timeout: 180_000, polling: 250 },
    });
    return (await took.jsonValue()) ?? Number.NaN;
  });
}

interface Watched {
  /** Milliseconds from the first request to the moment at which the phone keeps nothing any more. */
  drained?: number;
}

/** Runs in the page: what kept-counts.ts has written in a night. */
async function fillQueue(counts: readonly IntendedCount[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('aforo-counts', 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('counts', { keyPath: 'nonce' });
      opening.result.createObjectStore('marks');
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('counts', 'readwrite');
      for (const count of counts) writing.objectStore('counts').put(count);
      writing.onerror = () => reject(writing.error);
      writing.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}

/** Runs in the page, before its own program. */
function watchQueue(): void {
  let began: number | null = null;
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name.includes('/api/puerta/sync')) began ??= startTime;
  }).observe({ type: 'resource', buffered: true });
  const look = () => {
    if (began === null) return void setTimeout(look, 100);
    const opening = indexedDB.open('aforo-counts');
    opening.onsuccess = () => {
      const counting = opening.result.transaction('counts').objectStore('counts').count();
      counting.onsuccess = () => {
        opening.result.close();
        if (counting.result > 0) setTimeout(look, 100);
        else Object.assign(window, { drained: Math.round(performance.now() - (began ?? 0)) });
      };
    };
  };
  look();
}
