import { expect, type Locator, type Page } from '@playwright/test';

/** Opens what the console shows to engineers, below its three lines. */
export async function openDetail(page: Page): Promise<void> {
  await page.getByTestId('technical-detail').click();
}

/** The row of a person's device. */
export function deviceOf(page: Page, name: string): Locator {
  return page.getByTestId('device-list').locator('li').filter({ hasText: name });
}

export async function openDevice(page: Page, name: string): Promise<Locator> {
  await deviceOf(page, name).getByRole('button').click();
  const panel = page.getByTestId('device-panel');
  await expect(panel).toBeVisible();
  return panel;
}
