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

it('a member whose own role loses a permission while connected keeps nothing in full, and gets it back', async () => {
  const owner = await signIn(server.url, 'owner');
  const of = `?businessId=${owner.businessId}`;
  const door = ['reservations.read', 'attendance.count'];
  const full = [...door, 'reservations.read-any-day', 'reservations.read-personal'];
  const name = 'Sala';
  const { role } = await owner.ok<{ role: { id: string } }>('POST', `/api/roles${of}`, { name, permissions: full });
  const { rows } = await client.query('select id from "user" where email = $1', [USERS.host]);
  await owner.ok('PUT', `/api/miembros/${rows[0].id}${of}`, { customRoleId: role.id });
  const device = await openDevice();
  await owner.ok('PUT', `/api/roles/${role.id}${of}`, { name, permissions: door });
  await until('the list is the door’s', () => !isFull(device) && device.state.status === 'connected');
  expect(device.rows).toEqual((await device.list()).reservations);
  await owner.ok('PUT', `/api/roles/${role.id}${of}`, { name, permissions: full });
  await until('the list is the host’s', () => isFull(device) && device.state.status === 'connected');
  expect(device.rows).toEqual((await device.list()).reservations);
});

it('an owner whose venue demands a second factor that they lack is cut off at once, and back when it is on', async () => {
  const owner = await signIn(server.url, 'owner');
  const device = await Device.open(owner);
  devices.push(device);
  await until('the device is live', () => device.state.status === 'connected');
  const demand = (isDemanded: boolean) => client.query('update business set require_second_factor = $1', [isDemanded]);
  const switchTo = (isOn: boolean) =>
    client.query('update "user" set two_factor_enabled = $1 where email = $2', [isOn, USERS.owner]);
  try {
    await demand(true);
    await until('the stream is refused', () => device.failures.includes('forbidden'));
    await switchTo(true);
    const again = await Device.open(owner);
    devices.push(again);
    await until('the device is live', () => again.state.status === 'connected');
    await switchTo(false);
    await until('the stream is refused', () => again.failures.includes('forbidden'));
  } finally {
    await demand(false);
    await switchTo(false);
  }
});
