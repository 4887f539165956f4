import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

// A server of its own: what other tests do would be told here too.
test.use({ serverEnv: {} });

/** The texts of the page's notices as they came, and what a screen reader is given to say. */
interface Told {
  readonly shown: string[];
  readonly said: () => string[];
}

async function keepNotices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const trees: ShadowRoot[] = [];
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const tree = attach.call(this, init);
      if (init.mode === 'closed') trees.push(tree);
      return tree;
    };
    const said = new Set<string>();
    const told: Told = { shown: [], said: () => [...said] };
    Object.assign(window, { told });
    const look = () => {
      for (const line of trees.flatMap((tree) => [...tree.querySelectorAll('[aria-live] p')]))
        said.add(line.textContent ?? '');
      for (const title of document.querySelectorAll(
        '[data-sonner-toast] [data-title], [data-testid="plain-notice"] p',
      )) {
        const text = title.textContent ?? '';
        if (!told.shown.includes(text)) told.shown.push(text);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

const toldOf = (page: Page) =>
  page.evaluate(() => {
    const { told } = window as unknown as { told: Told };
    return { shown: told.shown, said: told.said() };
  });

/** A text without the invisible characters around names. */
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

test('many scans at once are one notice a second, which a screen reader does not say; a booking is said', async ({
  openAs,
  api,
}) => {
  const door = await api('door');
  const host = await api('host');
  const parties = await Promise.all(
    Array.from({ length: 12 }, (_, party) => host.createWithPass({ customerName: `Grupo ${party}`, guestCount: 3 })),
  );
  const { page } = await openAs('owner', '/reservas', {}, keepNotices);
  await expectLive(page);
  const inside = page.getByTestId('stat-inside');
  const before = Number(await inside.innerText());
  await Promise.all(parties.map(({ qrCode }) => door.scan(qrCode, randomUUID(), 2)));
  await expect(page.getByText(/\d+ grupos, \d+ personas llegaron/)).toBeVisible();
  await expect(inside).toHaveText(String(before + 24));
  await host.createWithPass({ customerName: 'Reserva Anunciada', guestCount: 2 });
  await expect(page.getByText(/Nueva reserva: .*Reserva Anunciada/)).toBeVisible();
  await page.waitForTimeout(2500);

  const { shown, said } = await toldOf(page);
  const texts = shown.map(plain);
  const people = texts.reduce((sum, text) => {
    const several = /^\d+ grupos?, (\d+) personas? /.exec(text);
    const one = /: llegaron (\d+) de 3$/.exec(text);
    return sum + Number(several?.[1] ?? one?.[1] ?? 0);
  }, 0);
  expect(people, texts.join('\n')).toBe(24);
  // That they are a second apart is the rule of busy-night.test.ts: a busy machine draws two of them in one frame.
  expect(texts.length).toBeLessThanOrEqual(5);
  expect(said.map(plain)).toEqual(['Nueva reserva: Reserva Anunciada, 2 personas']);
});

test('a notice is closed by a button that a thumb can hit', async ({ openAs, api }) => {
  const host = await api('host');
  const { page } = await openAs('owner', '/reservas', { viewport: { width: 360, height: 640 } });
  await expectLive(page);
  await host.createWithPass({ customerName: 'Aviso Cerrado' });
  const notice = page.locator('[data-sonner-toast]').filter({ hasText: 'Aviso Cerrado' });
  await expect(notice).toBeVisible();
  const close = notice.getByRole('button', { name: 'Quitar aviso' });
  const box = await close.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  await close.click();
  await expect(notice).toHaveCount(0);
});

test('a person chooses which notices they get, on every device', async ({ openAs, api }) => {
  const host = await api('host');
  const door = await api('door');
  const { page } = await openAs('manager', '/reservas');
  await expectLive(page);
  const choose = async (name: string) => {
    await page.getByRole('button', { name: /^Tu cuenta/ }).click();
    const choice = page.getByRole('menuitemradio', { name });
    const stored = page.waitForResponse(/api\/me\/avisos/);
    await choice.click();
    expect((await stored).status()).toBe(200);
  };
  await choose('Nuevas, canceladas y excesos');
  const tablet = await openAs('manager', '/reservas');
  await expectLive(tablet.page);
  const first = await host.createWithPass({ customerName: 'Primera Importante', guestCount: 2 });
  await door.scan(first.qrCode, randomUUID(), 1);
  for (const screen of [page, tablet.page]) {
    await expect(screen.getByText(/Nueva reserva: .*Primera Importante/)).toBeVisible();
    await expect(screen.getByTestId('stat-inside')).toHaveText(/[1-9]/);
    await screen.waitForTimeout(1200);
    await expect(screen.getByText(/Primera Importante.*: llegaron/)).toHaveCount(0);
  }
  await door.scan(first.qrCode, randomUUID(), 3);
  await expect(page.getByText(/Primera Importante.*más de lo previsto/)).toBeVisible();

  await choose('Ninguno');
  const second = await host.createWithPass({ customerName: 'Segunda Callada' });
  await expect(page.locator(`[data-reservation-id="${second.reservation.id}"]`)).toBeAttached();
  await page.waitForTimeout(1200);
  await expect(page.getByText(/Nueva reserva: .*Segunda Callada/)).toHaveCount(0);
  await choose('Todos');
});
