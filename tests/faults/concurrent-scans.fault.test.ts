import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { signIn } from '../support/api';
import { startServer, type TestServer } from '../support/server';
import { Device } from '../support/stream';
import { until } from '../support/until';

const SCANS = 200;
const REPEATED = 50;

describe.each(['embedded', 'postgres'] as const)(`${SCANS} scans of one pass at once (%s)`, (kind) => {
  let server: TestServer | undefined;
  afterAll(async () => server?.stop());

  it(`counts ${SCANS - REPEATED}: the ${REPEATED} repeated ones get the first answer again`, async () => {
    server = await startServer(kind === 'postgres' ? { postgresUrl: inject('postgresUrl') } : {});
    const host = await signIn(server.url, 'host');
    const { reservation, qrCode } = await host.createWithPass({ guestCount: 1000 });
    const device = await Device.open(host);
    const fresh = Array.from({ length: SCANS - REPEATED }, () => randomUUID());
    const nonces = [...fresh, ...fresh.slice(0, REPEATED)];

    const answers = await Promise.all(nonces.map((nonce) => host.scan(qrCode, nonce)));
    expect(answers.map(({ status }) => status)).toEqual(nonces.map(() => 200));
    expect(answers.filter(({ body }) => body.replayed === true)).toHaveLength(REPEATED);
    const counted = answers.filter(({ body }) => body.replayed === false).map(({ body }) => Number(body.scanCount));
    expect(counted.toSorted((a, b) => a - b)).toEqual(fresh.map((_, index) => index + 1));
    expect(answers.filter(({ body }) => body.replayed === false && body.isFirstScan === true)).toHaveLength(1);

    const { reservations } = await host.list();
    expect(reservations.find(({ id }) => id === reservation.id)?.scanCount).toBe(fresh.length);
    await until('the device has seen all', () => device.row(reservation.id)?.scanCount === fresh.length);
    expect(device.faults).toEqual([]);
    await device.close();
  });
});
