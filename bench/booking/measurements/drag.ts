import type { Page } from '@playwright/test';
import { ensurePostgres } from '../../../scripts/lib/postgres.mjs';
import { fillDay } from '../../../tests/support/big-day';
import { fillFloor } from '../../../tests/support/big-floor';
import { login } from '../../../tests/support/login';
import { boxInSight } from '../../../tests/support/plan-page';
import { startServer } from '../../../tests/support/server';
import { launchBrowser } from '../../browser';
import { percentile } from '../../lib';
import type { Measurement } from '../place';

const COUNT = 5000;
const WHAT = `The plan of ${COUNT.toLocaleString('en')} reservations`;

interface Framed extends Window {
  gaps?: number[];
}

/** A party that is dragged over the time line for two seconds, on a desktop that is not slowed. */
export const drag: Measurement = {
  name: 'drag',
  async run(rounds) {
    const postgres = await ensurePostgres();
    const server = await startServer({ postgresUrl: postgres.url });
    const browser = await launchBrowser();
    try {
      const url = server.env.DATABASE_URL ?? '';
      await fillFloor(url, await fillDay(url, COUNT));
      const context = await browser.newContext({
        ...{ baseURL: server.url, locale: 'es-EC', viewport: { width: 1440, height: 900 } },
      });
      // The compiler of this program marks the functions that are sent to the page.
      await context.addInitScript('globalThis.__name ??= (named) => named');
      await login(context, 'host');
      const page = await context.newPage();
      await page.goto('/plan?vista=linea');
      await page.getByTestId('plan-scroller').waitFor();
      const elements = await page.evaluate(() => document.querySelectorAll('*').length);
      const found: number[][] = [];
      for (let round = 0; round < rounds; round += 1) found.push(await dragOnce(page));
      const at = (share: number) => found.map((times) => Math.round(percentile(times, share) * 10) / 10);
      return [
        { what: `${WHAT}: elements`, unit: 'elements', goal: 3000, values: [elements] },
        { what: `${WHAT}: between two frames of a drag, p50`, unit: 'ms', goal: 17, values: at(0.5) },
        { what: `${WHAT}: between two frames of a drag, p95`, unit: 'ms', values: at(0.95) },
      ];
    } finally {
      await browser.close();
      await server.stop();
      await postgres.stop();
    }
  },
};

/** Milliseconds between the frames of one drag, which ends where it began. */
async function dragOnce(page: Page): Promise<number[]> {
  const box = await boxInSight(page);
  const [x, y] = [box.x + Math.min(20, box.width / 2), box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { gaps: frames });
    const take = (time: number) => {
      frames.push(time);
      if ((window as Framed).gaps === frames) requestAnimationFrame(take);
    };
    requestAnimationFrame(take);
  });
  for (let step = 0; step < 60; step += 1)
    await page.mouse.move(x + Math.sin(step / 10) * 180, y + Math.sin(step / 7) * 120);
  const frames = await page.evaluate(() => {
    const { gaps: taken = [] } = window as Framed;
    Object.assign(window, { gaps: [] });
    return taken;
  });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return frames.slice(1).map((time, index) => time - (frames[index] ?? time));
}
