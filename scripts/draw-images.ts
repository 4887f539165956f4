import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { signIn } from '../tests/support/api';
import { login } from '../tests/support/login';
import { qrVideo } from '../tests/support/qr-video';
import { startServer } from '../tests/support/server';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureBuild } from './lib/ensure-build.mjs';

/**
 * `npm run docs:images`: takes the README's screenshots of the running product: one real scan, shown on three screens.
 */
process.chdir(resolve(import.meta.dirname, '..'));
ensureBuild();
const executablePath = ensureChromium();
const OUT = join('docs', 'img');
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };
mkdirSync(OUT, { recursive: true });

const server = await startServer();
const browsers: Browser[] = [];
try {
  const host = await signIn(server.url, 'host');
  const { reservation, qrCode } = await host.createWithPass({
    customerName: 'Lucía Mendoza Paredes',
    guestCount: 6,
    tableName: 'T4',
  });
  const list = await open({ viewport: DESKTOP, colorScheme: 'light' });
  await login(list.context(), 'host');
  await list.goto('/reservas');
  const card = list.locator(`[data-reservation-id="${reservation.id}"]`);
  await card.scrollIntoViewIfNeeded();
  await list.getByText('Tiempo Real Activo').waitFor();
  await list.evaluate(() => window.scrollTo(0, 0));
  await save(list, 'reservas-desktop');
  await card.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const before = await list.screenshot();

  const video = join(tmpdir(), `aforo-images-${process.pid}.y4m`);
  writeFileSync(
    video,
    qrVideo([
      { text: null, frames: 10 },
      { text: qrCode, frames: 20 },
    ]),
  );
  const door = await open({ viewport: PHONE, colorScheme: 'dark', permissions: ['camera'] }, [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${video}`,
  ]);
  await login(door.context(), 'door');
  await door.goto('/puerta');
  await door.getByTestId('party-sheet').waitFor();
  await door.waitForTimeout(500);
  const asking = await door.screenshot();
  await door.getByRole('button', { name: 'Entran 6' }).click();
  await door.getByTestId('scan-result').waitFor();
  await list.waitForTimeout(700);
  const after = await list.screenshot();
  const result = await save(door, 'puerta-phone');

  const phone = await open({ viewport: PHONE, colorScheme: 'dark' });
  await login(phone.context(), 'host');
  await phone.goto('/reservas');
  await phone.locator('[data-reservation-id]').first().waitFor();
  await phone.waitForTimeout(500);
  await save(phone, 'reservas-phone');

  await drawStrip({ before, asking, result, after });
} finally {
  for (const browser of browsers) await browser.close();
  await server.stop();
}

async function open(options: BrowserContextOptions, args: string[] = []): Promise<Page> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...args] });
  browsers.push(browser);
  const context = await browser.newContext({ baseURL: server.url, locale: 'es-EC', ...options });
  return context.newPage();
}

function save(page: Page, name: string): Promise<Buffer> {
  return page.screenshot({ path: join(OUT, `${name}.png`) });
}

/** The same moment on two screens: the list before, the door reading and showing the answer, the list after. */
async function drawStrip(shots: Record<'before' | 'asking' | 'result' | 'after', Buffer>): Promise<void> {
  const font = readFileSync('node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2').toString(
    'base64',
  );
  const figure = (name: keyof typeof shots, kind: string, caption: string) =>
    `<figure class="${kind}"><img src="data:image/png;base64,${shots[name].toString('base64')}"><figcaption>${caption}</figcaption></figure>`;
  const page = await open({ viewport: { width: 1700, height: 600 }, deviceScaleFactor: 1 });
  await page.setContent(`<style>
    @font-face { font-family: Inter; src: url(data:font/woff2;base64,${font}); font-weight: 100 900 }
    body { margin: 0; padding: 28px; display: flex; gap: 22px; background: #f4f2f6; font: 600 17px Inter; color: #1c1320; width: max-content }
    figure { margin: 0 } img { height: 480px; display: block; border-radius: 14px; box-shadow: 0 1px 2px #0003, 0 8px 28px #0002 }
    .list img { width: 570px; object-fit: cover; object-position: 0 50% } figcaption { margin-top: 14px }
  </style>
  ${figure('before', 'list', 'El salón espera')}${figure('asking', 'phone', 'La puerta lee el QR')}
  ${figure('result', 'phone', 'Entran 6')}${figure('after', 'list', 'El salón lo ve al instante')}`);
  await page.waitForTimeout(300);
  const strip = page.locator('body');
  await strip.screenshot({ path: join(OUT, 'live.png') });
}
