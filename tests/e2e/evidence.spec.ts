import { spawnSync } from 'node:child_process';
import type { Gate } from '@/modules/gates/wire';
import type { Api } from '../support/api';
import { expect, test } from '../support/screens';

// A server of its own: gates are added, and figures are compared.
test.use({ serverEnv: {} });
test.describe.configure({ mode: 'default', timeout: 240_000 });

interface Exported {
  readonly entries: readonly { occurredAt: string; flow: string; delta: number }[];
}

const of = (api: Api, query: Record<string, string> = {}) =>
  new URLSearchParams({ businessId: api.businessId, ...query });
const occupancyOf = (api: Api) => api.ok<{ day: string; inside: number }>('GET', `/api/ocupacion?${of(api)}`);
const addGate = async (owner: Api, name: string) =>
  (await owner.ok<{ gate: Gate }>('POST', '/api/puertas', { businessId: owner.businessId, name, direction: 'BOTH' }))
    .gate;

/** People at two gates, a party of which one has left, one count taken back, and one that a phone could not place. */
async function makeEvening(owner: Api, host: Api, guest: string) {
  const { businessId } = host;
  const north = await addGate(owner, `Norte ${guest}`);
  const nonce = (name: string) => `${guest}-${name}-nonce`;
  const click = (name: string, delta: number) =>
    host.ok('POST', '/api/sin-reserva', { businessId, delta, nonce: nonce(name), gateId: north.id });
  await click('five', 5);
  await click('wrong', 2);
  await host.ok('POST', '/api/sin-reserva/anular', { businessId, nonce: nonce('wrong') });
  const { reservation, qrCode } = await host.createWithPass({ customerName: `Renata ${guest}`, guestCount: 4 });
  const scan = { businessId, action: 'increment', qrCode, increment: 3, nonce: nonce('party'), gateId: north.id };
  await host.ok('POST', '/api/reservas/qr-scan', scan);
  await host.ok('POST', '/api/puerta/salida', { businessId, qrCode, delta: 1, nonce: nonce('exit') });
  const now = Date.now();
  const entry = { flow: 'IN', kind: 'FIRST', basis: 'SIGNATURE', delta: 2, at: new Date(now - 60_000).toISOString() };
  await host.ok('POST', '/api/puerta/sync', {
    ...{ businessId, deviceId: 'telefono-a', sentAt: new Date(now).toISOString() },
    entries: [{ ...entry, token: 'no es un pase', nonce: nonce('odd') }],
  });
  return { north, reservation };
}

test('every figure opens what it is made of, and its address can be sent', async ({ openAs, api, t }) => {
  const [owner, host] = [await api('owner'), await api('host')];
  const { north, reservation } = await makeEvening(owner, host, 'Olmedo');
  const { inside } = await occupancyOf(owner);
  const { page } = await openAs('owner', '/evidencia');
  await expect(page.getByTestId('figure-inside')).toContainText(String(inside));
  for (const figure of ['inside', 'admitted', 'clicker', 'exits', 'undone', 'held']) {
    const shown = (await page.getByTestId(`figure-${figure}`).locator('span').last().textContent()) ?? '';
    expect(shown).toMatch(/^\d/);
    await page.getByTestId(`figure-${figure}`).click();
    await expect(page).toHaveURL(new RegExp(`cifra=${figure}`));
    await expect(page.getByTestId('sum')).toContainText(shown);
    await page.reload();
    await expect(page.getByTestId('sum')).toContainText(shown);
    await expect(page.getByTestId('entries').getByRole('listitem').first()).toBeVisible();
    await page.getByRole('link', { name: t('evidence.back') }).click();
    await expect(page.getByTestId('figure-inside')).toBeVisible();
  }
  await page.getByTestId('by-gate').getByRole('row', { name: north.name }).getByRole('link').first().click();
  await expect(page.getByTestId('sum')).toContainText('8');
  await expect(page.getByTestId('entries').getByRole('listitem')).toHaveCount(4);
  await page.goBack();
  await page
    .getByTestId('incident-kinds')
    .getByRole('link', { name: t('incidents.kind.UNKNOWN_PASS_ENTERED') })
    .click();
  await page
    .getByTestId('incidents')
    .getByRole('link', { name: t('evidence.itsEntries', { count: 1 }) })
    .click();
  await expect(page.getByTestId('entries')).toContainText(t('evidence.basis.SIGNATURE'));

  await page.goto(`/evidencia?cifra=admitted&grupo=${reservation.id}`);
  await expect(page.getByTestId('sum')).toContainText('3');
  await page
    .getByTestId('entries')
    .getByRole('link', { name: t('evidence.history') })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toContainText(t('reservas.history.title'));
  await expect(page.getByRole('dialog')).toContainText('Renata Olmedo');
});

test('the night is replayed to an instant by keyboard, and a new count is told of', async ({ openAs, api, t }) => {
  const [owner, host] = [await api('owner'), await api('host')];
  await makeEvening(owner, host, 'Naranjo');
  const { inside, day } = await occupancyOf(owner);
  const { entries } = await owner.ok<Exported>('GET', `/api/evidencia/exportar?${of(owner, { day })}`);
  const insideAt = (at: number) =>
    entries
      .filter(({ occurredAt }) => Date.parse(occurredAt) <= at)
      .reduce((sum, { flow, delta }) => sum + (flow === 'OUT' ? -delta : delta), 0);
  const { page } = await openAs('owner', `/evidencia?dia=${day}`);
  const slider = page.getByRole('slider', { name: t('evidence.replay.slider') });
  const shown = page.getByTestId('moment-inside');
  await expect(shown, 'it begins at the end').toHaveText(String(inside));
  await slider.focus();
  await page.keyboard.press('Home');
  for (let minute = 0; minute < 4; minute++) {
    const at = Number(await slider.inputValue());
    if (at >= Number(await slider.getAttribute('max'))) break;
    await expect(shown, new Date(at).toISOString()).toHaveText(String(insideAt(at)));
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('End');
  await expect(shown).toHaveText(String(inside));
  await page.getByRole('button', { name: t('evidence.replay.perSecond', { minutes: 15 }) }).click();
  await page.getByRole('button', { name: t('evidence.replay.play') }).click();
  await expect(page.getByRole('button', { name: t('evidence.replay.play') }), 'it stops at the end').toBeVisible({
    timeout: 120_000,
  });
  await expect(shown).toHaveText(String(inside));

  const { businessId } = host;
  await host.ok('POST', '/api/sin-reserva', { businessId, delta: 1, nonce: 'una-mas-tarde' });
  await page.getByRole('button', { name: t('evidence.showNews') }).click();
  await expect(page.getByTestId('figure-inside')).toContainText(String(inside + 1));
});

test('the file that the browser downloads is accepted by the documented command', async ({ openAs, api, t }) => {
  const [owner, host] = [await api('owner'), await api('host')];
  await makeEvening(owner, host, 'Salinas');
  const { keys } = await owner.ok<{ keys: { publicKey: string }[] }>('GET', `/api/puerta/manifiesto?${of(owner)}`);
  const { page } = await openAs('owner', '/evidencia');
  for (const format of ['csv', 'json'] as const) {
    const downloaded = page.waitForEvent('download');
    await page.getByRole('link', { name: t(`evidence.export.${format}`) }).click();
    const file = await (await downloaded).path();
    const checked = spawnSync(process.execPath, ['scripts/verify-evidence.mjs', file, keys[0]?.publicKey ?? '']);
    expect(checked.status, String(checked.stderr)).toBe(0);
  }
});
