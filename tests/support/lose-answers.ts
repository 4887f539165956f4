import type { Page } from '@playwright/test';

/** Which scans lose their answer on the way back: the server has them, the page does not know. Null loses none. */
export interface Loss {
  now: 'info' | 'increment' | 'any' | null;
  /** Answers lost so far. */
  count: number;
}

/** Loses what `now` says among the requests to `url`. */
export async function loseAnswers(page: Page, url: string): Promise<Loss> {
  const loss: Loss = { now: null, count: 0 };
  await page.route(url, async (route) => {
    const { action } = (route.request().postDataJSON() ?? {}) as { action?: string };
    if (loss.now === null || (loss.now !== 'any' && loss.now !== action)) return route.continue();
    loss.count += 1;
    await route.fetch();
    await route.abort();
  });
  return loss;
}

/** Nonces of the counts that this browser keeps because no server has decided them. */
export function savedCounts(page: Page): Promise<string[]> {
  const prefix = 'aforo.count.';
  return page.evaluate(
    (start) =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(start))
        .map((key) => key.slice(start.length)),
    prefix,
  );
}
