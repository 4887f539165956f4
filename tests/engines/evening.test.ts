import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Api, signIn, USERS } from '../support/api';
import { DEMO_PASSWORD, startServer } from '../support/server';
import { until } from '../support/until';
import { wordsIn } from '../support/words';
import { type EnginePage, press, seen } from './engine';
import { FIREFOX } from './firefox';
import { WEBKIT } from './webkit';

const t = wordsIn('es');
const LIVE = `document.querySelector('[data-testid=connection-indicator]')?.dataset.status === 'connected'`;
const countOf = (id: string) =>
  `document.querySelector('[data-reservation-id="${id}"] [data-testid=scan-count]')?.textContent`;

/** The same short evening in each engine: what a browser of that family must be able to do. */
describe.each([FIREFOX, WEBKIT])('$name', ({ name, found, open }) => {
  it.skipIf(!found)(
    'signs in, stays live, counts, undoes, opens the camera, and comes back after an outage',
    async () => {
      const server = await startServer();
      const page = await open();
      try {
        await page.goto(`${server.url}/entrar`);
        await seen(page, `document.querySelector('form button[type=submit]:not(:disabled)')`);
        await page.type('[name=email]', USERS.owner);
        await page.type('[name=password]', DEMO_PASSWORD);
        await press(page, t('people.signIn.enter'));
        await seen(page, `location.pathname === '/reservas' && document.querySelector('[data-reservation-id]')`);
        await seen(page, LIVE);

        const api = await signIn(server.url, 'host');
        const book = async (customerName: string) =>
          (await api.createWithPass({ customerName, guestCount: 4 })).reservation;
        const guest = await book('Marta Motores');
        await seen(page, `${countOf(guest.id)} === '0'`);
        await press(page, t('reservas.row.arrivedOne', { name: guest.customerName }));
        await seen(page, `${countOf(guest.id)} === '1'`);
        await press(page, t('reservas.undo'));
        await seen(page, `${countOf(guest.id)} === '0'`);
        const deltas = await until('both counts', () => countsOf(api, guest.id));
        expect(deltas).toEqual([1, -1]);

        await server.kill9();
        await seen(page, `!(${LIVE})`);
        await server.restart();
        const later = await book('Tomás Después');
        await seen(page, LIVE);
        await seen(page, `${countOf(later.id)} === '0'`);
        await keepPicture(page, name, 'reservas');

        await page.goto(`${server.url}/puerta`);
        await seen(page, `document.querySelector('[data-testid=camera]')?.dataset.state === 'live'`);
        await seen(page, LIVE);
        await keepPicture(page, name, 'puerta');
      } finally {
        await page.close();
        await server.stop();
      }
    },
  );
});

/** What the server counted of a reservation, oldest first, once it is more than one count. */
async function countsOf(api: Api, id: string): Promise<unknown[] | undefined> {
  const { entries } = await api.ok<{ entries: { kind: string; delta?: number }[] }>(
    'GET',
    `/api/reservas/${id}/historial?businessId=${api.businessId}`,
  );
  const deltas = entries.filter(({ kind }) => kind === 'attendance').map(({ delta }) => delta);
  return deltas.length > 1 ? deltas.reverse() : undefined;
}

async function keepPicture(page: EnginePage, name: string, screen: string): Promise<void> {
  mkdirSync('test-results/screens/engines', { recursive: true });
  await page.picture(`test-results/screens/engines/${name.toLowerCase()}-${screen}.png`);
}
