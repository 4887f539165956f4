import { expect, type Locator, type Page } from '@playwright/test';

/** The card of one reservation in the list. */
export function cardOf(page: Page, reservationId: string): Locator {
  return page.locator(`[data-reservation-id="${reservationId}"]`);
}

export function scanCountOf(page: Page, reservationId: string): Locator {
  return cardOf(page, reservationId).getByTestId('scan-count');
}

export async function expectLive(page: Page): Promise<void> {
  await expect(page.getByTestId('connection-indicator')).toHaveAttribute('data-status', 'connected');
  await expect(page.getByText('Tiempo Real Activo')).toBeVisible();
}

/** Milliseconds until `happened`, from now; logged by the tests, never asserted. */
export async function timeUntil(happened: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await happened();
  return Math.round(performance.now() - started);
}
