import type { Page } from '@playwright/test';
import { installCamera, showCode } from '../support/canvas-camera';
import { holdReads } from '../support/lose-answers';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel' });

const PHONE = { viewport: { width: 390, height: 844 } };

/** Until the phone has tonight's list, by which it reads passes itself. */
async function expectList(page: Page): Promise<void> {
  const isRead = () =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/api/puerta/manifiesto'));
  await expectLive(page);
  await expect.poll(() => page.evaluate(isRead)).toBe(true);
}

/** Notes what appears of a pass, in order; of what appears together, the mark of the phone's word is first. */
async function installWatch(page: Page): Promise<void> {
  await installCamera(page);
  await page.addInitScript(() => {
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
  });
}
const shownOn = (page: Page) => page.evaluate(() => (window as unknown as { shown: string[] }).shown);

test('a server that is slow to read a pass holds up nobody', async ({ openAs, api }) => {
  const host = await api('host');
  const [alone, party] = [
    await host.createWithPass({ customerName: 'Antes Sola', guestCount: 1 }),
    await host.createWithPass({ customerName: 'Antes Juntos', guestCount: 3 }),
  ];
  const { page } = await openAs('door', '/puerta', PHONE, installWatch);
  await expectList(page);
  await holdReads(page);
  const result = page.getByTestId('scan-result');
  await showCode(page, alone.qrCode);
  await expect(result).toHaveAttribute('data-result', 'ok');
  // The server is asked for the count alone, and has counted.
  expect(await shownOn(page)).toEqual(['scan-result']);
  expect(await host.admitted(alone.reservation.id)).toBe(1);
  await page.getByRole('button', { name: 'Siguiente' }).click();

  await showCode(page, party.qrCode);
  const sheet = page.getByTestId('party-sheet');
  await expect(sheet).toContainText('0 de 3');
  // No answer comes: from now on the phone alone answers for the pass.
  await expect(sheet.getByTestId('by-phone')).toBeVisible();
  expect(await shownOn(page)).toEqual(['scan-result', 'party-sheet', 'by-phone']);
  await page.getByRole('button', { name: 'Entran 3' }).click();
  await expect(result).toContainText('3 de 3');
  await expect.poll(() => host.admitted(party.reservation.id)).toBe(3);
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
  const { page } = await openAs('door', '/puerta', PHONE, installWatch);
  await expectList(page);
  // A sheet is loaded when the first one opens.
  await showCode(page, first.qrCode);
  await expect(page.getByTestId('party-sheet')).toBeVisible();
  await showCode(page, null);
  await page.keyboard.press('Escape');
  // The server is asked about another pass than the phone.
  await page.route('**/api/reservas/qr-scan?*', (route) =>
    route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), qrCode: cancelled.qrCode }) }),
  );
  await showCode(page, party.qrCode);
  const result = page.getByTestId('scan-result');
  await expect(result).toHaveAttribute('data-reason', 'CANCELLED');
  await expect(result.getByTestId('by-phone')).toHaveCount(0);
  expect(await shownOn(page)).toEqual(['party-sheet', 'party-sheet', 'scan-result']);
  await expect(page.getByTestId('party-sheet')).toHaveCount(0);
});
