import { expect, type Page } from '@playwright/test';
import { expectLive } from './reservas-page';

/** The bar of a reservation on the time line. */
export const barOf = (page: Page, id: string) => page.locator(`[data-testid=plan-scroller] [data-visit="${id}"]`);

/** The evening, and what comes after it, is in sight on the time line. */
export async function showEvening(page: Page): Promise<void> {
  await expectLive(page);
  const scroller = page.getByTestId('plan-scroller');
  await expect(scroller).toBeVisible();
  await expect
    .poll(() =>
      scroller.evaluate((element) => {
        element.scrollLeft = element.scrollWidth;
        return element.scrollLeft + element.clientWidth >= element.scrollWidth - 2;
      }),
    )
    .toBe(true);
}

/** Takes a party with the mouse and puts it down so many pixels further. */
export async function drag(page: Page, id: string, right: number, down: number): Promise<void> {
  const box = await barOf(page, id).boundingBox();
  if (!box) throw new Error('not in sight');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + right / 2, y + down / 2, { steps: 4 });
  await page.mouse.move(x + right, y + down, { steps: 4 });
  await expect(page.getByTestId('plan-mark')).toBeVisible();
  await page.mouse.up();
}

/** Pixels of half an hour, and of a line with one party. */
export const [HALF_HOUR, LINE] = [56, 52];

/** The box of a party that is whole in sight, with room to carry it, in the middle of the time line. */
export async function boxInSight(page: Page) {
  const scroller = page.getByTestId('plan-scroller');
  await scroller.evaluate((element) => element.scrollTo(element.scrollWidth / 2, 2000));
  await expect(scroller.locator('[data-visit]')).not.toHaveCount(0);
  const seen = await scroller.boundingBox();
  if (!seen) throw new Error('no time line');
  const bottom = Math.min(seen.y + seen.height, page.viewportSize()?.height ?? 0) - 60;
  for (const bar of await scroller.locator('[data-visit]').all()) {
    const box = await bar.boundingBox();
    if (box && box.x > seen.x + 200 && box.x < seen.x + seen.width - 300 && box.y > seen.y + 80 && box.y < bottom)
      return box;
  }
  throw new Error('nobody is in sight');
}
