import type { Page } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import { installCamera, showCode } from '../support/canvas-camera';
import { keepsNight } from '../support/kept-phone';
import { holdReads, SYNC, savedCounts } from '../support/lose-answers';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel' });

const SCANS = '**/api/reservas/qr-scan?*';
const COUNTS = '**/asistencia?*';
/** For so long the door waits for the server, where the phone can judge (use-door.ts). */
const PHONE_DEADLINE_MS = 1500;
const PHONE = { viewport: { width: 390, height: 844 } };

/** Until the phone can judge the passes of tonight itself. */
const expectNight = (page: Page, { code }: Reservation) =>
  expect.poll(() => keepsNight(page, code), { timeout: 30_000 }).toBe(true);

/** A phone that never loses patience with the server, and notes which of its words appear, in order. */
async function installPatientPhone(page: Page): Promise<void> {
  await installCamera(page);
  await page.addInitScript((patience) => {
    const { setTimeout } = window;
    window.setTimeout = ((work: () => void, ms?: number) =>
      ms === patience ? 0 : setTimeout(work, ms)) as typeof setTimeout;
    const shown: string[] = [];
    let present: string[] = [];
    Object.assign(window, { shown });
    const watch = new MutationObserver(() => {
      const now = ['by-phone', 'party-sheet', 'scan-result'].filter((id) =>
        document.querySelector(`[data-testid="${id}"]`),
      );
      shown.push(...now.filter((id) => !present.includes(id)));
      present = now;
    });
    watch.observe(document, { childList: true, subtree: true });
  }, PHONE_DEADLINE_MS);
}
const shownOn = (page: Page) => page.evaluate(() => (window as unknown as { shown: string[] }).shown);

test('a server that is slow to read a pass holds up nobody', async ({ openAs, api }) => {
  const host = await api('host');
  const [alone, party] = [
    await host.createWithPass({ customerName: 'Antes Sola', guestCount: 1 }),
    await host.createWithPass({ customerName: 'Antes Juntos', guestCount: 3 }),
  ];
  const { page } = await openAs('door', '/puerta', PHONE, installPatientPhone);
  await expectNight(page, party.reservation);
  await holdReads(page);
  const result = page.getByTestId('scan-result');
  await showCode(page, alone.qrCode);
  await expect(result).toHaveAttribute('data-result', 'ok');
  expect(await host.admitted(alone.reservation.id)).toBe(1);
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await showCode(page, party.qrCode);
  await expect(page.getByTestId('party-sheet')).toContainText('0 de 3');
  await page.getByRole('button', { name: 'Entran 3' }).click();
  await expect(result).toContainText('3 de 3');
  expect(await host.admitted(party.reservation.id)).toBe(3);
  expect(await shownOn(page)).toEqual(['scan-result', 'party-sheet', 'scan-result']);
});

test('after a question without an answer the phone counts the next guests without asking', async ({ openAs, api }) => {
  const host = await api('host');
  const [first, second] = [
    await host.createWithPass({ customerName: 'Sin Respuesta', guestCount: 1 }),
    await host.createWithPass({ customerName: 'Sin Pregunta', guestCount: 1 }),
  ];
  const byHand = await host.createWithPass({ customerName: 'Sin Pase', guestCount: 2 });
  const { page, context } = await openAs('door', '/puerta', PHONE, installCamera);
  await expectNight(page, second.reservation);
  const asked: string[] = [];
  const ways = [SCANS, COUNTS, SYNC];
  for (const url of ways) await context.route(url, (route) => route.abort());
  page.on('request', (request) => {
    if (request.url().includes('/qr-scan?')) asked.push(request.postDataJSON().qrCode);
    else if (request.url().includes('/asistencia?')) asked.push(request.url());
  });
  const result = page.getByTestId('scan-result');
  for (const { qrCode } of [first, second]) {
    await showCode(page, qrCode);
    await expect(result).toHaveAttribute('data-result', 'ok');
    await expect(result.getByTestId('by-phone')).toBeVisible();
    await page.getByRole('button', { name: 'Siguiente' }).click();
  }
  await showCode(page, null);
  await page.getByRole('button', { name: 'Buscar por nombre' }).click();
  await page.getByLabel('Nombre o código de la reserva').fill(byHand.reservation.code);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Entran 2' }).click();
  await expect(result).toContainText('2 de 2');
  expect(new Set(asked)).toEqual(new Set([first.qrCode]));
  for (const url of ways) await context.unroute(url);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(() => savedCounts(page)).toEqual([]);
  for (const { reservation } of [first, second, byHand])
    expect(await host.admitted(reservation.id)).toBe(reservation.guestCount);
});

test('what the server says otherwise of a pass takes the place of the phone’s word', async ({ openAs, api }) => {
  const host = await api('host');
  const [first, party, cancelled] = [
    await host.createWithPass({ customerName: 'Primera Palabra', guestCount: 3 }),
    await host.createWithPass({ customerName: 'Segunda Palabra', guestCount: 3 }),
    await host.createWithPass({ customerName: 'Cancelada Antes', guestCount: 3 }),
  ];
  const { id } = cancelled.reservation;
  await host.ok('POST', `/api/reservas/${id}/estado?businessId=${host.businessId}`, { status: 'CANCELLED' });
  const { page } = await openAs('door', '/puerta', PHONE, installPatientPhone);
  await expectNight(page, party.reservation);
  // A sheet is loaded when the first one opens.
  await showCode(page, first.qrCode);
  await expect(page.getByTestId('party-sheet')).toBeVisible();
  await showCode(page, null);
  await page.keyboard.press('Escape');
  // The server is asked about another pass than the phone.
  await page.route(SCANS, (route) =>
    route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), qrCode: cancelled.qrCode }) }),
  );
  await showCode(page, party.qrCode);
  const result = page.getByTestId('scan-result');
  await expect(result).toHaveAttribute('data-reason', 'CANCELLED');
  await expect(result.getByTestId('by-phone')).toHaveCount(0);
  expect(await shownOn(page)).toEqual(['party-sheet', 'party-sheet', 'scan-result']);
  await expect(page.getByTestId('party-sheet')).toHaveCount(0);
});
