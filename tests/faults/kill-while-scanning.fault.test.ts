import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { type Api, signIn } from '../support/api';
import { startServer, type TestServer } from '../support/server';
import { Device } from '../support/stream';
import { sleep, until } from '../support/until';

const ROUNDS = 5;
const PHONES = 6;
const PARTIES = 4;

/** A door phone: keeps scanning, and repeats a scan with its nonce until the server answers it. */
class Phone {
  readonly acknowledged: { reservationId: string; nonce: string }[] = [];
  retries = 0;
  private running = true;
  private readonly finished: Promise<void>;

  constructor(api: Api, passes: readonly { id: string; qrCode: string }[]) {
    this.finished = this.work(api, passes);
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.finished;
  }

  private async work(api: Api, passes: readonly { id: string; qrCode: string }[]): Promise<void> {
    for (let turn = 0; this.running; turn++) {
      const pass = passes[turn % passes.length];
      if (!pass) return;
      const nonce = randomUUID();
      while (!(await this.scanOnce(api, pass.qrCode, nonce))) {
        this.retries += 1;
        await sleep(50);
      }
      this.acknowledged.push({ reservationId: pass.id, nonce });
    }
  }

  private async scanOnce(api: Api, qrCode: string, nonce: string): Promise<boolean> {
    const answer = await api.scan(qrCode, nonce).catch(() => undefined);
    if (answer && answer.status !== 200 && answer.status < 500) throw new Error(JSON.stringify(answer.body));
    return answer?.status === 200;
  }
}

describe.each(['embedded', 'postgres'] as const)('kill −9 while phones scan (%s)', (kind) => {
  let server: TestServer | undefined;
  afterAll(async () => server?.stop());

  it('keeps every acknowledged scan once, and every device equal to the database', async () => {
    server = await startServer(kind === 'postgres' ? { postgresUrl: inject('postgresUrl') } : {});
    const host = await signIn(server.url, 'host');
    const door = await signIn(server.url, 'door');
    const passes = await Promise.all(
      Array.from({ length: PARTIES }, async () => {
        const { reservation, qrCode } = await host.createWithPass({ guestCount: 1000 });
        return { id: reservation.id, qrCode };
      }),
    );
    const devices = await Promise.all([host, host, door].map(async (api) => ({ api, device: await Device.open(api) })));
    const phones = Array.from({ length: PHONES }, () => new Phone(door, passes));

    for (let round = 0; round < ROUNDS; round++) {
      await sleep(300 + Math.random() * 700);
      await server.kill9();
      await server.restart();
    }
    await sleep(500);
    await Promise.all(phones.map((phone) => phone.stop()));

    const scans = phones.flatMap(({ acknowledged }) => acknowledged);
    expect(scans.length).toBeGreaterThan(ROUNDS * PHONES);
    expect(phones.some(({ retries }) => retries > 0)).toBe(true);

    const { reservations, cursor } = await host.list();
    for (const { id } of passes) {
      const expected = scans.filter(({ reservationId }) => reservationId === id).map(({ nonce }) => nonce);
      const { entries } = await host.ok<{ entries: { kind: string; nonce?: string }[] }>(
        'GET',
        `/api/reservas/${id}/historial?businessId=${host.businessId}`,
      );
      const ledger = entries.filter((entry) => entry.kind === 'attendance').map(({ nonce }) => nonce);
      expect(ledger.toSorted()).toEqual(expected.toSorted());
      expect(reservations.find((row) => row.id === id)?.scanCount).toBe(expected.length);
    }

    const head = Number(cursor.split(':')[1]);
    for (const { device, api } of devices) {
      await until('the device has caught up', () => device.seq >= head);
      expect(device.faults).toEqual([]);
      expect(device.rows).toEqual((await api.list()).reservations);
      expect(device.connects).toBeGreaterThan(1);
      await device.close();
    }
  });
});
