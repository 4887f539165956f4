import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Profile } from '@/modules/access/context';
import { pairedDevice } from '@/modules/access/pairing-tables';
import { createGate } from '@/modules/gates/create-gate';
import { db } from '@/platform/db/transaction';
import { click } from '@/server/api/attendance';
import * as api from '@/server/api/devices';
import { me } from '@/server/api/people';
import { makeVenue } from './fixtures';
import { call, cookieOf, makeUser, type Reply } from './http';

const LIST = '/api/puerta/dispositivos';

export const cookieIn = ({ headers }: Reply) => headers.getSetCookie()[0]?.split(';')[0] ?? '';
/** What the address of a pairing holds after its #. */
export const tokenOf = (url: string) => url.split('#')[1] ?? '';

/** A phone shows a token or a code. */
export const pair = (body: object, headers: Record<string, string> = {}) =>
  call(api.pairing.POST, '/api/puerta/vincular', { method: 'POST', body, headers });
export const askMe = (cookie: string) => call(me.GET, '/api/me', { cookie });

/** A venue with two gates and a manager who makes devices, and what phones do there. */
export async function makeDoor() {
  const venue = await makeVenue();
  const businessId = venue.venue.id;
  const email = `${randomUUID()}@telefonos.test`;
  await makeUser(email, { businessId, role: 'MANAGER' });
  const manager = await cookieOf(email);
  const north = await createGate(venue.as('OWNER'), { name: 'Norte', direction: 'BOTH' });
  const south = await createGate(venue.as('OWNER'), { name: 'Sur', direction: 'BOTH' });
  const create = (body: object) =>
    call(api.pairedDevices.POST, LIST, { method: 'POST', cookie: manager, body: { businessId, ...body } });
  const make = async (profile: Profile = 'SCAN_LIST', fields: object = {}) => {
    const { status, body } = await create({ name: 'Puerta 1', profile, gateIds: [], ...fields });
    expect(status).toBe(201);
    return { id: String(body.id), url: String(body.pairUrl), code: String(body.pairCode) };
  };
  const list = async () =>
    (await call(api.pairedDevices.GET, `${LIST}?businessId=${businessId}`, { cookie: manager })).body.devices as Record<
      string,
      unknown
    >[];
  return {
    ...{ venue, businessId, manager, email, gates: [north.gate.id, south.gate.id] as const, create, make, list },
    makePaired: async (profile: Profile = 'SCAN_LIST', fields: object = {}) => {
      const device = await make(profile, fields);
      const answer = await pair({ token: tokenOf(device.url) });
      expect(answer.status).toBe(200);
      return { ...device, cookie: cookieIn(answer) };
    },
    one: (method: 'PUT' | 'DELETE', id: string, body?: object) =>
      call(api.pairedDevice[method], `${LIST}/${id}?businessId=${businessId}`, {
        ...{ method, cookie: manager, params: { id } },
        ...(body ? { body } : {}),
      }),
    pairAgain: async (id: string) => {
      const { body } = await call(api.devicePairing.POST, `${LIST}/${id}/vinculo?businessId=${businessId}`, {
        ...{ method: 'POST', cookie: manager, params: { id }, body: {} },
      });
      return body as { pairUrl: string; pairCode: string };
    },
    listed: async (id: string) => (await list()).find((row) => row.id === id),
    beat: (cookie: string, body: object = { queued: 0 }) =>
      call(api.deviceState.POST, '/api/puerta/estado', { method: 'POST', cookie, body: { businessId, ...body } }),
    count: (cookie: string, fields: object = {}) =>
      call(click.POST, '/api/sin-reserva', {
        ...{ method: 'POST', cookie, body: { businessId, delta: 1, nonce: randomUUID(), ...fields } },
      }),
  };
}
export type Door = Awaited<ReturnType<typeof makeDoor>>;

export async function rowOf(id: string) {
  const [row] = await db().select().from(pairedDevice).where(eq(pairedDevice.id, id));
  if (!row) throw new Error('no such device');
  return row;
}

export const setRow = (id: string, values: Partial<typeof pairedDevice.$inferInsert>) =>
  db().update(pairedDevice).set(values).where(eq(pairedDevice.id, id));
