import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, anonymousApi, signIn, USERS } from '../support/api';
import { DEMO_PASSWORD, startServer, type TestServer } from '../support/server';
import { openStream } from '../support/stream';
import { until } from '../support/until';

const PERSON = {
  customerName: 'Ximena Quiñónez',
  customerPhone: '+593987651234',
  customerEmail: 'ximena.q@correo.test',
  notes: 'alergia al mani',
};
const METRICS_TOKEN = 'a-token-that-a-scraper-bears';
/** For the embedded database's first start on a busy machine. */
const START_MS = 180_000;
const NONSENSE = 'nadie-escribe-esto';
const NOT_A_PASS = 'AFO1.no-es-un-pase-de-nadie';

let server: TestServer;
let host: Api;
let qrCode = '';
const lines: Record<string, unknown>[] = [];
let printed = '';

/** Everything that a venue's evening makes the server do, well and badly. */
beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: 'debug', METRICS_TOKEN } });
  host = await signIn(server.url, 'host');
  const stream = await openStream(host);
  const { reservation, qrCode: pass } = await host.createWithPass(PERSON);
  qrCode = pass;
  await host.scan(qrCode, crypto.randomUUID());
  await host.scan(NOT_A_PASS, crypto.randomUUID());
  await host.call('PUT', `/api/reservas/${reservation.id}?businessId=${host.businessId}`, {
    body: { customerName: PERSON.customerName, guestCount: 'muchos' },
  });
  await host.call('GET', `/api/reservas/${encodeURIComponent(PERSON.customerEmail)}?businessId=${host.businessId}`);
  await host.call('GET', `/api/nada/${encodeURIComponent(PERSON.customerName)}?telefono=${PERSON.customerPhone}`);
  await fetch(`${server.url}/api/reservas/qr-scan`, {
    method: 'POST',
    headers: { cookie: host.cookie, 'content-type': 'application/json' },
    body: `{"customerName": "${PERSON.customerName}", ${PERSON.customerPhone}`,
  });
  await fetch(`${server.url}/pase/${encodeURIComponent(qrCode)}`);
  await fetch(`${server.url}/${encodeURIComponent(PERSON.customerEmail)}`);
  await fetch(`${server.url}/api/reservas/events?businessId=${encodeURIComponent(PERSON.customerEmail)}`, {
    headers: { cookie: host.cookie },
  });
  const anonymous = anonymousApi(server.url);
  await anonymous.call('POST', '/api/auth/sign-in/email', {
    body: { email: PERSON.customerEmail, password: 'mi clave secreta' },
  });
  const nonsense = `${NONSENSE}${'x'.repeat(44_000)}`;
  for (const path of ['/api/auth/sign-in/email', '/api/auth/sign-out']) {
    await anonymous.call('POST', path, {
      body: {
        email: 'nadie@local.test',
        password: 'mi clave secreta',
        callbackURL: `https://${nonsense}/`,
        x: nonsense,
      },
    });
  }
  await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': `${NONSENSE}${'x'.repeat(7_000)}` },
    body: JSON.stringify({ email: nonsense, password: nonsense }),
  });
  await anonymous.call('GET', '/api/metrics', { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  await host.call('DELETE', `/api/reservas/${reservation.id}?businessId=${host.businessId}`);
  const owner = await signIn(server.url, 'owner');
  for (const path of ['exportar', 'borrar'])
    for (const person of [{ phone: PERSON.customerPhone }, { email: PERSON.customerEmail }, { phone: PERSON.notes }])
      await owner.call('POST', `/api/personas/${path}?businessId=${owner.businessId}`, { body: person });
  stream.close();
  await until('the close to be logged', () => server.output().includes('"stream closed"'));
  await host.call('POST', '/api/auth/sign-out', { body: {} });
  await server.terminate();
  // The first start tells the demo's accounts on purpose, one a line.
  printed = server.output().replaceAll(/^ {2}\S+@\S+ +[A-Z]+ +\S+$/gm, '');
  for (const line of printed.split('\n')) if (line.startsWith('{')) lines.push(JSON.parse(line));
}, START_MS);
afterAll(async () => server?.stop());

describe('the log', () => {
  it.each([
    ['a name', 'Ximena'],
    ['a surname', 'Quiñónez'],
    ['an encoded name', encodeURIComponent(PERSON.customerName)],
    ['a phone', '987651234'],
    ['an e-mail', 'ximena.q'],
    ["a member's e-mail", USERS.host],
    ['notes', 'alergia'],
    ['a password', 'mi clave secreta'],
    ["a member's password", DEMO_PASSWORD],
    ['the scraper token', METRICS_TOKEN],
    ['what was scanned', NOT_A_PASS],
    ['what the auth library was not asked', NONSENSE],
  ])('holds never %s', (_, secret) => {
    expect(printed).not.toContain(secret);
  });

  it('holds no pass and no session', () => {
    expect(qrCode.length).toBeGreaterThan(40);
    expect(printed).not.toContain(qrCode.slice(-30));
    const session = decodeURIComponent(/session_token=([^;]+)/.exec(host.cookie)?.[1] ?? '');
    const [token = ''] = session.split('.');
    expect(token.length).toBeGreaterThan(20);
    expect(printed).not.toContain(token);
  });

  it('has no line longer than a page of text', () => {
    expect(Math.max(...printed.split('\n').map((line) => line.length))).toBeLessThan(16 * 1024);
  });

  it('gives every request its id, pattern, status and time', () => {
    const requests = lines.filter(({ msg }) => msg === 'request');
    expect(requests.length).toBeGreaterThan(8);
    for (const line of requests) {
      expect(line).toMatchObject({ requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), status: expect.any(Number) });
      expect(line.route).toMatch(/^\/api\/[a-z[\].\-/]+$/);
    }
    expect(requests.map(({ route }) => route)).toContain('/api/reservas/[id]');
  });

  it("gives a stream's opening and close one connection id, and tells why, how long and how much", () => {
    const opened = lines.find(({ msg }) => msg === 'stream open');
    const closed = lines.find(({ msg }) => msg === 'stream closed');
    expect(opened?.connectionId).toMatch(/^[0-9a-f-]{36}$/);
    expect(closed).toMatchObject({
      requestId: opened?.requestId,
      connectionId: opened?.connectionId,
      businessId: host.businessId,
      transport: 'raw',
      reason: 'gone',
    });
    expect(closed?.events).toBeGreaterThanOrEqual(2);
    expect(closed?.ms).toBeGreaterThanOrEqual(0);
    expect(lines.find(({ msg }) => msg === 'stream refused')).toMatchObject({ code: 'FORBIDDEN' });
  });
});
