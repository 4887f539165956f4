import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ScanAnswer } from '@/modules/attendance/answers';
import { type IntendedCount, intendCount } from '@/modules/attendance/client/count';
import { CountQueue } from '@/modules/attendance/client/count-queue';
import { CountStore } from '@/modules/attendance/client/count-store';
import { Browser } from '@/modules/attendance/client/device.fixture';
import { ApiError } from '@/platform/browser/http';
import { type Api, signIn } from '../support/api';
import { expectConverged, expectNothingLost } from '../support/checker';
import { Device } from '../support/device';
import { startServer, type TestServer } from '../support/server';
import { until } from '../support/until';

const SCANS = 200;
const REPEATED = 50;

describe.each(['embedded', 'postgres'] as const)('phones on one pass (%s)', (kind) => {
  let server: TestServer;
  let host: Api;
  let door: Api;
  beforeAll(async () => {
    server = await startServer(kind === 'postgres' ? { postgresUrl: inject('postgresUrl') } : {});
    host = await signIn(server.url, 'host');
    door = await signIn(server.url, 'door');
  }, 180_000);
  afterAll(async () => server?.stop());

  it.each([
    ['the first gate', [0, 1]],
    ['the second gate', [1, 0]],
  ])('two gates scan one party offline, and %s is back first: the count is the same', async (_, order) => {
    const { reservation, qrCode } = await host.createWithPass({ guestCount: 10 });
    const devices = [await Device.open(host), await Device.open(door, { seesAll: false })];
    const gates = [new Gate(door), new Gate(door)];
    gates[0]?.scan(qrCode, 4);
    gates[1]?.scan(qrCode, 3);
    gates[1]?.scan(qrCode, 2);
    for (const index of order) {
      const gate = gates[index];
      if (!gate) throw new Error('no such gate');
      // The first answer gets lost on its way: the server has counted, the gate does not know and sends again.
      gate.network = 'loses answers';
      gate.queue.retryNow();
      await until('its scans arrived unheard', () => gate.unheard >= gate.asked);
      gate.network = 'up';
      gate.queue.retryNow();
      await until('every scan is answered', () => gate.answers.length === gate.asked);
      expect(gate.answers.every((replayed) => replayed)).toBe(true);
    }
    await expectConverged(devices);
    for (const device of devices) {
      expect(device.row(reservation.id)).toMatchObject({ scanCount: 9, status: 'CHECKED_IN' });
      await device.close();
    }
    for (const gate of gates) gate.queue.close();
  });

  it(`${SCANS} scans at once count ${SCANS - REPEATED}: the ${REPEATED} repeated ones get the first answer again`, async () => {
    const { reservation, qrCode } = await host.createWithPass({ guestCount: 1000 });
    const devices = [await Device.open(host), await Device.open(door, { seesAll: false })];
    const fresh = Array.from({ length: SCANS - REPEATED }, () => randomUUID());
    const nonces = [...fresh, ...fresh.slice(0, REPEATED)];

    const answers = await Promise.all(nonces.map((nonce) => door.scan(qrCode, nonce)));
    expect(answers.map(({ status }) => status)).toEqual(nonces.map(() => 200));
    expect(answers.filter(({ body }) => body.replayed === true)).toHaveLength(REPEATED);
    const counted = answers.filter(({ body }) => body.replayed === false).map(({ body }) => Number(body.scanCount));
    expect(counted.toSorted((a, b) => a - b)).toEqual(fresh.map((_, index) => index + 1));
    expect(answers.filter(({ body }) => body.replayed === false && body.isFirstScan === true)).toHaveLength(1);

    const acknowledged = fresh.map((nonce) => ({ reservationId: reservation.id, nonce }));
    await expectNothingLost(server, devices, { acknowledged, parties: [reservation.id] });
  });
});

/** The door's own queue behind a network that is up, down, or loses what comes back. */
class Gate {
  network: 'down' | 'loses answers' | 'up' = 'down';
  asked = 0;
  unheard = 0;
  /** Whether each answer was that of an earlier sending. */
  readonly answers: boolean[] = [];
  readonly queue = new CountQueue(new CountStore(new Browser().openTab()));

  constructor(private readonly door: Api) {
    this.queue.open({
      accountId: 'door',
      send: (count) => this.#send(count),
      sync: async () => ({ results: [] }),
      onAnswer: (_, verdict) => this.answers.push(verdict.kind === 'counted' && verdict.answer.replayed),
    });
  }

  scan(qrCode: string, increment: number): void {
    this.asked += 1;
    const { businessId } = this.door;
    void this.queue.add(
      intendCount({ businessId, venue: null, author: null, target: { qrCode }, increment, label: null }),
    );
  }

  async #send({ target, nonce, increment }: IntendedCount): Promise<ScanAnswer> {
    if (this.network === 'down' || !('qrCode' in target)) throw new ApiError('NETWORK', 0);
    const isHeard = this.network === 'up';
    const { status, body } = await this.door.scan(target.qrCode, nonce, increment);
    expect(status).toBe(200);
    if (!isHeard) {
      this.unheard += 1;
      throw new ApiError('NETWORK', 0);
    }
    return body as unknown as ScanAnswer;
  }
}
