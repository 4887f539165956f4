import type { BrowserContextOptions, Page } from '@playwright/test';
import type { DemoUser } from '../../../tests/support/api';
import { login } from '../../../tests/support/login';
import type { Row } from '../../report';
import type { Measurement, Place } from '../measurement';
import { type Visit, visit } from '../visit';

interface Screen {
  readonly path: string;
  readonly user: DemoUser | null;
  readonly scriptGoal: number;
  readonly blockingGoal?: number;
  readonly untilReady: (page: Page) => Promise<unknown>;
}

const untilLive = (page: Page) => page.getByText('Tiempo Real Activo').first().waitFor({ timeout: 60_000 });

const SCREENS: readonly Screen[] = [
  {
    ...{ path: '/entrar', user: null, scriptGoal: 130 },
    untilReady: (page) => page.locator('html[data-alive]').waitFor({ timeout: 60_000 }),
  },
  { path: '/puerta', user: 'door', scriptGoal: 190, untilReady: untilLive },
  { path: '/reservas', user: 'host', scriptGoal: 230, blockingGoal: 600, untilReady: untilLive },
];
const FONT_GOAL = 60;

/** What a first visit of each screen brings to a phone and asks of its processor. */
export const weight: Measurement = {
  name: 'weight',
  async run(place, rounds) {
    const visits = new Map<Screen, Visit[]>(SCREENS.map((screen) => [screen, []]));
    const people = new Map<Screen, BrowserContextOptions['storageState'] | undefined>();
    for (const screen of SCREENS) people.set(screen, await signedIn(place, screen.user));
    for (let round = 0; round < rounds; round++) {
      for (const screen of SCREENS) {
        const url = `${place.server.url}${screen.path}`;
        visits.get(screen)?.push(await visit(place.browser, url, people.get(screen), screen.untilReady));
      }
    }
    return SCREENS.flatMap((screen) => rowsOf(screen, visits.get(screen) ?? []));
  },
};

async function signedIn({ browser, server }: Place, user: DemoUser | null) {
  if (!user) return undefined;
  const context = await browser.newContext({ baseURL: server.url });
  await login(context, user);
  const state = await context.storageState();
  await context.close();
  return state;
}

function rowsOf({ path, scriptGoal, blockingGoal }: Screen, visits: readonly Visit[]): Row[] {
  const kilobytes = (of: (visit: Visit) => number) => visits.map((visit) => Math.round(of(visit) / 100) / 10);
  return [
    { what: `${path}: script`, unit: 'KB', goal: scriptGoal, values: kilobytes(({ scriptBytes }) => scriptBytes) },
    { what: `${path}: script loaded ahead, once it works`, unit: 'KB', values: kilobytes((v) => v.laterScriptBytes) },
    { what: `${path}: fonts`, unit: 'KB', goal: FONT_GOAL, values: kilobytes(({ fontBytes }) => fontBytes) },
    { what: `${path}: document and styles`, unit: 'KB', values: kilobytes(({ pageBytes }) => pageBytes) },
    {
      ...{ what: `${path}: blocking time`, unit: 'ms', values: visits.map(({ blockingMs }) => blockingMs) },
      ...(blockingGoal === undefined ? {} : { goal: blockingGoal }),
    },
  ];
}
