import { expect, type Locator, type Page } from '@playwright/test';
import { languageOf, wordsIn } from './words';

/** The card of one reservation in the list. */
export function cardOf(page: Page, reservationId: string): Locator {
  return page.locator(`[data-reservation-id="${reservationId}"]`);
}

export function scanCountOf(page: Page, reservationId: string): Locator {
  return cardOf(page, reservationId).getByTestId('scan-count');
}

export async function expectLive(page: Page): Promise<void> {
  await expect(page.getByTestId('connection-indicator')).toHaveAttribute('data-status', 'connected');
  await expect(
    page.getByText(wordsIn(await languageOf(page))('common.connection.live'), { exact: true }),
  ).toBeVisible();
}

/** Milliseconds until `happened`, from now; logged by the tests, never asserted. */
export async function timeUntil(happened: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await happened();
  return Math.round(performance.now() - started);
}

/**
 * By what part the page's height differs once its rows have been in sight: of a long page, those of sixty windows from its start to its end,
 * as a part of the height of these windows.
 */
export async function changeOfHeight(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const heightOf = () => document.documentElement.scrollHeight;
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const before = heightOf();
    const windows = Math.min(60, Math.ceil(before / window.innerHeight));
    for (let seen = 0; seen < windows; seen += 1) {
      window.scrollTo(0, (seen / Math.max(1, windows - 1)) * (heightOf() - window.innerHeight));
      await painted();
    }
    return Math.abs(heightOf() - before) / Math.min(before, windows * window.innerHeight);
  });
}
