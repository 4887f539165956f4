import { expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';
import { DEFAULT_LOCALE } from '@/i18n/locale';
import { languageOf } from './words';

export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } } as const;
const THEMES = ['light', 'dark'] as const;
const PARTS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Nobody looks at the pictures of a continuous integration. */
const KEEPS_PICTURES = process.env.CI === undefined;

/** How many rows of each status axe judges besides those in sight: each test before has added more of the same. */
const ROWS = 6;
const CONTRAST = 'color-contrast';
/** Pixels: WCAG 2.2, 2.5.8. */
const LEAST_TARGET = 24;
const OVERLAY = ':is([role=dialog], [role=alertdialog], [role=menu])[data-open], [data-open]:has(> [role=listbox])';

type Size = keyof typeof SIZES;

/**
 * Keeps a picture of the page as it stands in every size and theme (test-results/screens, by language; not where CI is set), and asserts of each that axe finds no
 * violation and that nothing overflows sideways. Colours do not depend on the language: the dark theme and all contrasts are judged in the
 * first one.
 */
export async function judge(
  page: Page,
  name: string,
  sizes: readonly Size[] = Object.keys(SIZES) as Size[],
): Promise<void> {
  const language = await languageOf(page);
  const isFirst = language === DEFAULT_LOCALE;
  const folder = `test-results/screens/${language}`;
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size]);
    for (const colorScheme of isFirst ? THEMES : THEMES.slice(0, 1)) {
      const shot = `${name}-${size}-${colorScheme}`;
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await settle(page);
      if (KEEPS_PICTURES) await page.screenshot({ path: `${folder}/${shot}.png`, animations: 'disabled' });
      expect.soft(await violationsOf(page, rulesOf(colorScheme, isFirst)), shot).toEqual([]);
      const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
      expect.soft(fits, `${shot} fits its width`).toBe(true);
    }
  }
}

/** Waits until what was set in motion has come to rest: a colour half way between two themes is nobody's. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async (most) => {
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
    const alike = new Map<string | null, number>();
    for (const row of document.querySelectorAll('[data-reservation-id]')) {
      const status = row.getAttribute('data-status');
      const before = alike.get(status) ?? 0;
      alike.set(status, before + 1);
      const { top, bottom } = row.getBoundingClientRect();
      row.toggleAttribute('data-judged', before < most || (bottom > 0 && top < window.innerHeight));
    }
  }, ROWS);
}

/** What axe judges of a look. */
function rulesOf(colorScheme: (typeof THEMES)[number], contrast: boolean): RunOptions {
  if (colorScheme === THEMES[0]) return { runOnly: PARTS, rules: contrast ? {} : { [CONTRAST]: { enabled: false } } };
  // A theme changes colours only.
  return { runOnly: { type: 'rule', values: [CONTRAST] } };
}

/** One line for each violation. The page keeps axe from one look to the next: sending it costs as much as a look. */
export async function violationsOf(page: Page, rules: RunOptions = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  // What lies under an open dialog is judged where it is on top.
  const include = (await page.locator(OVERLAY).count()) ? OVERLAY : 'html';
  const found = await page.evaluate(
    async ({ options, context }) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(context, options);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, any }) => ({ id, target: String(target), message: any[0]?.message ?? '' })),
      );
    },
    {
      options: { ...rules, resultTypes: ['violations'] } satisfies RunOptions,
      context: { include: [include], exclude: ['[data-reservation-id]:not([data-judged])'] },
    },
  );
  const told: string[] = [];
  for (const { id, target, message } of found) {
    if (message.includes('obscured') && !(await isCovered(page, target))) continue;
    told.push(`${id}: ${target} ${message}`);
  }
  return told;
}

/**
 * Whether something lies over the middle of a target, 24 px by 24 px (WCAG 2.2, 2.5.8), wherever the page is scrolled to: a bar at
 * the edge covers what scrolls under it, and the corners of a rounded button belong to what is behind it.
 */
async function isCovered(page: Page, target: string): Promise<boolean> {
  return page.locator(target).evaluate((element, half) => {
    element.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const [right, down] = [Math.min(half, width / 2 - 1), Math.min(half, height / 2 - 1)];
    const points = [-right, 0, right].flatMap((dx) => [-down, 0, down].map((dy) => [x + dx, y + dy] as const));
    return points.some(([px, py]) => {
      const hit = document.elementFromPoint(px, py);
      return hit !== null && !element.contains(hit) && !hit.contains(element);
    });
  }, LEAST_TARGET / 2);
}
