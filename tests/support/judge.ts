import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } } as const;
const THEMES = ['light', 'dark'] as const;
const PARTS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const OVERLAY = ':is([role=dialog], [role=alertdialog], [role=menu])[data-open], [data-open]:has(> [role=listbox])';

type Size = keyof typeof SIZES;

/**
 * Keeps a picture of the page as it stands in every size and theme (test-results/screens), and asserts of each that axe finds no
 * violation and that nothing overflows sideways.
 */
export async function judge(
  page: Page,
  name: string,
  sizes: readonly Size[] = Object.keys(SIZES) as Size[],
): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size]);
    for (const colorScheme of THEMES) {
      const shot = `${name}-${size}-${colorScheme}`;
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await settle(page);
      await page.screenshot({ path: `test-results/screens/${shot}.png`, animations: 'disabled' });
      expect.soft(await violationsOf(page, colorScheme), shot).toEqual([]);
      const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
      expect.soft(fits, `${shot} fits its width`).toBe(true);
    }
  }
}

/** Waits until what was set in motion has come to rest: a colour half way between two themes is nobody's. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // Rows out of sight keep the colours of the theme in which they were last painted: paint them all.
    if (document.adoptedStyleSheets.length === 0) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { content-visibility: visible !important }');
      document.adoptedStyleSheets = [sheet];
    }
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}

async function violationsOf(page: Page, colorScheme: (typeof THEMES)[number]): Promise<string[]> {
  // Nothing here has frames of other origins; without this, each analysis would open a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  // What lies under an open dialog is judged where it is on top.
  if (await page.locator(OVERLAY).count()) axe.include(OVERLAY);
  // A theme changes colours only.
  const { violations } = await (colorScheme === THEMES[0]
    ? axe.withTags(PARTS)
    : axe.withRules(['color-contrast'])
  ).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => ({ id, target: String(target), message: any[0]?.message ?? '' })),
  );
  const told: string[] = [];
  for (const { id, target, message } of found) {
    if (message.includes('obscured') && !(await isCovered(page, target))) continue;
    told.push(`${id}: ${target} ${message}`);
  }
  return told;
}

/** Whether something lies over a target wherever the page is scrolled to: a bar at the edge covers what scrolls under it. */
async function isCovered(page: Page, target: string): Promise<boolean> {
  return page.locator(target).evaluate((element) => {
    element.scrollIntoView({ block: 'center' });
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const corners = [left + 1, right - 1].flatMap((x) => [top + 1, bottom - 1].map((y) => [x, y] as const));
    return corners.some(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && !element.contains(hit) && !hit.contains(element);
    });
  });
}
