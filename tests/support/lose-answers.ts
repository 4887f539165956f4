import type { Page } from '@playwright/test';
import { installCamera } from './canvas-camera';
import { deferred } from './deferred';

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
  return page.evaluate(async () => {
    // To open it would make it.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'aforo-counts')) return [];
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('aforo-counts');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const nonces = await new Promise<string[]>((resolve) => {
      const reading = database.transaction('counts').objectStore('counts').getAllKeys();
      reading.onsuccess = () => resolve(reading.result as string[]);
    });
    database.close();
    return nonces;
  });
}

/** A browser whose database takes nothing. */
export async function refuseStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
}

/** The addresses of what a phone hands over, and of the list by which it judges. */
export const SYNC = '**/api/puerta/sync?*';
export const MANIFEST = '**/api/puerta/manifiesto?*';

/** Lets no search by name reach the server until `end`. */
export async function holdSearches(page: Page): Promise<{ end(): void }> {
  const ended = deferred<void>();
  await page.route('**/api/reservas?*q=*', async (route) => {
    await ended.promise;
    // The page has given up a search of an earlier text.
    await route.continue().catch(() => {});
  });
  return { end: () => ended.resolve() };
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
  await page.route(MANIFEST, (route) => route.abort());
}

/** Keeps every answer to a pass that is only read from the page. */
export async function holdReads(page: Page): Promise<void> {
  await page.route('**/api/reservas/qr-scan?*', (route) => {
    const { action } = (route.request().postDataJSON() ?? {}) as { action?: string };
    if (action !== 'info') return route.continue();
  });
}
