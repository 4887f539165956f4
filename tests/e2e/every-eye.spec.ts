import type { Page } from '@playwright/test';
import { installCamera } from '../support/canvas-camera';
import { openDetail } from '../support/monitor-page';
import { cardOf, expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ timeout: 120_000 });

/** Twice the browser's own size of text: what its setting for the size of text does, media queries included. */
async function doubleText(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
}

const EYES = {
  '320 px': (page: Page) => page.setViewportSize({ width: 320, height: 568 }),
  '200 % text': async (page: Page) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await doubleText(page);
  },
  'spaced text': async (page: Page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    // As WCAG 2.2 gives it in 1.4.12.
    const content =
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }';
    const space = () => page.addStyleTag({ content });
    await space();
    page.on('load', () => void space().catch(() => {}));
  },
  'forced colours': async (page: Page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ forcedColors: 'active' });
  },
} as const;

/** What is wrong with the page as it stands: sideways scroll, cut words of buttons, edges and marks that are not there. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > window.innerWidth) faults.push(`${root.scrollWidth} px wide`);
    const isForced = matchMedia('(forced-colors: active)').matches;
    const shown = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter(
        (each) =>
          each.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
          !each.closest('[inert], [aria-hidden="true"]') &&
          each.getBoundingClientRect().width > 1,
      );
    const nameOf = (each: HTMLElement) =>
      `${each.tagName} "${each.getAttribute('aria-label') ?? each.textContent?.trim().slice(0, 40)}"`;
    for (const button of shown('button, a.rounded-control')) {
      const { overflowX } = getComputedStyle(button);
      // A name of any length ends in an ellipsis; its whole is in the details.
      if (button.matches('.truncate, :has(.truncate)')) continue;
      // Words for readers alone take no room.
      if (button.matches('.sr-only, :has([class*="sr-only"])')) continue;
      if (button.scrollWidth > button.clientWidth + 1 && overflowX !== 'visible') faults.push(`cut: ${nameOf(button)}`);
      const text = document.createRange();
      text.selectNodeContents(button);
      const [inner, outer] = [text.getBoundingClientRect(), button.getBoundingClientRect()];
      if (inner.width > outer.width + 2 || inner.height > outer.height + 2) faults.push(`spills: ${nameOf(button)}`);
    }
    const probe = document.createElement('p');
    probe.style.cssText = 'forced-color-adjust:none;color:Highlight';
    document.body.append(probe);
    const highlight = getComputedStyle(probe).color;
    probe.remove();
    if (isForced) {
      for (const each of shown('button, input, textarea')) {
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        if (outlineStyle === 'none' || outlineWidth === '0px') faults.push(`no edge: ${nameOf(each)}`);
      }
    }
    for (const pressed of shown('[aria-pressed="true"], [aria-checked="true"]')) {
      const other = [...(pressed.parentElement?.children ?? [])].find(
        (each) => each.getAttribute('aria-pressed') === 'false',
      );
      const [own, its] = [getComputedStyle(pressed), other && getComputedStyle(other)];
      const isMarked = isForced
        ? own.backgroundColor === highlight
        : !its || own.boxShadow !== its.boxShadow || own.backgroundColor !== its.backgroundColor;
      if (!isMarked) faults.push(`not marked as chosen: ${nameOf(pressed)}`);
    }
    return faults;
  });
}

for (const [eye, look] of Object.entries(EYES)) {
  test(`every screen with ${eye}`, async ({ openAs, api }) => {
    const expectWell = async (page: Page, screen: string) => {
      await page.screenshot({ path: `test-results/screens/eyes/${eye.replaceAll(' ', '-')}-${screen}.png` });
      expect.soft(await faultsOf(page), screen).toEqual([]);
    };
    const host = await api('host');
    const { reservation } = await host.createWithPass({
      ...{ customerName: 'Álvaro Núñez de la Peña y Santisteban', guestCount: 6, status: 'PENDING' },
      ...{ tableName: 'Terraza 12', notes: 'Cumpleaños' },
    });
    const at = `/api/reservas/${reservation.id}/qr?businessId=${host.businessId}`;
    const { passUrl } = await host.ok<{ passUrl: string }>('GET', at);

    const visitor = await openAs(null, '/entrar');
    await look(visitor.page);
    await expect(visitor.page.getByRole('button', { name: 'Entrar', exact: true })).toBeVisible();
    await expectWell(visitor.page, 'sign-in');
    await visitor.page.goto(new URL(passUrl).pathname);
    await expect(visitor.page.getByTestId('pass')).toBeVisible();
    await expectWell(visitor.page, 'pass');

    const { page } = await openAs('host', '/reservas');
    await look(page);
    await expectLive(page);
    await expectWell(page, 'list');
    const card = cardOf(page, reservation.id);
    await card.getByRole('button', { name: 'Álvaro Núñez de la Peña y Santisteban', exact: true }).click();
    await expect(page.getByTestId('details').filter({ visible: true })).toBeVisible();
    await expectWell(page, 'details');
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /^Nueva( reserva)?$/ })
      .filter({ visible: true })
      .first()
      .click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectWell(page, 'form');

    const door = await openAs('door', '/puerta', {}, installCamera);
    await look(door.page);
    await expectLive(door.page);
    await expectWell(door.page, 'door');
    await door.page.getByRole('button', { name: 'Buscar por nombre' }).click();
    await door.page.getByLabel('Nombre o código de la reserva').fill(reservation.code);
    await door.page.keyboard.press('Enter');
    await expect(door.page.getByTestId('party-sheet')).toBeVisible();
    await expectWell(door.page, 'party');

    const owner = await openAs('owner', '/monitor');
    await look(owner.page);
    await openDetail(owner.page);
    await expectWell(owner.page, 'console');
  });
}

test('the name of an icon stays while the pointer is on it, and goes with Escape', async ({ openAs }) => {
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const name = page.locator('[data-tooltip-popup]');
  await page.getByRole('button', { name: 'Día siguiente' }).hover();
  await expect(name).toHaveText('Día siguiente');
  await name.hover();
  await page.waitForTimeout(600);
  await expect(name).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(name).toHaveCount(0);
  await page.getByRole('button', { name: 'Día anterior' }).hover();
  await expect(name).toHaveText('Día anterior');
  await page.mouse.move(5, 5);
  await expect(name).toHaveCount(0);
});
