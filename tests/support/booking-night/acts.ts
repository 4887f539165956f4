import { expect } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import type { Api } from '../api';
import type { MailServer } from '../mail-server';
import { pick } from '../random';
import { until } from '../until';
import { allSent, offerTo } from './letters';
import { BOOKED, DAY, EVENING, inGroups, type Night, QUARTER, type Sql, ZONE } from './night';

/** The floor and the service of the night, and the venue's page open to everybody. */
export async function open(owner: Api): Promise<{ policyVersion: number; tables: readonly string[] }> {
  const query = `?businessId=${owner.businessId}`;
  const add = <T>(path: string, body: object) => owner.ok<T>('POST', `/api/${path}${query}`, body);
  await owner.ok('PUT', `/api/local${query}`, { timeZone: ZONE, waitlistOffers: 'NEVER' });
  // What the demo has of its own stands aside.
  const close = async (path: string, rows: readonly { id: string; version: number }[]) => {
    for (const { id, version } of rows) {
      const headers = { 'if-match': `"${version}"` };
      const { status } = await owner.call('PUT', `/api/${path}/${id}${query}`, {
        headers,
        body: { active: false, confirm: true },
      });
      expect(status).toBe(200);
    }
  };
  const known = await owner.ok<{ tables: { id: string; version: number }[] }>('GET', `/api/mesas${query}`);
  const rules = await owner.ok<{ services: { id: string; version: number }[] }>('GET', `/api/servicios${query}`);
  await close('mesas', known.tables);
  await close('servicios', rules.services);
  const { zone } = await add<{ zone: { id: string } }>('zonas', { name: 'Sala de la noche' });
  const tables: string[] = [];
  for (let number = 1; number <= 36; number += 1) {
    const seats = number > 30 ? 6 : number > 18 ? 4 : 2;
    const body = {
      name: `N${number}`,
      zoneId: zone.id,
      maxSeats: seats,
      channel: number % 6 === 0 ? 'WALK_IN' : 'ONLINE',
    };
    tables.push((await add<{ table: { id: string } }>('mesas', body)).table.id);
  }
  for (const [one, other] of [
    [30, 31],
    [31, 32],
    [32, 33],
    [33, 34],
  ] as const)
    await add('combinaciones', { tableIds: [tables[one], tables[other]], minSeats: 7, maxSeats: 12 });
  await add('servicios', {
    ...{ name: 'Noche larga', opensAt: '20:00', lastSeatingAt: '04:00', closesAt: '05:30', stepMinutes: 15 },
    ...{ turnMinutes: 60, bufferMinutes: 0, noticeMinutes: 0, horizonDays: 700 },
  });
  const page = await owner.ok<{ version: number }>('GET', `/api/pagina${query}`);
  const { body } = await owner.call<{ policyVersion: number }>('PUT', `/api/pagina${query}`, {
    headers: { 'if-match': `"${page.version}"` },
    body: { open: true, policy: { es: 'Guardamos la mesa 15 minutos.' } },
  });
  return { policyVersion: body.policyVersion, tables };
}

/** Brings bookings in from a file, and the same file again. */
export async function bringFile(night: Night): Promise<void> {
  const { host } = night;
  const rows = Array.from({ length: BOOKED.file }, (_, index) => {
    const at = new Date(EVENING + (index % 28) * QUARTER);
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' }).format(
      at,
    );
    const [day, time] = local.split(' ');
    return `${day};${time};Archivo ${index};${1 + (index % 4)};archivo.${index}@guest.test`;
  });
  const content = Buffer.from(['Fecha;Hora;Nombre;Personas;Correo', ...rows].join('\r\n')).toString('base64');
  const path = `/api/importaciones?businessId=${host.businessId}`;
  for (const isFirst of [true, false]) {
    await host.ok('POST', path, { fileName: 'noche.csv', content });
    const count = async () =>
      (await host.list(DAY)).reservations.filter(({ customerName }) => customerName.startsWith('Archivo ')).length;
    await until(isFirst ? 'the file is in' : 'it is in once', async () => (await count()) === BOOKED.file, 120_000);
  }
}

/** Parties get other tables and other times; what is taken stays taken. */
export async function move(night: Night, made: readonly Reservation[]): Promise<void> {
  const answers = await inGroups(24, async (index) => {
    const { host } = night;
    const row = made[made.length - 1 - index] as Reservation;
    const { slots } = await night.slots(row.guestCount, 'IN_HOUSE');
    const slot = pick(night.random, slots);
    const body = { tableIds: slot.options[0]?.tableIds ?? [], at: slot.at };
    return (await host.call('POST', `/api/reservas/${row.id}/mesa?businessId=${host.businessId}`, { body })).status;
  });
  expect(answers.filter((status) => status === 200).length).toBeGreaterThan(12);
  expect(answers.every((status) => status === 200 || status === 409)).toBe(true);
}

/** The venue cancels, and guests do by the page of their link, which a program that reads mail opens first. */
export async function cancel(night: Night, byVenue: readonly Reservation[], byGuest: readonly { manageUrl: string }[]) {
  for (const { id } of byVenue) {
    const { host } = night;
    await host.ok('POST', `/api/reservas/${id}/estado?businessId=${host.businessId}`, { status: 'CANCELLED' });
  }
  for (const { manageUrl } of byGuest) {
    const { pathname } = new URL(manageUrl);
    const before = await fetch(night.guest.url + pathname);
    expect(await before.text()).toContain('data-state="CONFIRMED"');
    const { url } = night.guest;
    const sent = await fetch(url + pathname, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ do: 'cancel' }) },
      headers: { origin: url },
    });
    expect(sent.status).toBe(303);
    expect(await (await fetch(url + pathname)).text()).toContain('data-state="CANCELLED"');
  }
}

interface Waiting {
  readonly id: string;
  readonly state: string;
  readonly reservationId: string | null;
}

/** People join the waiting list, are offered what is free once the venue offers by itself, and accept by the link in their letter, each twice. */
export async function waitAndAccept(
  night: Night,
  owner: Api,
  mail: MailServer,
  { policyVersion, sql }: Waits,
): Promise<void> {
  const emailOf = (index: number) => `espera.${index}@guest.test`;
  const joined = await inGroups(
    BOOKED.waiting,
    (index) => {
      const body = { day: DAY, party: 1 + (index % 3), name: `Espera ${index}`, email: emailOf(index), policyVersion };
      return night.post<{ entryId: string; manageUrl: string }>('espera', { ...body, locale: 'es' }, 200 + index);
    },
    3,
  );
  expect(joined.map(({ status }) => status)).toEqual(joined.map(() => 201));
  await allSent(sql);
  await owner.ok('PUT', `/api/local?businessId=${owner.businessId}`, { waitlistOffers: 'LATER' });
  const { host } = night;
  for (const [index, { entryId }] of joined.map(({ body }) => body).entries()) {
    const find = async () => {
      const path = `/api/espera?businessId=${host.businessId}&day=${DAY}`;
      return (await host.ok<{ entries: Waiting[] }>('GET', path)).entries.find(({ id }) => id === entryId);
    };
    const { pathname } = new URL(await offerTo(mail, emailOf(index)));
    const { url } = night.guest;
    const page = await (await fetch(url + pathname)).text();
    expect((await find())?.state, 'who only looks accepts nothing').toBe('OFFERED');
    const offer = /name="offer" value="(\d+)"/.exec(page)?.[1] ?? '';
    const accept = () =>
      fetch(url + pathname, {
        ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ do: 'accept', offer }) },
        headers: { origin: url },
      });
    for (const { status } of await Promise.all([accept(), accept()])) expect(status).toBe(303);
    const reservationId = await until(`${entryId} has its reservation`, async () => (await find())?.reservationId);
    expect(reservationId).toBeTruthy();
  }
}

interface Waits {
  readonly policyVersion: number;
  readonly sql: Sql;
}
