import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { findChromium } from '../scripts/lib/chromium.mjs';
import { login } from '../tests/support/login';

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
}

/** A signed-in host on the list, with real time up. */
export async function openList(browser: Browser, url: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: url, locale: 'es-EC' });
  await login(context, 'host');
  const page = await context.newPage();
  await page.goto('/reservas');
  await page.getByText('Tiempo Real Activo').waitFor();
  return { context, page };
}

/**
 * From now on the page notes when the count of a reservation was painted: the mutation's frame has been handed over when the task
 * after its animation frame runs. Times are milliseconds of the machine's clock.
 */
export async function watchCount(page: Page, reservationId: string): Promise<void> {
  await page.evaluate((id) => {
    const painted: Record<string, number> = {};
    Object.assign(window, { painted });
    const count = document.querySelector(`[data-reservation-id="${id}"] [data-testid="scan-count"]`);
    if (!count) throw new Error('the reservation is not on the screen');
    new MutationObserver(() => {
      const text = count.textContent ?? '';
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          painted[text] ??= performance.timeOrigin + performance.now();
        };
        port2.postMessage(null);
      });
    }).observe(count, { characterData: true, childList: true, subtree: true });
  }, reservationId);
}

/** When `count` was painted. */
export async function paintedAt(page: Page, count: number): Promise<number> {
  const handle = await page.waitForFunction(
    (text) => (window as unknown as { painted: Record<string, number> }).painted[text],
    String(count),
    { polling: 20 },
  );
  return (await handle.jsonValue()) ?? Number.NaN;
}
