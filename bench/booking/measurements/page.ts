import { type Browser, devices } from '@playwright/test';
import { signIn } from '../../../tests/support/api';
import { startServer } from '../../../tests/support/server';
import { launchBrowser } from '../../browser';
import type { Measurement } from '../place';

/** A phone of the middle class on a mobile line: its processor 4 times as slow, 1.6 Mbit/s, 150 ms. */
const SLOWDOWN = 4;
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };
const WHAT = 'The page on which guests book, on a slow phone';

interface Painted extends Window {
  largest?: number;
}

/** The venue's public page with the times of a day on it, with an empty cache. */
export const page: Measurement = {
  name: 'page',
  async run(rounds) {
    const server = await startServer();
    const browser = await launchBrowser();
    try {
      const owner = await signIn(server.url, 'owner');
      const path = `/api/pagina?businessId=${owner.businessId}`;
      const { version } = await owner.ok<{ version: number }>('GET', path);
      await owner.call('PUT', path, { headers: { 'if-match': `"${version}"` }, body: { open: true } });
      const found: { scriptKB: number; largest: number }[] = [];
      for (let round = 0; round < rounds; round += 1) found.push(await visit(browser, `${server.url}/v/terraza`));
      return [
        { what: `${WHAT}: script`, unit: 'KB', goal: 120, values: found.map(({ scriptKB }) => scriptKB) },
        { what: `${WHAT}: largest paint`, unit: 'ms', goal: 1500, values: found.map(({ largest }) => largest) },
      ];
    } finally {
      await browser.close();
      await server.stop();
    }
  },
};

async function visit(browser: Browser, url: string): Promise<{ scriptKB: number; largest: number }> {
  const context = await browser.newContext({ ...devices['Pixel 7'], locale: 'es-EC' });
  try {
    const guest = await context.newPage();
    const network = await context.newCDPSession(guest);
    let bytes = 0;
    const scripts = new Set<string>();
    network.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId));
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', LINE);
    await network.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    await guest.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const { startTime } of list.getEntries()) (window as Painted).largest = startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
    });
    await guest.goto(url, { waitUntil: 'load' });
    await guest.getByRole('heading', { level: 1 }).waitFor();
    await guest.waitForTimeout(3000);
    const largest = await guest.evaluate(() => (window as Painted).largest);
    if (largest === undefined) throw new Error('nothing was painted');
    return { scriptKB: Math.round(bytes / 100) / 10, largest: Math.round(largest) };
  } finally {
    await context.close();
  }
}
