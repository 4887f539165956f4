import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from '../tests/support/api';
import { startServer } from '../tests/support/server';
import { launchBrowser, openList, paintedAt, watchCount } from './browser';
import { summarize, writeResults } from './lib';

/** kill −9, start again, and the time from `/api/ready` until every open page shows a scan made while it was away. */
const ROUNDS = 5;
const SCREENS = 3;
/** A stream that breaks sooner has not recovered, and its client waits ever longer: each round is an outage of its own. */
const STABLE_MS = 3_500;

const server = await startServer();
const browser = await launchBrowser();
try {
  const host = await signIn(server.url, 'host');
  const { reservation, qrCode } = await host.createWithPass({ guestCount: 1000 });
  const screens = await Promise.all(Array.from({ length: SCREENS }, () => openList(browser, server.url)));
  for (const { page } of screens) await watchCount(page, reservation.id);

  const starts: number[] = [];
  const recoveries: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    await server.kill9();
    const killed = Date.now();
    await server.restart();
    const ready = Date.now();
    starts.push(ready - killed);
    const { status } = await host.scan(qrCode, randomUUID());
    if (status !== 200) throw new Error(`a scan answered ${status}`);
    for (const { page } of screens) recoveries.push((await paintedAt(page, round)) - ready);
    await screens[0]?.page.getByText('Tiempo Real Activo').waitFor();
    await sleep(STABLE_MS);
  }
  const start = summarize(starts);
  const recovery = summarize(recoveries);
  writeResults(
    'recovery',
    [
      { what: 'kill −9 to ready again, median', value: `${start.p50} ms` },
      {
        what: 'Ready again to every page caught up, median and slowest',
        value: `${recovery.p50} / ${recovery.max} ms`,
      },
    ],
    { rounds: ROUNDS, screens: SCREENS, start, recovery },
  );
} finally {
  await browser.close();
  await server.stop();
}
