import type { Browser, BrowserContextOptions, CDPSession, Page } from '@playwright/test';

/** A phone of the middle class on a mobile line, as the browser imitates it. */
const PHONE = {
  locale: 'es-EC',
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 3,
  isMobile: true,
  hasTouch: true,
};
const SLOWDOWN = 4;
const BYTES_PER_SECOND = 1_600_000 / 8;
const LATENCY_MS = 150;
/** A screen has settled when no long task has run and no file has arrived for this long. */
const QUIET_MS = 3000;
/** A screen that asks for files again and again never settles. */
const LONGEST_MS = 120_000;

interface Received {
  readonly url: string;
  readonly type: string;
  readonly bytes: number;
}

/** What one load of a page, with an empty cache, cost its phone. */
export interface Visit {
  /** Bytes on the wire, with headers, as the network layer of the browser counts them. */
  readonly scriptBytes: number;
  /** Scripts asked for after the page had started to work. */
  readonly laterScriptBytes: number;
  readonly fontBytes: number;
  /** The document and its style sheets. */
  readonly pageBytes: number;
  /** Of every task of the main thread, what is longer than 50 ms. */
  readonly blockingMs: number;
}

export async function visit(
  browser: Browser,
  url: string,
  storageState: BrowserContextOptions['storageState'] | undefined,
  untilReady: (page: Page) => Promise<unknown>,
): Promise<Visit> {
  const context = await browser.newContext({ ...PHONE, ...(storageState ? { storageState } : {}) });
  try {
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    const received = await recordNetwork(network);
    await network.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    await page.addInitScript(recordPage);
    await page.goto(url, { timeout: 120_000 });
    await untilReady(page);
    await untilQuiet(page, received);
    const { startedAt, blockingMs, later } = await page.evaluate(readPage);
    if (startedAt === null) throw new Error(`${url}: the program did not start`);
    const sum = (keep: (file: Received) => boolean) => received.filter(keep).reduce((all, { bytes }) => all + bytes, 0);
    const isLater = ({ url: of }: Received) => later.includes(of);
    return {
      scriptBytes: sum((file) => file.type === 'Script' && !isLater(file)),
      laterScriptBytes: sum((file) => file.type === 'Script' && isLater(file)),
      fontBytes: sum((file) => file.type === 'Font'),
      pageBytes: sum((file) => file.type === 'Document' || file.type === 'Stylesheet'),
      blockingMs,
    };
  } finally {
    await context.close();
  }
}

async function recordNetwork(network: CDPSession): Promise<readonly Received[]> {
  const received: Received[] = [];
  const known = new Map<string, { url: string; type: string }>();
  network.on('Network.responseReceived', ({ requestId, type, response }) =>
    known.set(requestId, { url: response.url, type }),
  );
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const file = known.get(requestId);
    if (file) received.push({ ...file, bytes: encodedDataLength });
  });
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  await network.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: LATENCY_MS },
    ...{ downloadThroughput: BYTES_PER_SECOND, uploadThroughput: BYTES_PER_SECOND },
  });
  return received;
}

async function untilQuiet(page: Page, received: readonly Received[]): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  for (let before = -1; before !== received.length; ) {
    if (Date.now() > end) throw new Error(`${page.url()} does not settle: ${received.at(-1)?.url} came last`);
    before = received.length;
    await page.waitForTimeout(QUIET_MS);
    await page.waitForFunction(
      (quiet) => performance.now() - (window as unknown as Recorded).recorded.lastTaskEnd > quiet,
      QUIET_MS,
      { timeout: 60_000 },
    );
  }
}

interface Recorded {
  recorded: { startedAt: number | null; blockingMs: number; lastTaskEnd: number };
}

/** Runs in the page, before its own program. */
function recordPage(): void {
  const recorded: Recorded['recorded'] = { startedAt: null, blockingMs: 0, lastTaskEnd: 0 };
  Object.assign(window, { recorded });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      recorded.blockingMs += Math.max(0, duration - 50);
      recorded.lastTaskEnd = startTime + duration;
    }
  }).observe({ type: 'longtask', buffered: true });
  const watch = new MutationObserver(() => {
    // Says that the program has taken the page over (src/app/providers.tsx).
    if (recorded.startedAt === null && document.documentElement?.dataset.alive !== undefined)
      recorded.startedAt = performance.now();
  });
  watch.observe(document, { attributes: true, childList: true, subtree: true });
}

function readPage() {
  const { startedAt, blockingMs } = (window as unknown as Recorded).recorded;
  const later = performance
    .getEntriesByType('resource')
    .filter(({ startTime }) => startTime > (startedAt ?? 0))
    .map(({ name }) => name);
  return { startedAt, blockingMs: Math.round(blockingMs), later };
}
