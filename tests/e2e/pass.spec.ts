import type { Api } from '../support/api';
import { judge } from '../support/judge';
import { cardOf, expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.use({ serverEnv: {} });

async function makePass(host: Api) {
  const at = new Date(Date.now() + 60_000).toISOString();
  const { reservation } = await host.createWithPass({ customerName: 'Rosa Retrasada', guestCount: 6, reservedAt: at });
  const { passUrl } = await host.ok<{ passUrl: string }>(
    'GET',
    `/api/reservas/${reservation.id}/qr?businessId=${host.businessId}`,
  );
  return { reservation, path: new URL(passUrl).pathname };
}

test('a small phone shows QR and code before any scrolling, and the page fits it', async ({ openAs, api }) => {
  const { reservation, path } = await makePass(await api('host'));
  const { page } = await openAs(null, path, { viewport: { width: 360, height: 640 } });
  await expect(page.getByText(reservation.code, { exact: true })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('img', { name: reservation.code })).toBeInViewport({ ratio: 1 });
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  expect(fits).toBe(true);
});

test('a messenger gets a preview without a name, and nobody has done anything by it', async ({ server, api }) => {
  const host = await api('host');
  const { reservation, path } = await makePass(host);
  const before = await host.ok<{ cursor: string }>('GET', `/api/reservas?businessId=${host.businessId}`);
  const html = await (await fetch(server.url + path, { headers: { 'user-agent': 'WhatsApp/2.23' } })).text();
  const head = html.slice(0, html.indexOf('</head>'));
  expect(head).toMatch(/<meta property="og:title" content="Terraza Quito · [^"]+, \d\d:\d\d"/);
  expect(head).toContain('content="Pase para 6 personas. Enséñalo en la puerta."');
  expect(head).toContain('content="noindex, nofollow"');
  expect(html).not.toContain('Rosa');
  const image = /<meta property="og:image" content="([^"]+)"/.exec(head)?.[1] ?? '';
  expect(await sizeOf(image)).toEqual([1200, 630]);
  // What programs that read mail send: nothing changes, however often.
  for (const rest of ['/retraso', '/calendario']) await fetch(`${server.url}/api${path}${rest}`);
  expect((await fetch(`${server.url}/api${path}/retraso`)).status).toBe(405);
  const foreign = await fetch(`${server.url}/api${path}/retraso`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ minutes: '15' }) },
    headers: { origin: 'https://malo.example' },
  });
  expect(foreign.status).toBe(403);
  const after = await host.ok<{ cursor: string }>('GET', `/api/reservas?businessId=${host.businessId}`);
  expect(after.cursor).toBe(before.cursor);
  expect(reservation.scanCount).toBe(0);
});

test('the icons of home screens have the sizes that the manifest names', async ({ server }) => {
  const manifest = await (await fetch(`${server.url}/manifest.webmanifest`)).json();
  const drawn = (manifest.icons as { src: string; type: string; sizes: string }[]).filter(
    ({ type }) => type === 'image/png',
  );
  expect(drawn).toHaveLength(3);
  for (const { src, sizes } of drawn) {
    expect([src, (await sizeOf(server.url + src)).join('x')]).toEqual([src, sizes]);
  }
  const page = await (await fetch(`${server.url}/entrar`)).text();
  const apple = /<link rel="apple-touch-icon" href="([^"]+)"/.exec(page)?.[1] ?? '';
  expect(await sizeOf(server.url + apple)).toEqual([180, 180]);
  expect(page).toContain('<link rel="icon" href="/icon.svg"');
});

for (const javaScriptEnabled of [true, false]) {
  test(`a guest says that they will be late, ${javaScriptEnabled ? 'with' : 'without'} scripts, and the list shows it`, async ({
    openAs,
    api,
  }) => {
    const hostApi = await api('host');
    const { reservation, path } = await makePass(hostApi);
    const host = await openAs('host', '/reservas');
    await expectLive(host.page);
    const card = cardOf(host.page, reservation.id);
    await expect(card).toBeVisible();
    const { page } = await openAs(null, path, { javaScriptEnabled });
    await page.getByRole('button', { name: 'Llego 15 minutos tarde' }).click();
    await expect(page.getByTestId('lateness')).toHaveText('El local sabe que llegas 15 min tarde.');
    await expect(card).toContainText('Llega 15 min tarde');
    const { entries } = await hostApi.ok<{ entries: { action?: string; by: string | null }[] }>(
      'GET',
      `/api/reservas/${reservation.id}/historial?businessId=${hostApi.businessId}`,
    );
    expect(entries.filter(({ action }) => action === 'reservation.lateness-announced').map(({ by }) => by)).toEqual([
      null,
    ]);
    if (javaScriptEnabled) await judge(page, 'pase-tarde');
    await page.getByRole('button', { name: 'Al final llego a tiempo' }).click();
    await expect(page.getByTestId('lateness')).toHaveText('Avisa al local con un toque.');
    await expect(card).not.toContainText('Llega 15 min tarde');
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`a guest cancels, ${javaScriptEnabled ? 'with' : 'without'} scripts: looking changes nothing, the list shows it at once`, async ({
    openAs,
    api,
  }) => {
    const { reservation, path } = await makePass(await api('host'));
    const host = await openAs('host', '/reservas');
    await expectLive(host.page);
    const card = cardOf(host.page, reservation.id);
    await expect(card).toHaveAttribute('data-status', 'CONFIRMED');
    const { page } = await openAs(null, path, { javaScriptEnabled });
    await page.getByRole('link', { name: '¿No puedes venir? Cancela la reserva' }).click();
    await expect(page.getByRole('heading', { name: '¿Cancelamos tu reserva?' })).toBeVisible();
    if (javaScriptEnabled) await judge(page, 'pase-cancelar');
    await page.getByRole('link', { name: 'No, la mantengo' }).click();
    await expect(page.getByTestId('pass')).toHaveAttribute('data-state', 'ok');
    await expect(card).toHaveAttribute('data-status', 'CONFIRMED');
    await page.goBack();
    await page.getByRole('button', { name: 'Sí, cancelar la reserva' }).click();
    await expect(page.getByTestId('pass')).toHaveAttribute('data-state', 'cancelled');
    await expect(card).toHaveAttribute('data-status', 'CANCELLED');
  });
}

test('a guest keeps the pass: the link is copied, the calendar has it, the map is a link', async ({ openAs, api }) => {
  const { path } = await makePass(await api('host'));
  const { page, context } = await openAs(null, path);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Compartir' }).click();
  await expect(page.getByText('Enlace copiado')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(path);
  const href = await page.getByRole('link', { name: 'Al calendario' }).getAttribute('href');
  const file = await context.request.get(href ?? '');
  expect(file.headers()['content-type']).toBe('text/calendar; charset=utf-8');
  expect(await file.text()).toContain('SUMMARY:Reserva en Terraza Quito');
  await expect(page.getByRole('link', { name: 'Isabel La Católica N24-430, Quito' })).toHaveAttribute('href', /maps/);
});

/** Width and height of a PNG. */
async function sizeOf(url: string): Promise<number[]> {
  const bytes = new DataView(await (await fetch(url)).arrayBuffer());
  expect(bytes.getUint32(0)).toBe(0x89504e47);
  return [bytes.getUint32(16), bytes.getUint32(20)];
}
