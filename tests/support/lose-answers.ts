import type { Page } from '@playwright/test';
import { installCamera } from './canvas-camera';

/** Which scans lose their answer on the way back: the server has them, the page does not know. Null loses none. */
export interface Loss {
  now: 'info' | 'increment' | 'any' | null;
  /** Answers lost so far. */
  count: number;
}

/** Loses what `now` says among the requests to `url`. */
export async function loseAnswers(page: Page, url: string): Promise<Loss> {
  const loss: Loss = { now: null, count: 0 };
  await page.route(url, async (route) => {
    const { action } = (route.request().postDataJSON() ?? {}) as { action?: string };
    if (loss.now === null || (loss.now !== 'any' && loss.now !== action)) return route.continue();
    loss.count += 1;
    await route.fetch();
    await route.abort();
  });
  return loss;
}

/** Nonces of the counts that this browser keeps because no server has decided them. */
export function savedCounts(page: Page): Promise<string[]> {
  const prefix = 'aforo.count.';
  return page.evaluate(
    (start) =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(start))
        .map((key) => key.slice(start.length)),
    prefix,
  );
}

/** Lets no count by hand reach the server until `end`, after which the page is told that the network is back. */
export async function cutCounts(page: Page): Promise<{ end(): Promise<void> }> {
  const counts = '**/asistencia?*';
  await page.route(counts, (route) => route.abort());
  return {
    async end() {
      await page.unroute(counts);
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
    },
  };
}

/** A phone that gets no list of tonight's passes, so that it cannot judge one by itself. */
export async function installPhoneWithoutList(page: Page): Promise<void> {
  await installCamera(page);
  await page.route('**/api/puerta/manifiesto?*', (route) => route.abort());
}

/** Keeps every answer to a pass that is only read from the page. */
export async function holdReads(page: Page): Promise<void> {
  await page.route('**/api/reservas/qr-scan?*', (route) => {
    const { action } = (route.request().postDataJSON() ?? {}) as { action?: string };
    if (action !== 'info') return route.continue();
  });
}
