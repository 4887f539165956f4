import { type BigDayRow, fillDay } from '../support/big-day';
import { fillFloor } from '../support/big-floor';
import { judge, SIZES } from '../support/judge';
import { boxInSight } from '../support/plan-page';
import { expectLive } from '../support/reservas-page';
import { test as base, expect } from '../support/screens';

const COUNT = 5000;

/** A server whose day has 5,000 reservations at 400 tables. */
const test = base.extend<object, { rows: readonly BigDayRow[] }>({
  rows: [
    async ({ server }, use) => {
      const url = String(server.env.DATABASE_URL);
      const rows = await fillDay(url, COUNT);
      await fillFloor(url, rows);
      await use(rows);
    },
    { scope: 'worker', auto: true, timeout: 60_000 },
  ],
});

test.describe.configure({ mode: 'serial', timeout: 240_000 });

const elementsOf = () => document.querySelectorAll('*').length;

for (const size of ['desktop', 'phone'] as const) {
  test(`on a ${size} every view of 5,000 reservations has few elements`, async ({ openAs }) => {
    const { page, watch } = await openAs('host', '/plan?vista=linea', { viewport: SIZES[size] });
    await expectLive(page);
    const scroller = page.getByTestId('plan-scroller');
    await expect(scroller.locator('[data-visit]').first()).toBeVisible();
    expect(await page.evaluate(elementsOf)).toBeLessThanOrEqual(3000);
    await scroller.evaluate((element) => element.scrollTo(element.scrollWidth / 2, element.scrollHeight / 2));
    await expect(scroller.locator('[data-visit]').first()).toBeVisible();
    expect(await page.evaluate(elementsOf)).toBeLessThanOrEqual(3000);
    await judge(page, 'plan-grande', [size]);
    for (const [view, id] of [
      ['Lista', 'plan-list'],
      ['Salón', 'plan-floor'],
    ] as const) {
      await page.getByRole('button', { name: view, exact: true }).click();
      await expect(page.getByTestId(id)).toBeVisible();
      expect(await page.evaluate(elementsOf), view).toBeLessThanOrEqual(3000);
    }
    expect(watch.consoleErrors).toEqual([]);
  });
}

test('a drag among them moves one element, and draws no other anew', async ({ openAs }, info) => {
  const { page } = await openAs('host', '/plan?vista=linea', { viewport: SIZES.desktop });
  await expectLive(page);
  const box = await boxInSight(page);
  const [x, y] = [box.x + Math.min(20, box.width / 2), box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y, { steps: 2 });
  await expect(page.getByTestId('plan-mark')).toBeVisible();
  await page.evaluate(() => {
    const seen = { changes: 0, frames: [] as number[] };
    Object.assign(window, { seen });
    const mark = document.querySelector('[data-testid=plan-mark]');
    new MutationObserver((records) => {
      seen.changes += records.filter(({ target }) => !mark?.contains(target)).length;
    }).observe(document.querySelector('[data-testid=plan-line]') as Element, {
      ...{ subtree: true, childList: true, attributes: true, characterData: true },
    });
    const tick = (at: number) => {
      seen.frames.push(at);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await page.mouse.move(x + 200, y + 60, { steps: 60 });
  await page.mouse.move(x + 40, y - 40, { steps: 60 });
  const seen = await page.evaluate(() => (window as unknown as { seen: { changes: number; frames: number[] } }).seen);
  const lengths = seen.frames.slice(1).map((at, i) => at - (seen.frames[i] ?? at));
  const sorted = lengths.toSorted((a, b) => a - b);
  const part = (share: number) => sorted[Math.floor(sorted.length * share)]?.toFixed(1);
  info.annotations.push({ type: 'frames', description: `${lengths.length}: p50 ${part(0.5)}, p95 ${part(0.95)} ms` });
  console.log(`frames of a drag: ${lengths.length}, p50 ${part(0.5)} ms, p95 ${part(0.95)} ms`);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(seen.changes).toBe(0);
});
