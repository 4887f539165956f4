import type { Page } from '@playwright/test';

/** Does to the page what Google's translator does: each text gives its place to a translation inside two <font> elements. */
export async function translatePage(page: Page, marked = true): Promise<number> {
  return page.evaluate((isMarked) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      const parent = text.parentElement;
      if (text.data.trim() !== '' && parent && !['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(parent.tagName))
        texts.push(text);
    }
    for (const text of texts) {
      const outer = document.createElement('font');
      const inner = document.createElement('font');
      inner.textContent = text.data;
      outer.append(inner);
      text.replaceWith(outer);
    }
    if (isMarked) document.documentElement.classList.add('translated-ltr');
    return texts.length;
  }, marked);
}
