import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { type Api, signIn, USERS } from '../support/api';
import { Device } from '../support/device';
import { startServer, type TestServer } from '../support/server';
import { until } from '../support/until';

const GUEST = { customerName: 'Lucía Fernández', customerPhone: '+593991234567' };

let server: TestServer;
let client: Client;
let host: Api;
const devices: Device[] = [];

beforeAll(async () => {
  server = await startServer({ postgresUrl: inject('postgresUrl') });
  client = new Client({ connectionString: server.env.DATABASE_URL });
  await client.connect();
  host = await signIn(server.url, 'host');
  await host.createWithPass(GUEST);
}, 180_000);
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
  await setRole('HOST');
});
afterAll(async () => {
  await client?.end();
  await server?.stop();
});

const setRole = (role: 'HOST' | 'DOOR') =>
  client.query('update membership set role = $1 where user_id = (select id from "user" where email = $2)', [
    role,
    USERS.host,
  ]);
/** Whether what the device holds names somebody in full or has a telephone. */
const isFull = (device: Device) => /Fernández|\+593/.test(JSON.stringify(device.rows));

async function openDevice(): Promise<Device> {
  const device = await Device.open(host);
  devices.push(device);
  await until('the device is live', () => device.state.status === 'connected');
  expect(isFull(device)).toBe(true);
  return device;
}

it('a host who becomes a member of the door while connected keeps nothing in full, and is live again', async () => {
  const device = await openDevice();
  await setRole('DOOR');
  await until('the list is the door’s', () => !isFull(device) && device.state.status === 'connected');
  expect(device.rows).toEqual((await device.list()).reservations);
  await (await signIn(server.url, 'owner')).createWithPass(GUEST);
  await until(
    'events come as the door sees them',
    () => device.rows.filter((row) => row.customerName === 'Lucía F.').length === 2,
  );
  expect(isFull(device)).toBe(false);
  expect(device.resyncs).toBe(1);
});

it('a host who becomes one while away keeps nothing in full', async () => {
  const device = await openDevice();
  device.stream.stop();
  await setRole('DOOR');
  device.stream.start(device.streamed);
  await until('the list is the door’s', () => !isFull(device));
  expect(device.rows).toEqual((await device.list()).reservations);
  expect(device.resyncs).toBe(1);
});

it('a member of the door who becomes a host sees in full again', async () => {
  await setRole('DOOR');
  const device = await Device.open(host);
  devices.push(device);
  await until('the device is live', () => device.state.status === 'connected');
  expect(isFull(device)).toBe(false);
  await setRole('HOST');
  await until('the list is the host’s', () => isFull(device));
  expect(device.rows).toEqual((await device.list()).reservations);
});
