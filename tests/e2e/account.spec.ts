import type { Browser, BrowserContext, Page } from '@playwright/test';
import { Client } from 'pg';
import { ReservationHistory } from '@/modules/reservations/answers';
import { ensurePostgres } from '../../scripts/lib/postgres.mjs';
import { type Api, type DemoUser, signIn, USERS } from '../support/api';
import { deferred } from '../support/deferred';
import { login } from '../support/login';
import { cardOf, expectLive, scanCountOf } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { DEMO_PASSWORD, startServer } from '../support/server';

const GUEST = 'Lucía Fernández';
const NAMES = { owner: 'Elena Cordero', host: 'Sara Benítez' } as const;
/** What another tab is told, it does at once: sooner than anything that it would ask by itself. */
const AT_ONCE = { timeout: 12_000 };

/** Refuses the browser's ways between tabs of this product's accounts, and no others. */
const REFUSE_CHANNEL = `
  const Real = window.BroadcastChannel;
  window.BroadcastChannel = class extends Real {
    constructor(name) {
      if (name === 'aforo-account') throw new DOMException('refused', 'SecurityError');
      super(name);
    }
  };`;
const REFUSE_STORAGE = `
  const write = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) {
    if (key === 'aforo-account') throw new DOMException('refused', 'QuotaExceededError');
    write.call(this, key, value);
  };`;

const accountButton = (page: Page, user: keyof typeof NAMES) =>
  page.getByRole('button', { name: `Tu cuenta: ${NAMES[user]}` });

async function openTab(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

async function fillSignIn(page: Page, user: DemoUser): Promise<void> {
  await page.getByLabel('Correo electrónico').fill(USERS[user]);
  await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
}

async function signOutIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Tu cuenta/ }).click();
  await page.getByRole('menuitem', { name: 'Salir' }).click();
}

/** Who counted the guests of a reservation, newest count first. */
async function authorsOf(host: Api, id: string): Promise<(string | null)[]> {
  const path = `/api/reservas/${id}/historial?businessId=${host.businessId}`;
  const { entries } = ReservationHistory.parse(await host.ok('GET', path));
  return entries.flatMap((entry) => (entry.kind === 'attendance' ? [entry.by] : []));
}

/** Loads of the page from now on; those of the sign-in, to which it can be sent meanwhile, are not counted. */
function loadsOf(page: Page): () => number {
  let loads = 0;
  page.on('load', () => {
    if (new URL(page.url()).pathname !== '/entrar') loads += 1;
  });
  return () => loads;
}

/** As the browser does when it shows a page that it kept in memory. */
const restore = (page: Page) =>
  page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));

test('who signs out in one tab leaves no guest in the others, which end at the sign-in with their address', async ({
  openAs,
  api,
}) => {
  await (await api('host')).createWithPass({ customerName: GUEST });
  const { context, page: leaving } = await openAs('owner', '/reservas?local=terraza');
  const addresses = ['/reservas?local=terraza&vista=todo', '/puerta?local=terraza', '/monitor?local=terraza'];
  const tabs: { page: Page; address: string }[] = [];
  for (const address of addresses) tabs.push({ page: await openTab(context, address), address });
  for (const { page } of tabs.slice(0, 2)) await expect(page.getByRole('button', { name: /Tu cuenta/ })).toBeVisible();
  await expect(leaving.getByText(GUEST).first()).toBeVisible();

  await signOutIn(leaving);
  await expect(leaving).toHaveURL(/\/entrar$/);
  for (const { page, address } of tabs) {
    await expect(page.getByText(GUEST)).toHaveCount(0, AT_ONCE);
    await expect(page).toHaveURL(`/entrar?destino=${encodeURIComponent(address)}`, AT_ONCE);
  }

  await leaving.goBack();
  await expect(leaving).toHaveURL(/\/entrar\?destino=%2Freservas%3Flocal%3Dterraza$/);
  await fillSignIn(leaving, 'host');
  for (const { page, address } of tabs.slice(0, 2)) {
    await expect(page, 'the sign-in of one tab is the sign-in of all').toHaveURL(address);
  }
  await expect(leaving).toHaveURL('/reservas?local=terraza');
});

for (const [way, prepare] of [
  ['a channel', ''],
  ['the storage, where channels are refused', REFUSE_CHANNEL],
] as const) {
  test(`who signs in as somebody else in one tab is them in the others, told by ${way}`, async ({ openAs }) => {
    const { context, page: form } = await openAs(null, '/entrar', {}, async (page) => {
      await page.context().addInitScript(prepare);
    });
    const sameForm = await openTab(context, '/entrar');
    await login(context, 'host');
    const page = await openTab(context, '/reservas?local=terraza');
    await expectLive(page);
    const loads = loadsOf(page);

    await fillSignIn(sameForm, 'host');
    await expect(accountButton(sameForm, 'host')).toBeVisible();
    await expectLive(page);
    expect(loads(), 'the same account changes nothing').toBe(0);

    await form.goto('about:blank');
    await context.clearCookies();
    await form.goto('/entrar');
    await fillSignIn(form, 'owner');
    await expect(accountButton(page, 'owner')).toBeVisible(AT_ONCE);
    await expect(page).toHaveURL('/reservas?local=terraza');
    await expectLive(page);
    expect(loads()).toBe(1);
  });
}

test('without a way between tabs the next answer tells, and nothing is booked under the other name', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Rosa Cuenta', guestCount: 3 });
  const { context, page } = await openAs('host', '/reservas', {}, async (fresh) => {
    await fresh.context().addInitScript(REFUSE_CHANNEL + REFUSE_STORAGE);
  });
  await expectLive(page);
  // Nothing but the count asks, so that no other answer tells before it.
  const told = deferred<void>();
  await page.route('**/api/**', async (route) => {
    if (!route.request().url().includes('/asistencia')) await told.promise;
    await route.continue().catch(() => {});
  });
  await login(context, 'owner');
  const refused = page.waitForResponse((response) => response.url().includes('/asistencia'));
  await page.getByRole('button', { name: 'Llegó 1 persona: Rosa Cuenta' }).click();
  expect((await refused).status()).toBe(409);
  told.resolve();
  await expect(accountButton(page, 'owner')).toBeVisible(AT_ONCE);
  // The page of the other account hands over what the host has counted, as the host's.
  await expect(scanCountOf(page, reservation.id)).toHaveText('1');
  expect(await authorsOf(host, reservation.id)).toEqual([NAMES.host]);

  const other = await openTab(context, '/puerta');
  await signOutIn(other);
  await expect(other).toHaveURL(/\/entrar$/);
  const count = page.getByRole('button', { name: 'Llegó 1 persona: Rosa Cuenta' });
  await expect(async () => {
    await count.click({ timeout: 2_000 }).catch(() => {});
    await expect(page.getByText('Rosa Cuenta')).toHaveCount(0, { timeout: 2_000 });
  }).toPass();
  expect(await authorsOf(host, reservation.id)).toEqual([NAMES.host]);
});

test('a page kept in memory asks whose it is, and one that a reload does not mend says so', async ({ openAs }) => {
  const { context, page } = await openAs('host', '/reservas');
  await expectLive(page);
  const loads = loadsOf(page);
  await restore(page);
  await login(context, 'owner');
  await restore(page);
  await expect(accountButton(page, 'owner')).toBeVisible(AT_ONCE);
  await expectLive(page);
  expect(loads()).toBe(1);

  await login(context, 'host');
  await restore(page);
  await expect(page.getByRole('heading', { name: 'Esta pantalla ya no corresponde a tu cuenta' })).toBeVisible();
  await expect(page.getByTestId('reservation-list')).toHaveCount(0);
  expect(loads(), 'no second reload by itself').toBe(1);
  await page.getByRole('button', { name: 'Recargar' }).click();
  await expect(accountButton(page, 'host')).toBeVisible();
});

test('a portal is no sign-in, and a firewall no wrong password', async ({ openAs }) => {
  const { page } = await openAs(null, '/monitor?local=terraza&orden=a&orden=b');
  const destination = '/monitor?local=terraza&orden=a&orden=b';
  await expect(page).toHaveURL(`/entrar?destino=${encodeURIComponent(destination)}`);
  const offline = page.getByText('Sin conexión con el servidor.');
  for (const foreign of [
    { status: 200, contentType: 'text/html', body: '<h1>Bienvenido</h1>' },
    { status: 401, contentType: 'application/json', body: '{"code":"INVALID_CREDENTIALS"}' },
    { status: 403, contentType: 'text/html', body: 'blocked' },
  ]) {
    await page.route('**/api/auth/sign-in/email', (route) => route.fulfill(foreign), { times: 1 });
    const answered = page.waitForResponse('**/api/auth/sign-in/email');
    await fillSignIn(page, 'owner');
    await answered;
    await expect(offline).toBeVisible();
    await expect(page.getByRole('button', { name: 'Entrar' })).toBeEnabled();
  }
  await fillSignIn(page, 'owner');
  await expect(page).toHaveURL(destination);
});

test('a sign-out that a portal answers has not ended anything, and says so', async ({ openAs }) => {
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  await page.route('**/api/auth/sign-out', (route) => route.fulfill({ status: 200, body: 'Bienvenido' }), { times: 1 });
  await signOutIn(page);
  await expect(page.getByText('No se pudo cerrar la sesión. Revisa la conexión.')).toBeVisible();
  await expectLive(page);
  await signOutIn(page);
  await expect(page).toHaveURL(/\/entrar$/);
});

/** A host's list on a server whose database the test can change. */
interface OpenList {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Makes the host a member of the door. */
  demote(): Promise<unknown>;
}

async function withList(
  browser: Browser,
  { inHours = 0, pathOf }: { inHours?: number; pathOf: (day: string) => string },
  use: (list: OpenList) => Promise<void>,
): Promise<void> {
  const postgres = await ensurePostgres();
  const server = await startServer({ postgresUrl: postgres.url });
  const client = new Client({ connectionString: server.env.DATABASE_URL });
  const context = await browser.newContext({ baseURL: server.url });
  try {
    await client.connect();
    const { reservation } = await (await signIn(server.url, 'host')).createWithPass({
      customerName: GUEST,
      reservedAt: new Date(Date.now() + inHours * 3_600_000).toISOString(),
    });
    await login(context, 'host');
    const page = await openTab(context, pathOf(reservation.businessDay));
    const card = cardOf(page, reservation.id);
    await expectLive(page);
    await expect(card).toContainText(GUEST);
    const demote = () =>
      client.query(`update membership set role = 'DOOR' where user_id = (select id from "user" where email = $1)`, [
        USERS.host,
      ]);
    await use({ context, page, demote });
  } finally {
    await context.close();
    await client.end();
    await server.stop();
    await postgres.stop();
  }
}

test('a list whose reader is sent to the door loses the whole names, and its reader is at the door', async ({
  browser,
}) => {
  await withList(browser, { pathOf: () => '/reservas' }, async ({ page, demote }) => {
    await demote();
    await expect(page.getByText(GUEST)).toHaveCount(0);
    await expect(page).toHaveURL(/\/puerta/);
    await expect(page.getByText(GUEST)).toHaveCount(0);
  });
});

test('a list whose reader was sent to the door while it was away loses them when it is back', async ({ browser }) => {
  await withList(browser, { pathOf: () => '/reservas' }, async ({ context, page, demote }) => {
    await context.setOffline(true);
    await demote();
    await context.setOffline(false);
    await expect(page.getByText(GUEST)).toHaveCount(0, { timeout: 30_000 });
    await expect(page).toHaveURL(/\/puerta/);
    await expect(page.getByText(GUEST)).toHaveCount(0);
  });
});

test('a day that the door may not see is taken away from who is sent there', async ({ browser }) => {
  const tomorrow = { inHours: 24, pathOf: (day: string) => `/reservas?dia=${day}` };
  await withList(browser, tomorrow, async ({ page, demote }) => {
    await demote();
    await expect(page).toHaveURL('/puerta?local=terraza');
    await expect(page.getByText(GUEST)).toHaveCount(0);
  });
});
