import { isDeepStrictEqual } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { dayStats } from '@/modules/reservations/stats';
import type { Api } from './api';
import { sleep } from './until';

/** A screen with what it shows and what it should show. */
export interface Judged {
  readonly name: string;
  readonly page: Page;
  /** What can be read on it. */
  readonly shown: () => Promise<unknown>;
  /** The same from the server itself, past any proxy. */
  readonly truth: () => Promise<unknown>;
}

const LIVE = 'Tiempo Real Activo';
/** Milliseconds that "live" may outlast the truth: a change is on its way, or what failed has just begun to fail. */
export const GRACE_MS = 10_000;
const PERIOD_MS = 250;

/** The host's list of `day`, today unless said: names, statuses and counts of its rows, and the figure above them. */
export function listOf(name: string, page: Page, api: Api, day?: string): Judged {
  return {
    name,
    page,
    shown: () =>
      page.evaluate(() => {
        const rows = [...document.querySelectorAll<HTMLElement>('[data-reservation-id]')].map((row) => [
          row.dataset.reservationId,
          row.querySelector('button[aria-pressed]')?.textContent,
          row.dataset.status,
          Number(row.querySelector('[data-testid="scan-count"]')?.textContent),
        ]);
        const figure = document.querySelector('[data-testid="stat-inside"]')?.textContent;
        return { rows, inside: figure === undefined ? null : Number(figure) };
      }),
    truth: async () => {
      const { reservations } = await api.list(day);
      return {
        rows: reservations.map(({ id, customerName, status, scanCount }) => [id, customerName, status, scanCount]),
        inside: dayStats(reservations).guestsArrived,
      };
    },
  };
}

/** The door's screen: the figure in its header. */
export function doorOf(name: string, page: Page, api: Api): Judged {
  return {
    name,
    page,
    shown: () => page.evaluate(() => document.querySelector('[data-testid="inside-count"]')?.textContent ?? null),
    truth: async () => {
      const { inside } = await api.ok<{ inside: number }>('GET', `/api/ocupacion?businessId=${api.businessId}`);
      return String(inside);
    },
  };
}

export function saysLive(page: Page): Promise<boolean> {
  return page.evaluate(
    (live) => document.querySelector('[data-testid="connection-indicator"]')?.textContent === live,
    LIVE,
  );
}

/** Waits until the screen shows what the database holds, and says that it is live. */
export async function expectTrueAndLive({ name, page, shown, truth }: Judged, timeout: number): Promise<void> {
  await expect(async () => {
    const [isLive, seen] = [await saysLive(page), await shown()];
    expect({ name, isLive, seen }).toEqual({ name, isLive: true, seen: await truth() });
  }).toPass({ timeout });
}

export interface LieWatch {
  /** The longest that a screen has said "live" while it showed something else than the database, in milliseconds. */
  stop(): Promise<number>;
}

/** Watches from now on. While the server cannot be asked, or a screen is not there, nothing is held against it. */
export function watchLies(screens: readonly Judged[]): LieWatch {
  let isOver = false;
  const longest = screens.map(() => 0);
  const watch = async (screen: Judged, index: number) => {
    let since: number | null = null;
    while (!isOver) {
      const lies = await isLying(screen).catch(() => false);
      if (!lies) since = null;
      else since ??= performance.now();
      if (since !== null) longest[index] = Math.max(longest[index] ?? 0, performance.now() - since);
      await sleep(PERIOD_MS);
    }
  };
  const watching = screens.map(watch);
  return {
    stop: async () => {
      isOver = true;
      await Promise.all(watching);
      return Math.max(...longest);
    },
  };
}

/** What was true when it began to look counts too: the screen is read a moment later. */
async function isLying({ page, shown, truth }: Judged): Promise<boolean> {
  const before = await truth();
  const [isLive, seen] = [await saysLive(page), await shown()];
  return isLive && !isDeepStrictEqual(seen, before) && !isDeepStrictEqual(seen, await truth());
}
