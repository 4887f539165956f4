import type { Page } from '@playwright/test';
import type { Words } from './words';

/** Chooses a party at the door by its code. */
export async function findByCode(page: Page, t: Words, code: string): Promise<void> {
  await page.getByRole('button', { name: t('puerta.find.open') }).click();
  await page.getByLabel(t('puerta.find.field')).fill(code);
  await page.keyboard.press('Enter');
}

/** Lets a whole party in while no answer comes, and goes on with the next guest. */
export async function countThatWaits(
  page: Page,
  t: Words,
  { code, guestCount }: { readonly code: string; readonly guestCount: number },
): Promise<void> {
  await findByCode(page, t, code);
  await page.getByRole('button', { name: t('puerta.party.confirm', { count: guestCount }) }).click();
  await page.getByRole('button', { name: t('puerta.wait.goOn') }).click();
}
