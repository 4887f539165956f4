import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import { addDays, businessDayOf, localTimeOf, noonOf } from '@/modules/venues/business-day';
import type { Api } from '../support/api';
import { cardOf, expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'parallel' });

const RULES = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const TODAY = businessDayOf(new Date(), RULES);
const newName = (first: string) => `${first} ${randomUUID().slice(0, 8)}`;
/** What follows 09 in a mobile number that no other test uses. */
const newDigits = () => `9${String(Number.parseInt(randomUUID().slice(0, 8), 16) % 1e7).padStart(7, '0')}`;

/** The hands of a person, which count their taps and keys. */
class Hands {
  taps = 0;
  keys = 0;
  constructor(readonly page: Page) {}

  async tap(target: Locator): Promise<void> {
    this.taps += 1;
    await target.click();
  }

  async press(key: string): Promise<void> {
    this.keys += 1;
    await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.keys += [...text].length;
    await this.page.keyboard.type(text);
  }
}

async function named(api: Api, name: string, day: string): Promise<Reservation | undefined> {
  return (await api.list(day)).reservations.find(({ customerName }) => customerName === name);
}

async function openForm(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Nueva reserva' }).click();
  const form = page.getByRole('dialog');
  await expect(form.getByLabel('Nombre')).toBeFocused();
  return form;
}

const notice = (page: Page, text: string) => page.locator('[data-sonner-toast]').filter({ hasText: text });

test('next Friday 21:30 for four, with a phone number: four taps, the name, the number', async ({ openAs, api }) => {
  const host = await api('host');
  const [name, number] = [newName('Berta'), `09${newDigits()}`];
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const hands = new Hands(page);
  const form = page.getByRole('dialog');
  await hands.tap(page.getByRole('button', { name: 'Nueva reserva' }));
  await expect(form.getByLabel('Nombre')).toBeFocused();
  await hands.type(name);
  await hands.press('Tab');
  await hands.type(number);
  // On a Friday, the next one is the last of the two.
  await hands.tap(form.getByRole('radio', { name: /^viernes \d+$/ }).last());
  await hands.tap(form.getByRole('radio', { name: '21:30' }));
  await hands.tap(form.getByRole('radio', { name: '4 personas' }));
  await hands.press('Enter');
  await expect(form).toBeHidden();
  expect({ taps: hands.taps, keys: hands.keys }).toEqual({ taps: 4, keys: name.length + number.length + 2 });

  const weekday = noonOf(TODAY).getUTCDay();
  const friday = addDays(TODAY, (5 - weekday + 7) % 7 || (weekday === 5 ? 7 : 0));
  const row = await named(host, name, friday);
  expect(row).toMatchObject({ guestCount: 4, customerPhone: `+593${number.slice(1)}`, status: 'CONFIRMED' });
  expect(localTimeOf(row?.reservedAt ?? '', RULES.timeZone)).toBe('21:30');

  // The list stays on tonight; the notice says what was saved, and leads to it.
  await expect(page).toHaveURL(/\/reservas$/);
  const saved = notice(page, `Reserva creada: ${name}, 4 personas, viernes, ${Number(friday.slice(8))} de`);
  await expect(saved).toContainText('21:30');
  await saved.getByRole('button', { name: 'Ver' }).click();
  await expect(page).toHaveURL(new RegExp(`dia=${friday}$`));
  const details = page.getByTestId('details');
  await expect(details.getByRole('heading', { name })).toBeVisible();
  await expect(details.getByText('4 personas previstas')).toBeVisible();
});

test('the notice of a new reservation takes it back', async ({ openAs, api }) => {
  const host = await api('host');
  const name = newName('Fugaz');
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const form = await openForm(page);
  await page.keyboard.type(name);
  await form.getByRole('button', { name: 'Crear reserva' }).click();
  await notice(page, `Reserva creada: ${name}, 2 personas`).getByRole('button', { name: 'Deshacer' }).click();
  await expect(notice(page, `Se eliminó la reserva de ${name}`)).toBeVisible();
  expect(await named(host, name, TODAY)).toBeUndefined();
});

for (const [screen, viewport] of Object.entries({
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
})) {
  test(`a party grows from four to five in two taps, and back (${screen})`, async ({ openAs, api }) => {
    const host = await api('host');
    const name = newName('Creciente');
    const { reservation } = await host.createWithPass({ customerName: name, guestCount: 4 });
    const { page } = await openAs('host', '/reservas', { viewport });
    await expectLive(page);
    const hands = new Hands(page);
    await hands.tap(cardOf(page, reservation.id).getByRole('button', { name, exact: true }));
    const details = page.getByTestId('details');
    await hands.tap(details.getByRole('button', { name: 'Una plaza más' }));
    await expect(details.getByText('5 personas previstas')).toBeVisible();
    expect(hands.taps).toBe(2);
    expect((await named(host, name, reservation.businessDay))?.guestCount).toBe(5);
    // On a phone the details lie over the list.
    if (screen === 'phone') await page.keyboard.press('Escape');
    await notice(page, `${name}: 5 personas previstas`).getByRole('button', { name: 'Deshacer' }).click();
    await expect.poll(async () => (await named(host, name, reservation.businessDay))?.guestCount).toBe(4);
  });
}

test('Escape, a tap outside and the close button keep what was typed until it is discarded on purpose', async ({
  openAs,
}) => {
  const { page } = await openAs('host', '/reservas', { viewport: { width: 1024, height: 768 } });
  await expectLive(page);
  const form = await openForm(page);
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();

  await openForm(page);
  await page.keyboard.type('Marta');
  const question = page.getByRole('alertdialog');
  const ways = [
    () => page.keyboard.press('Escape'),
    () => page.mouse.click(20, 400),
    () => form.getByRole('button', { name: 'Cerrar' }).click(),
    () => form.getByRole('button', { name: 'Cancelar' }).click(),
  ];
  for (const leave of ways) {
    await leave();
    await expect(question.getByText('¿Descartar lo que escribiste?')).toBeVisible();
    await question.getByRole('button', { name: 'Seguir escribiendo' }).click();
    await expect(question).toBeHidden();
    await expect(form.getByLabel('Nombre')).toHaveValue('Marta');
    expect(await form.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: 'Descartar' }).click();
  await expect(form).toBeHidden();
  await openForm(page);
  await expect(form.getByLabel('Nombre')).toHaveValue('');
});

test('starts at the next quarter hour of tonight, and says the day, the hour and how full it is', async ({
  openAs,
  api,
}) => {
  const host = await api('host');
  const day = addDays(TODAY, 6);
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const form = await openForm(page);
  const time = await form.getByLabel('Hora', { exact: true }).inputValue();
  expect(time).toMatch(/:(00|15|30|45)$/);
  await expect(form.getByRole('radio', { name: time })).toBeChecked();
  await form.getByRole('group', { name: 'Cada 15 minutos' }).scrollIntoViewIfNeeded();
  await expect(form.getByRole('radio', { name: time })).toBeInViewport();
  const ahead = ['hoy', 'mañana'].map((name) => form.getByRole('radio', { name }).isChecked());
  expect((await Promise.all(ahead)).filter(Boolean)).toHaveLength(1);

  const before = (await host.list(day)).reservations
    .filter(
      ({ reservedAt, status }) => localTimeOf(reservedAt, RULES.timeZone).startsWith('05') && status !== 'CANCELLED',
    )
    .reduce((sum, { guestCount }) => sum + guestCount, 0);
  for (const [minutes, guestCount] of [
    ['00', 3],
    ['40', 4],
  ] as const) {
    await host.createWithPass({
      customerName: newName('Madrugadora'),
      guestCount,
      reservedAt: `${day}T05:${minutes}:00-05:00`,
    });
  }
  const weekday = new Intl.DateTimeFormat('es', { weekday: 'long', day: 'numeric', timeZone: 'UTC' }).format(
    noonOf(day),
  );
  await form.getByRole('radio', { name: weekday, exact: true }).check();
  await form.getByLabel('Hora', { exact: true }).fill('05:15');
  const date = new Intl.DateTimeFormat('es', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  await expect(form.getByText(`${date.format(noonOf(day))}, 05:15`)).toBeVisible();
  await expect(form.getByText(new RegExp(`^En esa hora: \\d+ reservas, ${before + 7} personas$`))).toBeVisible();
  await expect(form.getByRole('radio', { name: '05:15' })).toBeChecked();

  // The keyboard moves by quarter hours, and any date can be typed.
  await form.getByRole('radio', { name: '05:15' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(form.getByLabel('Hora', { exact: true })).toHaveValue('05:30');
  await form.getByRole('radio', { name: 'otra fecha' }).check();
  await form.getByLabel('Fecha', { exact: true }).fill('2031-01-31');
  await expect(form.getByText('viernes, 31 de enero, 05:30')).toBeVisible();
  await expect(form.getByText('En esa hora: ninguna reserva')).toBeVisible();
});

test('a known phone or name brings the guest back', async ({ openAs, api }) => {
  const host = await api('host');
  const [name, digits] = [newName('Conocida'), newDigits()];
  const before = { customerName: name, customerPhone: `09${digits}`, customerEmail: `c${digits}@example.com` };
  await host.createWithPass({ ...before, notes: 'junto a la ventana', reservedAt: new Date().toISOString() });
  const { page } = await openAs('host', '/reservas');
  await expectLive(page);
  const form = await openForm(page);
  const options = form.getByRole('option');
  const fields = {
    name: form.getByLabel('Nombre'),
    phone: form.getByLabel('Teléfono'),
    email: form.getByLabel('Correo electrónico'),
  };
  await fields.phone.focus();
  await page.keyboard.type(`09${digits.slice(0, 3)}`);
  await expect(options).toHaveCount(0);
  await page.keyboard.type(digits.slice(3, 7));
  const option = options.filter({ hasText: name });
  await expect(option).toContainText('aún no ha venido');
  await expect(option).toContainText('Nota de entonces: junto a la ventana');

  // Escape dismisses the suggestions, not the form.
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await page.keyboard.type(digits.slice(7));
  await expect(option).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(options).toHaveCount(0);
  await expect(fields.name).toHaveValue(name);
  await expect(fields.phone).toHaveValue(`+5939${digits}`);
  await expect(fields.email).toHaveValue(before.customerEmail);
  await expect(form.getByLabel('Notas')).toHaveValue('');
  await expect(form.getByRole('region', { name: 'Lo que sabemos de este cliente' })).toContainText(
    'junto a la ventana',
  );

  await fields.email.fill('');
  await fields.name.fill('');
  await fields.name.pressSequentially(name.slice(0, 'Conocida 123'.length));
  await option.click();
  await expect(fields.name).toHaveValue(name);
  await expect(fields.name).toBeFocused();
  await expect(fields.email).toHaveValue(before.customerEmail);
});
