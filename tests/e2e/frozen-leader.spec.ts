import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectLive, scanCountOf } from '../support/reservas-page';
import { expect, test } from '../support/screens';

/** As the browser does to a tab that nobody has looked at for long: no timer and no message runs in it. */
async function setFrozen(page: Page, frozen: boolean): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: frozen ? 'frozen' : 'active' });
  await session.detach();
}

test('two tabs, the leader frozen: the other takes over, and the frozen one wakes up with everything', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const { reservation, qrCode } = await host.createWithPass({ customerName: 'Nieves Congelada', guestCount: 9 });
  const { context, page: first } = await openAs('host', '/reservas');
  await expectLive(first);
  const second = await context.newPage();
  await second.goto('/reservas');
  await expectLive(second);
  for (const page of [first, second]) await page.evaluate(() => Object.assign(window, { notReloaded: true }));

  await setFrozen(first, true);
  const door = await api('door');
  expect((await door.scan(qrCode, randomUUID(), 2)).status).toBe(200);
  await expect(scanCountOf(second, reservation.id)).toHaveText('2', { timeout: 30_000 });
  await expectLive(second);
  expect((await door.scan(qrCode, randomUUID(), 3)).status).toBe(200);
  await expect(scanCountOf(second, reservation.id)).toHaveText('5', { timeout: 5000 });

  await setFrozen(first, false);
  await expect(scanCountOf(first, reservation.id)).toHaveText('5', { timeout: 30_000 });
  await expectLive(first);
  expect((await door.scan(qrCode, randomUUID(), 1)).status).toBe(200);
  for (const page of [first, second]) {
    await expect(scanCountOf(page, reservation.id)).toHaveText('6', { timeout: 30_000 });
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
  }
});
