import type { Page } from '@playwright/test';

/** What can be pressed or typed in on the page and is smaller than `least` CSS pixels, with its size. */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((least) => {
    const all = 'button, a[href], input, select, textarea, [role^="menuitem"], [role="option"], [role="radio"]';
    return [...document.querySelectorAll<HTMLElement>(all)]
      .filter((element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
      .filter((element) => !element.closest('[inert], [aria-hidden="true"]'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1)
      .filter(({ box }) => box.width < least - 0.5 || box.height < least - 0.5)
      .map(({ element, box }) => {
        const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? '';
        return `${element.tagName} "${name}" ${Math.round(box.width)}×${Math.round(box.height)}`;
      });
  }, least);
}
