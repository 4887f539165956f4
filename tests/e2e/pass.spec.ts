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

for (const javaScriptEnabled of [true, false]) {
  test(`a guest says that they are on their way, ${javaScriptEnabled ? 'with' : 'without'} scripts, and the list shows it`, async ({
    openAs,
    api,
  }) => {
    const { reservation, path } = await makePass(await api('host'));
    const host = await openAs('host', '/reservas');
    await expectLive(host.page);
    const card = cardOf(host.page, reservation.id);
    await expect(card).toBeVisible();
    const { page } = await openAs(null, path, { javaScriptEnabled });
    await page.getByRole('button', { name: 'Estoy en camino' }).click();
    await expect(page.getByTestId('on-my-way')).toHaveText('El local sabe que estás en camino.');
    await expect(card).toContainText('En camino');
    if (javaScriptEnabled) {
      await judge(page, 'pase-en-camino');
      await card.getByRole('button', { name: 'Rosa Retrasada', exact: true }).click();
      await judge(host.page, 'reservas-en-camino', ['phone']);
    }
    await page.getByRole('button', { name: 'Todavía no' }).click();
    await expect(page.getByTestId('on-my-way')).toHaveText('Avisa al local de que estás en camino.');
    await expect(card).not.toContainText('En camino');
  });
}

test('an open pass says what becomes of it: who is in, another table and time, and the end', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const { reservation, path } = await makePass(host);
  const { page } = await openAs(null, path);
  await expect(page.getByTestId('pass-live')).toHaveText('Esta página se actualiza sola.');
  await expect(page.getByTestId('arrived')).toHaveCount(0);
  // Coming back to the page asks at once.
  const comeBack = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const expectSoon = (id: string, text: string) =>
    expect(async () => {
      await comeBack();
      await expect(page.getByTestId(id)).toContainText(text, { timeout: 1000 });
    }).toPass();
  const edit = (fields: object) =>
    host.ok('PUT', `/api/reservas/${reservation.id}`, { businessId: host.businessId, ...fields });
  await host.ok('POST', `/api/reservas/${reservation.id}/asistencia`, {
    ...{ businessId: host.businessId, delta: 2, nonce: `open-pass-${reservation.id}` },
  });
  await expectSoon('arrived', '2 de 6 adentro');
  await edit({ tableName: 'Jardín 4', guestCount: 5 });
  await expectSoon('plan-changes', 'El local cambió tu reserva');
  await expect(page.getByTestId('plan-changes')).toContainText('Jardín 4');
  await expect(page.getByTestId('plan-changes')).toContainText('Ahora es para 5 personas');
  await expect(page.getByTestId('arrived')).toContainText('2 de 5 adentro');
  await judge(page, 'pase-cambios');
  await host.ok('POST', `/api/reservas/${reservation.id}/asistencia`, {
    ...{ businessId: host.businessId, delta: 3, nonce: `open-pass-rest-${reservation.id}` },
  });
  await expectSoon('arrived', 'Todo el grupo adentro: 5 de 5');
  // The server redraws the page, head included.
  await expect(page).toHaveTitle(/./);
  await judge(page, 'pase-completo');
  await page.route('**/estado', (route) => route.abort());
  await expectSoon('pass-live', 'Sin conexión: esto puede haber cambiado.');
  await page.unroute('**/estado');
  await host.ok('POST', `/api/reservas/${reservation.id}/qr/rotar`, { businessId: host.businessId });
  await expectSoon('pass', 'Pase anulado');
  await expect(page.getByTestId('pass')).toHaveAttribute('data-state', 'revoked');
  await expect(page.getByTestId('plan-changes')).toHaveText('');
});

test('a guest keeps the pass as a picture and on paper, and a stranger gets neither', async ({
  server,
  openAs,
  api,
}) => {
  const { reservation, path } = await makePass(await api('host'));
  const { page, context } = await openAs(null, path);
  const files = [
    ['Imagen', 'image/png', 'png'],
    ['PDF', 'application/pdf', 'pdf'],
  ] as const;
  for (const [name, type, ending] of files) {
    const href = (await page.getByRole('link', { name }).getAttribute('href')) ?? '';
    const file = await context.request.get(href);
    expect(file.headers()).toMatchObject({
      ...{ 'content-type': type, 'cache-control': 'private, no-cache' },
      'content-disposition': `inline; filename="${reservation.code}.${ending}"`,
    });
    const again = await fetch(server.url + href, {
      headers: { 'if-none-match': file.headers().etag ?? '', 'accept-language': 'es' },
    });
    expect(again.status).toBe(304);
    const other = href.replace(/[A-Z2-7]{8}\/(\w+)$/, 'AAAAAAAA/$1');
    expect((await fetch(server.url + other)).status).toBe(404);
  }
  expect(await sizeOf(`${server.url}${path}/imagen`)).toEqual([1080, 1920]);
});

test('a party gets a pass for each person, which the door takes once', async ({ openAs, api }) => {
  const host = await api('host');
  const { path } = await makePass(host);
  const { page, context } = await openAs(null, path);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('link', { name: 'Un pase por persona' }).click();
  const passes = page.getByTestId('person-pass');
  await expect(passes).toHaveCount(6);
  await judge(page, 'pase-personas');
  const second = passes.nth(1);
  await expect(second.getByRole('img', { name: 'Pase 2 de 6' })).toBeVisible();
  await second.getByRole('button', { name: 'Compartir' }).click();
  await expect(second.getByText('Enlace copiado')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(link);
  await expect(page.getByText('Pase 2 de 6')).toBeVisible();
  await expect(page.getByText('Cancela la reserva')).toHaveCount(0);
  await judge(page, 'pase-de-una-persona');
  const qrCode = new URL(link).pathname.split('/').at(-1) ?? '';
  const scan = { businessId: host.businessId, action: 'increment', qrCode, nonce: `one-person-${qrCode.slice(-8)}` };
  await host.ok('POST', '/api/reservas/qr-scan', scan);
  await page.reload();
  await expect(page.getByTestId('pass')).toHaveAttribute('data-state', 'used');
  await judge(page, 'pase-usado');
  await page.goto(`${path}/personas`);
  await expect(passes.nth(1)).toContainText('Ya entró');
  await expect(passes.nth(0)).not.toContainText('Ya entró');
  await page.goto(path);
  await expect(page.getByTestId('arrived')).toContainText('1 de 6 adentro');
});

/** Width and height of a PNG. */
async function sizeOf(url: string): Promise<number[]> {
  const bytes = new DataView(await (await fetch(url)).arrayBuffer());
  expect(bytes.getUint32(0)).toBe(0x89504e47);
  return [bytes.getUint32(16), bytes.getUint32(20)];
}
