import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Api, anonymousApi, type DemoUser, signIn } from '../support/api';
import { startServer, type TestServer } from '../support/server';
import { openStream } from '../support/stream';
import { ALL, ROWS, type Row, type Target } from './access-rows';

let server: TestServer;
const people = {} as Record<DemoUser, Api>;

beforeAll(async () => {
  server = await startServer({ postgresUrl: inject('postgresUrl') });
  for (const user of [...ALL, 'foreign', 'operator'] as const) people[user] = await signIn(server.url, user);
});
afterAll(async () => server?.stop());

/** A fresh one for each attempt, so that none depends on what another did. */
async function makeTarget(): Promise<Target> {
  const { reservation: row, qrCode } = await people.owner.createWithPass();
  const nonce = randomUUID();
  await people.owner.ok('POST', '/api/reservas/qr-scan', {
    businessId: people.owner.businessId,
    qrCode,
    action: 'increment',
    nonce,
  });
  const { reservation: due } = await people.owner.createWithPass();
  return { id: row.id, due: due.id, qrCode, nonce };
}

async function attempt(api: Api, row: Row, businessId: string, target: Target) {
  const path = `${row.path(target)}?businessId=${businessId}`;
  const answer = await api.call(row.method, path, row.body ? { body: row.body(target) } : {});
  return answer.status;
}

describe('who may do what, over HTTP', () => {
  it.each(ROWS)('$method $route', async (row) => {
    const own = people.owner.businessId;
    for (const role of ALL) {
      const asked = await makeTarget();
      const found = await people.owner.list();
      const status = await attempt(people[role], row, own, asked);
      const isAllowed = row.allowed.includes(role);
      expect(String(status), `${role} of the venue`).toMatch(isAllowed ? (row.answer ?? /^2/) : /^403$/);
      if (!isAllowed) expect(await people.owner.list(), `${role} changes nothing`).toEqual(found);
    }
    const target = await makeTarget();
    const before = await people.owner.list();
    expect(await attempt(people.foreign, row, own, target), "another venue's owner, our businessId").toBe(403);
    expect(await attempt(people.owner, row, people.foreign.businessId, target), 'our owner, their businessId').toBe(
      403,
    );
    expect(await attempt(people.owner, row, 'nothing', target), 'an unknown businessId').toBe(403);
    expect(await attempt(anonymousApi(server.url), row, own, target), 'nobody').toBe(401);
    if (row.namesRow) {
      const status = await attempt(people.foreign, row, people.foreign.businessId, target);
      expect(status, "another venue's owner, our row").toBe(404);
    }
    expect(await people.owner.list(), 'refused attempts change nothing').toEqual(before);
  });

  it('POST scan a pass', async () => {
    const { qrCode } = await makeTarget();
    for (const role of ALL) expect((await people[role].scan(qrCode, randomUUID())).status, role).toBe(200);
    const before = await people.owner.list();
    const foreign = await people.foreign.scan(qrCode, randomUUID());
    expect(foreign.status).toBe(422);
    expect(foreign.body.reason).toBe('OTHER_BUSINESS');
    expect(JSON.stringify(foreign.body)).not.toContain('Prueba Ensayo');
    const body = { businessId: people.owner.businessId, qrCode, action: 'increment', nonce: randomUUID() };
    expect((await people.foreign.call('POST', '/api/reservas/qr-scan', { body })).status).toBe(403);
    expect((await anonymousApi(server.url).call('POST', '/api/reservas/qr-scan', { body })).status).toBe(401);
    expect(await people.owner.list()).toEqual(before);
  });

  it('PUT a language, for oneself alone', async () => {
    const choose = (api: Api, body: object) => api.call('PUT', '/api/me/idioma', { body });
    for (const user of [...ALL, 'foreign', 'operator'] as const)
      expect((await choose(people[user], { locale: 'es' })).status, user).toBe(200);
    expect((await choose(people.host, { locale: 'xx' })).status).toBe(400);
    expect((await choose(people.host, { locale: 'en', userId: 'another' })).status).toBe(400);
    expect((await choose(anonymousApi(server.url), { locale: 'en' })).status).toBe(401);
  });

  it('PUT which notices, for oneself alone', async () => {
    const choose = (api: Api, body: object) => api.call('PUT', '/api/me/avisos', { body });
    for (const user of [...ALL, 'foreign', 'operator'] as const)
      expect((await choose(people[user], { notices: 'all' })).status, user).toBe(200);
    expect((await choose(people.host, { notices: 'some' })).status).toBe(400);
    expect((await choose(anonymousApi(server.url), { notices: 'none' })).status).toBe(401);
  });

  it('POST erase the demo, and PUT a theme', async () => {
    const before = await people.owner.list();
    const erase = (api: Api, businessId: string) =>
      api.call('POST', `/api/demo/borrar?businessId=${businessId}`, { body: {} });
    for (const role of ['manager', 'host', 'door'] as const)
      expect((await erase(people[role], people.owner.businessId)).status, role).toBe(403);
    expect((await erase(people.foreign, people.owner.businessId)).status).toBe(403);
    expect((await erase(anonymousApi(server.url), people.owner.businessId)).status).toBe(401);
    expect(await people.owner.list()).toEqual(before);
    const theme = (body: object) => anonymousApi(server.url).call('PUT', '/api/theme', { body });
    expect((await theme({ theme: 'dark' })).status, 'before anyone has signed in').toBe(200);
    expect((await theme({ theme: 'pink' })).status).toBe(400);
  });

  it('GET the stream', async () => {
    const own = people.owner.businessId;
    const statusFor = async (api: Api, businessId: string) => {
      const stream = await openStream(api, undefined, businessId);
      stream.close();
      return stream.status;
    };
    for (const role of ALL) expect(await statusFor(people[role], own), role).toBe(200);
    expect(await statusFor(people.foreign, own)).toBe(403);
    expect(await statusFor(people.owner, people.foreign.businessId)).toBe(403);
    expect(await statusFor(anonymousApi(server.url), own)).toBe(401);
    expect((await people.owner.call('GET', '/api/reservas/events')).status).toBe(400);
  });

  it('reads, questions and closes a device', async () => {
    const own = people.owner.businessId;
    const stream = await openStream(people.door);
    const { value } = await stream.events[Symbol.asyncIterator]().next();
    const id = (value as { connectionId: string }).connectionId;
    const at = `/api/monitor/dispositivos/${id}`;
    const attempts = [
      ['GET', at],
      ['POST', `${at}/comprobar`],
      ['POST', `${at}/cerrar`],
    ] as const;
    const statusFor = async (api: Api, method: 'GET' | 'POST', path: string, businessId?: string) => {
      const query = businessId === undefined ? '' : `?businessId=${businessId}`;
      return (await api.call(method, path + query, method === 'POST' ? { body: {} } : {})).status;
    };
    for (const [method, path] of attempts) {
      for (const role of ['host', 'door'] as const) {
        expect(await statusFor(people[role], method, path, own), `${role} ${path}`).toBe(403);
      }
      const { foreign, operator } = people;
      expect(await statusFor(foreign, method, path, foreign.businessId), 'their venue, our device').toBe(404);
      expect(await statusFor(foreign, method, path, own), 'our venue').toBe(403);
      expect(await statusFor(operator, method, path, foreign.businessId), 'the operator, the wrong venue').toBe(404);
      expect(await statusFor(operator, method, path, 'nothing'), 'no venue').toBe(403);
      expect(await statusFor(anonymousApi(server.url), method, path, own)).toBe(401);
    }
    expect(await statusFor(people.operator, 'GET', at)).toBe(200);
    expect(await statusFor(people.operator, 'GET', '/api/monitor')).toBe(200);
    expect(await statusFor(people.operator, 'GET', '/api/reservas', own), 'an operator is no member').toBe(403);
    for (const [method, path] of attempts) {
      const member = method === 'GET' ? people.manager : people.owner;
      expect(await statusFor(member, method, path, own), path).toBe(200);
    }
    expect(await statusFor(people.owner, 'GET', at, own), 'closed').toBe(404);
    stream.close();
  });

  it('POST another venue, for an owner alone', async () => {
    const make = (api: Api, businessId: string) =>
      api.call('POST', '/api/locales', { body: { businessId, name: 'Otro', timeZone: 'Mars/Base' } });
    const own = people.owner.businessId;
    expect((await make(people.owner, own)).status, 'allowed, and refused for its zone').toBe(400);
    for (const role of ['manager', 'host', 'door'] as const)
      expect((await make(people[role], own)).status, role).toBe(403);
    for (const user of ['foreign', 'operator'] as const) expect((await make(people[user], own)).status, user).toBe(403);
    expect((await make(anonymousApi(server.url), own)).status).toBe(401);
  });

  it('suspends and restores a venue, for an operator alone', async () => {
    const { foreign, operator } = people;
    const set = (verb: string) =>
      operator.call('POST', `/api/monitor/locales/${foreign.businessId}/${verb}`, { body: {} });
    const list = () => foreign.call('GET', `/api/reservas?businessId=${foreign.businessId}`);
    expect((await set('suspender')).status).toBe(200);
    const refused = await list();
    expect([refused.status, refused.body.code]).toEqual([403, 'VENUE_SUSPENDED']);
    expect((await people.owner.list()).reservations, 'another venue goes on').toBeDefined();
    expect((await set('restaurar')).status).toBe(200);
    expect((await list()).status).toBe(200);
  });

  it('GET who I am', async () => {
    for (const role of ALL) expect((await people[role].call('GET', '/api/me')).status, role).toBe(200);
    expect((await anonymousApi(server.url).call('GET', '/api/me')).status).toBe(401);
  });

  it('hides personal data from the door', async () => {
    await people.host.createWithPass({
      customerName: 'Lucía Fernández',
      customerPhone: '+593991234567',
      notes: 'alergia',
    });
    const { reservations } = await people.door.list();
    const text = JSON.stringify(reservations);
    expect(text).not.toMatch(/\+593991234567|alergia|Fernández/);
  });
});
