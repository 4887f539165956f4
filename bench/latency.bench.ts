import { randomUUID } from 'node:crypto';
import { signIn } from '../tests/support/api';
import { Device } from '../tests/support/device';
import { startServer } from '../tests/support/server';
import { sleep } from '../tests/support/until';
import { launchBrowser, openList, paintedAt, watchCount } from './browser';
import { summarize, writeResults } from './lib';

/**
 * From a scan to its count painted in another browser. "Commit" is the event's own timestamp, taken inside the transaction just
 * before it commits, so that the figure holds the commit too. Server and browsers share the machine and its clock.
 */
const SCANS = 200;
const PAUSE_MS = 60;

const server = await startServer();
const browser = await launchBrowser();
try {
  const host = await signIn(server.url, 'host');
  const { reservation, qrCode } = await host.createWithPass({ guestCount: 1000 });
  const screens = [await openList(browser, server.url), await openList(browser, server.url)];
  for (const { page } of screens) await watchCount(page, reservation.id);
  const device = await Device.open(host);

  const sent: number[] = [];
  for (let count = 1; count <= SCANS; count++) {
    sent.push(Date.now());
    const { status } = await host.scan(qrCode, randomUUID());
    if (status !== 200) throw new Error(`a scan answered ${status}`);
    await sleep(PAUSE_MS);
  }
  const committed = new Map<number, number>();
  const fromCommit: number[] = [];
  const fromScan: number[] = [];
  for (const { page } of screens) await paintedAt(page, SCANS);
  for (const event of device.events) {
    if (event.type === 'qr-scanned') committed.set(event.scanCount, Date.parse(event.timestamp));
  }
  for (const { page } of screens) {
    const painted = await page.evaluate(() => (window as unknown as { painted: Record<string, number> }).painted);
    for (const [count, at] of Object.entries(painted)) {
      const commit = committed.get(Number(count));
      const start = sent[Number(count) - 1];
      if (commit !== undefined) fromCommit.push(at - commit);
      if (start !== undefined) fromScan.push(at - start);
    }
  }
  await device.close();
  const commit = summarize(fromCommit);
  const scan = summarize(fromScan);
  const line = ({ p50, p95, p99 }: typeof commit) => `${p50} / ${p95} / ${p99} ms`;
  writeResults(
    'latency',
    [
      { what: 'Commit to painted in another browser, p50 / p95 / p99', value: line(commit) },
      { what: 'Scan sent to painted in another browser, p50 / p95 / p99', value: line(scan) },
    ],
    { scans: SCANS, screens: screens.length, commit, scan },
  );
} finally {
  await browser.close();
  await server.stop();
}
