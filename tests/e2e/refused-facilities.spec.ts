import type { Page } from '@playwright/test';
import { USERS } from '../support/api';
import { installCamera } from '../support/canvas-camera';
import { expect, test } from '../support/screens';
import { DEMO_PASSWORD } from '../support/server';

test.describe.configure({ mode: 'parallel' });

/** What a browser may refuse to a page, each as it refuses it: the getter throws, or the constructor does. */
const GETTERS = ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'Notification', 'AudioContext'];
const CONSTRUCTORS = ['BroadcastChannel'];
const NAVIGATOR = [
  'locks',
  'permissions',
  'mediaDevices',
  'wakeLock',
  'vibrate',
  'share',
  'clipboard',
  'userActivation',
  'serviceWorker',
  'storage',
];
const ONE_BY_ONE = ['localStorage', 'sessionStorage', 'indexedDB', 'BroadcastChannel', 'locks', 'matchMedia'];
const ALL = [...GETTERS, ...CONSTRUCTORS, ...NAVIGATOR];

async function refuse(page: Page, names: readonly string[]): Promise<void> {
  await page.addInitScript(
    ([refused, constructors, ofNavigator]) => {
      const deny = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
      for (const name of refused) {
        if (constructors.includes(name)) {
          const Refused = class {
            constructor() {
              deny();
            }
          };
          Object.defineProperty(window, name, { configurable: true, value: Refused });
        } else if (name === 'matchMedia') {
          Object.defineProperty(window, name, { configurable: true, value: undefined });
        } else {
          const owner = ofNavigator.includes(name) ? Navigator.prototype : window;
          Object.defineProperty(owner, name, { configurable: true, get: deny });
        }
      }
    },
    [names, CONSTRUCTORS, NAVIGATOR] as const,
  );
}

for (const refused of [...ONE_BY_ONE.map((name) => [name]), ALL]) {
  const what = refused.length > 1 ? 'everything optional' : refused[0];
  test(`a browser that refuses ${what} signs in, shows the list and works the door`, async ({ openAs, api }) => {
    const customerName = `Elsa ${what}`;
    await (await api('host')).createWithPass({ customerName });
    const { page, watch } = await openAs(null, '/entrar', {}, async (fresh) => {
      if (refused.length === 1) await installCamera(fresh);
      await refuse(fresh, refused);
    });
    const pageErrors: string[] = [];
    page.on('pageerror', (error) => pageErrors.push(String(error)));
    await page.getByLabel('Correo electrónico').fill(USERS.host);
    await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Entrar' }).click();
    await expect(page).toHaveURL(/\/reservas/);
    await expect(page.locator('[data-reservation-id]').first()).toBeVisible();
    await expect(page.getByTestId('connection-indicator')).toHaveAttribute('data-status', 'connected');
    await page.getByRole('button', { name: /Tu cuenta/ }).click();
    await page.getByRole('menuitemradio', { name: 'Oscura' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.getByRole('button', { name: 'Nueva reserva' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');

    await page.goto('/puerta');
    await expect(page.getByTestId('inside-count')).not.toHaveText('–');
    await expect(page.getByTestId('camera')).toHaveAttribute('data-state', refused.length > 1 ? 'unsupported' : 'live');
    await page.getByRole('button', { name: 'Silenciar los avisos' }).click();
    await page.getByRole('button', { name: 'Buscar por nombre' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill(customerName);
    await page.getByRole('dialog').getByRole('button', { name: customerName }).click();
    await page.getByRole('button', { name: /^Entran? \d/ }).click();
    await expect(page.getByTestId('scan-result')).toBeVisible();
    expect(pageErrors).toEqual([]);
    expect(watch.consoleErrors.filter((text) => /insecure|SecurityError|undefined/.test(text))).toEqual([]);
  });
}
