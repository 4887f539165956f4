import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { DemoUser } from '../support/api';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } } as const;
const THEMES = ['light', 'dark'] as const;
const PARTS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface View {
  readonly name: string;
  /** Undefined: signed out. */
  readonly user?: DemoUser;
  readonly path: string;
  /** Brings the page to what is to be judged. */
  readonly prepare: (page: Page) => Promise<unknown>;
}

const firstCard = (page: Page) => page.locator('[data-reservation-id]').first();

const VIEWS: readonly View[] = [
  {
    name: 'entrar',
    path: '/entrar',
    prepare: (page) => expect(page.getByRole('button', { name: 'Entrar' })).toBeVisible(),
  },
  { name: 'reservas', user: 'host', path: '/reservas', prepare: expectLive },
  {
    name: 'reservas-detalle',
    user: 'host',
    path: '/reservas',
    prepare: async (page) => {
      await expectLive(page);
      await firstCard(page).getByRole('button').first().click();
      await expect(page.getByTestId('details').or(page.getByRole('dialog')).first()).toBeVisible();
    },
  },
  {
    name: 'reservas-nueva',
    user: 'host',
    path: '/reservas',
    prepare: async (page) => {
      await expectLive(page);
      await page
        .getByRole('button', { name: /nueva reserva/i })
        .first()
        .click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'puerta',
    user: 'door',
    path: '/puerta',
    prepare: (page) => expect(page.getByTestId('camera')).toBeVisible(),
  },
  {
    name: 'puerta-buscar',
    user: 'door',
    path: '/puerta',
    prepare: async (page) => {
      await page
        .getByRole('button', { name: /buscar/i })
        .first()
        .click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  { name: 'no-existe', path: '/nada', prepare: (page) => expect(page.getByText('Aquí no hay nada')).toBeVisible() },
];

for (const view of VIEWS) {
  for (const colorScheme of THEMES) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      test(`${view.name}, ${size}, ${colorScheme}: axe finds nothing`, async ({ openAs }) => {
        const { page } = await openAs(view.user ?? null, view.path, { colorScheme, viewport, reducedMotion: 'reduce' });
        await view.prepare(page);
        await judge(page, `${view.name}-${size}-${colorScheme}`);
      });
    }
  }
}

test('the pass that a guest opens: axe finds nothing', async ({ openAs, api }) => {
  const host = await api('host');
  const { reservation } = await host.createWithPass({ customerName: 'Sofía Invitada', guestCount: 2 });
  const { passUrl } = await host.ok<{ passUrl: string }>(
    'GET',
    `/api/reservas/${reservation.id}/qr?businessId=${host.businessId}`,
  );
  for (const colorScheme of THEMES) {
    const { page } = await openAs(null, new URL(passUrl).pathname, { colorScheme, viewport: SIZES.phone });
    await expect(page.getByRole('img').first()).toBeVisible();
    await judge(page, `pase-phone-${colorScheme}`);
  }
});

/** Keeps a picture, then asserts that axe finds no violation and that nothing overflows sideways. */
async function judge(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png` });
  const { violations } = await new AxeBuilder({ page }).withTags(PARTS).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
}
