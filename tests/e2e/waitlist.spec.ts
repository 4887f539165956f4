import { businessDayOf, localTimeOf } from '@/modules/venues/business-day';
import { judge } from '../support/judge';
import { expect, test } from '../support/screens';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

const GUAYAQUIL = { timeZone: 'America/Guayaquil', cutoffHour: 4 };

test('a guest joins the list, is offered the table that somebody gives back, and accepts it by the link', async ({
  openAs,
  api,
  t,
}) => {
  const owner = await api('owner');
  const by = `?businessId=${owner.businessId}`;
  const { slug } = await owner.ok<{ slug: string }>('GET', `/api/local${by}`);
  await owner.ok('PUT', `/api/local${by}`, { waitlistOffers: 'ALWAYS' });
  await owner.ok('PUT', `/api/pagina${by}`, { open: true });
  const table = await owner.ok<{ table: { id: string } }>('POST', `/api/mesas${by}`, {
    name: 'Terraza 1',
    maxSeats: 2,
  });
  const hours = { opensAt: '05:00', lastSeatingAt: '03:00', closesAt: '03:45', stepMinutes: 15, noticeMinutes: 0 };
  await owner.ok('POST', `/api/servicios${by}`, { name: 'Todo el día', ...hours });
  const day = businessDayOf(new Date(), GUAYAQUIL);
  const free = await owner.ok<{ slots: { at: string }[] }>(
    'GET',
    `/api/disponibilidad${by}&day=${day}&party=2&channel=ONLINE`,
  );
  const at = free.slots.at(-1)?.at ?? '';
  const booked = await owner.ok<{ reservation: { id: string } }>('POST', `/api/reservas${by}`, {
    ...{ customerName: 'Pilar Mena', guestCount: 2, reservedAt: at, tableIds: [table.table.id], status: 'CONFIRMED' },
  });

  const { page: list } = await openAs('host', '/espera');
  await expect(list.getByText(t('waitlist.empty'), { exact: true })).toBeVisible();
  await judge(list, 'espera-vacia');

  const time = localTimeOf(at, GUAYAQUIL.timeZone);
  const { page: guest } = await openAs(null, `/v/${slug}/espera?party=2&day=${day}&lang=es`);
  await guest.getByLabel(t('booking.wait.from')).fill(time);
  await guest.getByLabel(t('booking.wait.until')).fill(time);
  await guest.getByLabel(t('booking.form.name')).fill('Ramona Ortiz');
  await guest.getByLabel(t('booking.form.phone')).fill('0987654321');
  await guest.getByLabel(t('booking.form.accept')).check();
  await judge(guest, 'espera-apuntarse', ['phone']);
  await guest.waitForTimeout(1600);
  await guest.getByRole('button', { name: t('booking.wait.join') }).click();
  await expect(guest.getByTestId('state')).toHaveAttribute('data-state', 'WAITING');
  const link = new URL(guest.url()).pathname;

  const entry = list.getByTestId('entry').filter({ hasText: 'Ramona Ortiz' });
  await expect(entry).toHaveAttribute('data-state', 'WAITING');
  await owner.ok('POST', `/api/reservas/${booked.reservation.id}/estado${by}`, { status: 'CANCELLED' });
  await expect(entry).toHaveAttribute('data-state', 'OFFERED', { timeout: 60_000 });

  // Whoever only looks, as a program that reads mail does, answers nothing.
  for (let i = 0; i < 3; i += 1) expect((await guest.request.get(link)).status()).toBe(200);
  await expect(entry).toHaveAttribute('data-state', 'OFFERED');
  await guest.goto(link);
  await expect(guest.getByTestId('state')).toHaveAttribute('data-state', 'OFFERED');
  await judge(guest, 'espera-oferta', ['phone']);

  await list.getByRole('button', { name: t('waitlist.notify') }).click();
  await expect(list.getByRole('link', { name: t('waitlist.openDraft') })).toHaveAttribute(
    'href',
    /^https:\/\/wa\.me\/593987654321\?text=.*espera/,
  );
  await judge(list, 'espera-avisar', ['phone']);
  await list.keyboard.press('Escape');
  await addParty('Grupo Salazar');
  await judge(list, 'espera');

  await guest.getByRole('button', { name: t('booking.wait.accept') }).click();
  await expect(guest.getByTestId('state')).toHaveAttribute('data-state', 'ACCEPTED');
  await expect(guest.getByRole('link', { name: t('booking.done.pass') })).toBeVisible();
  await judge(guest, 'espera-aceptada', ['phone']);
  await expect(entry).toHaveAttribute('data-state', 'ACCEPTED');

  // A mistake is put right while they wait; who is offered a table chooses neither its size nor another table.
  const dialog = list.getByRole('dialog');
  const byName = (action: string, name: string) =>
    list.getByRole('button', { name: t('waitlist.named', { action, name }) });
  await byName(t('waitlist.edit'), 'Grupo Salazar').click();
  await expect(dialog.getByLabel(t('waitlist.form.name'))).toHaveValue('Grupo Salazar');
  await dialog.getByLabel(t('waitlist.form.name')).fill('Grupo Salinas');
  await dialog.getByLabel(t('waitlist.form.notes')).fill('Con cochecito');
  await judge(list, 'espera-cambiar', ['phone']);
  await dialog.getByRole('button', { name: t('waitlist.save') }).click();
  await expect(dialog).toBeHidden();
  const walkIn = list.getByTestId('entry').filter({ hasText: 'Grupo Salinas' });
  await expect(walkIn).toContainText('Con cochecito');

  await owner.ok('POST', `/api/mesas${by}`, { name: 'Terraza 2', maxSeats: 2 });
  await owner.ok('POST', `/api/mesas${by}`, { name: 'Terraza 3', maxSeats: 2 });
  await addParty('Lidia Paz');
  const called = list.getByTestId('entry').filter({ hasText: 'Lidia Paz' });
  await byName(t('waitlist.offer'), 'Lidia Paz').click();
  await dialog.getByRole('radio', { name: 'Terraza 3' }).check();
  await judge(list, 'espera-ofrecer', ['phone']);
  await dialog.getByRole('button', { name: t('waitlist.offer'), exact: true }).click();
  await expect(called).toHaveAttribute('data-state', 'OFFERED');
  await expect(called).toContainText('Terraza 3');
  await byName(t('waitlist.edit'), 'Lidia Paz').click();
  await expect(dialog.getByText(t('waitlist.form.partyKept', { count: 2 }))).toBeVisible();
  await dialog.getByRole('button', { name: t('common.cancel') }).click();
  await expect(dialog).toBeHidden();

  await expect(walkIn.getByTestId('wait')).toHaveText(t('waitlist.freeNow'));
  await walkIn.getByRole('button', { name: t('waitlist.seat') }).click();
  await expect(walkIn).toHaveAttribute('data-state', 'ACCEPTED');

  async function addParty(name: string) {
    await list.getByRole('button', { name: t('waitlist.add'), exact: true }).click();
    await list.getByLabel(t('waitlist.form.name')).fill(name);
    await judge(list, 'espera-apuntar', ['phone']);
    await list
      .getByRole('button', { name: t('waitlist.submit'), exact: true })
      .last()
      .click();
    await expect(list.getByTestId('entry').filter({ hasText: name })).toHaveAttribute('data-state', 'WAITING');
  }
});
