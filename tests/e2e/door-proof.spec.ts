import type { Page } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import { ensurePostgres } from '../../scripts/lib/postgres.mjs';
import { type Api, type DemoUser, signIn } from '../support/api';
import { installCamera } from '../support/canvas-camera';
import { expectKept, makeKeptPhone, scanUntil } from '../support/kept-phone';
import { login } from '../support/login';
import { savedCounts } from '../support/lose-answers';
import { FaultyProxy, plain } from '../support/proxy';
import { expectLive } from '../support/reservas-page';
import { expect, test } from '../support/screens';
import { startServer, type TestServer } from '../support/server';

// One after the other: each has two browsers with cameras, and starts its server again three times.
test.describe.configure({ mode: 'default', timeout: 480_000 });

const PATIENT = { timeout: 60_000 };

interface Made {
  readonly reservation: Reservation;
  readonly qrCode: string;
}

/** A phone of the door behind a network of its own, with somebody signed in. */
class Phone {
  #page: Page | null = null;

  private constructor(
    readonly user: DemoUser,
    readonly network: FaultyProxy,
    readonly browser: Awaited<ReturnType<typeof makeKeptPhone>>,
  ) {}

  static async make(server: TestServer, user: DemoUser): Promise<Phone> {
    const network = await FaultyProxy.listen(server.port);
    return new Phone(user, network, await makeKeptPhone({ baseURL: network.url, locale: 'es-EC' }));
  }

  get page(): Page {
    if (!this.#page) throw new Error('the phone is off');
    return this.#page;
  }

  async open(): Promise<void> {
    const { page } = await this.browser.open();
    await installCamera(page);
    this.#page = page;
  }

  async begin(known: Made): Promise<void> {
    await this.open();
    await login(this.page.context(), this.user);
    // A browser writes its cookies half a minute late, or when it is closed: whoever works here signed in long ago.
    await this.browser.close();
    await this.open();
    await this.page.goto('/puerta');
    await expectLive(this.page);
    await expectKept(this.page, known.reservation.code);
    this.network.isDown = true;
    this.network.cut();
  }

  async remove(): Promise<void> {
    await this.browser.remove();
    await this.network.close();
  }

  /** Lets `people` of the party in by its pass: all of it, or one. */
  async letIn({ reservation, qrCode }: Made, people: number): Promise<void> {
    const { page } = this;
    const result = page.getByTestId('scan-result');
    if (reservation.guestCount > 1) {
      await scanUntil(page, qrCode, () => expect(page.getByTestId('party-sheet')).toBeVisible(PATIENT));
      if (people === 1) await page.getByRole('button', { name: 'Solo 1' }).click();
      await page.getByRole('button', { name: people === 1 ? 'Entra 1' : `Entran ${people}`, exact: true }).click();
      await expect(result).toHaveAttribute('data-result', 'ok', PATIENT);
    } else await scanUntil(page, qrCode, () => expect(result).toHaveAttribute('data-result', 'ok', PATIENT));
    await expect(result.getByTestId('by-phone')).toBeVisible();
    await page.getByRole('button', { name: 'Siguiente' }).click();
    await expect(result).toBeHidden();
  }
}

/** The network takes what the phone hands over to the server, and loses the answer; resolves then. */
function loseDelivery(network: FaultyProxy): Promise<void> {
  return new Promise((resolve) => {
    network.fault = () => {
      let isDelivery = false;
      return {
        up: (bytes) => {
          isDelivery ||= bytes.includes('POST /api/puerta/sync');
          return true;
        },
        down: (bytes, cable) => {
          if (!isDelivery) return cable.pass(bytes);
          cable.reset();
          resolve();
        },
      };
    };
  });
}

async function incidentsOf(host: Api) {
  const path = `/api/incidencias?businessId=${host.businessId}`;
  const { incidents } = await host.ok<{ incidents: { kind: string; reservationId: string; entries: number }[] }>(
    'GET',
    path,
  );
  return incidents.map(({ kind, reservationId, entries }) => ({ kind, reservationId, entries }));
}

const insideOf = async (host: Api) =>
  (await host.ok<{ inside: number }>('GET', `/api/ocupacion?businessId=${host.businessId}`)).inside;

const NIGHTS = [
  { kind: 'embedded', first: 'the one that was killed' },
  { kind: 'postgres', first: 'the other one' },
] as const;

for (const { kind, first } of NIGHTS) {
  test(`two phones without a network, one killed and the server too: ${first} comes back first (${kind})`, async () => {
    const postgres = kind === 'postgres' ? await ensurePostgres() : null;
    const server = await startServer(postgres ? { postgresUrl: postgres.url } : {});
    const [north, south] = [await Phone.make(server, 'door'), await Phone.make(server, 'host')];
    try {
      const host = await signIn(server.url, 'host');
      const make = (customerName: string, guestCount: number) => host.createWithPass({ customerName, guestCount });
      const shared = await make('Grupo Compartido', 4);
      const [one, two, three] = [await make('Norte Uno', 1), await make('Norte Dos', 2), await make('Sur Uno', 1)];
      const before = await insideOf(host);
      await north.begin(three);
      await south.begin(three);

      await north.letIn(shared, 1);
      await north.letIn(one, 1);
      await north.browser.kill9();
      await south.letIn(shared, 4);
      await server.kill9();
      await north.open();
      await north.page.goto('/puerta');
      await expect(north.page.getByTestId('door-states')).toContainText('Sin red · 2 en cola', PATIENT);
      await expect(north.page.getByTestId('camera')).toHaveAttribute('data-state', 'live', PATIENT);
      await north.letIn(two, 2);
      await south.letIn(three, 1);
      await server.restart();

      const order = first === 'the other one' ? [south, north] : [north, south];
      for (const phone of order) {
        const lost = loseDelivery(phone.network);
        phone.network.isDown = false;
        await phone.page.evaluate(() => window.dispatchEvent(new Event('online')));
        await lost;
        await server.kill9();
        expect((await savedCounts(phone.page)).length, 'nothing is forgotten without an answer').toBeGreaterThan(0);
        phone.network.fault = plain;
        await server.restart();
        await expect.poll(() => savedCounts(phone.page), PATIENT).toEqual([]);
      }

      const countOf = ({ reservation }: Made) => host.admitted(reservation.id);
      expect([await countOf(shared), await countOf(one), await countOf(two), await countOf(three)]).toEqual([
        5, 1, 2, 1,
      ]);
      expect(await insideOf(host)).toBe(before + 9);
      expect(await incidentsOf(host)).toEqual([
        { kind: 'SAME_PARTY_TWO_GATES', reservationId: shared.reservation.id, entries: 1 },
      ]);
      for (const { page } of [north, south]) {
        await expectLive(page);
        await expect(page.getByTestId('inside-count')).toHaveText(String(before + 9), PATIENT);
        await expect(page.getByTestId('door-states')).toBeEmpty(PATIENT);
        await expect(page.getByTestId('pending-strip')).toBeHidden();
      }
    } finally {
      await north.remove();
      await south.remove();
      await server.stop();
      await postgres?.stop();
    }
  });
}
