import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, anonymousApi, signIn } from '../support/api';
import { startServer, type TestServer } from '../support/server';
import { openStream } from '../support/stream';
import { until } from '../support/until';

const GUIDE = readFileSync('docs/clients.md', 'utf8');
/** The interpreter of each language, and how it takes a program from its input. */
const RUN = {
  sh: ['sh', '-eu'],
  js: [process.execPath, '--input-type=module'],
  python: ['python3', '-'],
} as const;

let server: TestServer;
let owner: Api;
beforeAll(async () => {
  server = await startServer();
  owner = await signIn(server.url, 'owner');
}, 180_000);
afterAll(async () => server?.stop());

const makeKey = async (permissions: readonly string[]) =>
  owner.ok<{ id: string; token: string }>('POST', `/api/claves?businessId=${owner.businessId}`, {
    ...{ name: 'Programa', permissions },
  });
const revoke = (id: string) => owner.ok('DELETE', `/api/claves/${id}?businessId=${owner.businessId}`);

describe('the programs of docs/clients.md', () => {
  it.each(Object.keys(RUN) as (keyof typeof RUN)[])('in %s read and write with a key', async (language) => {
    const program = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(GUIDE)?.[1] ?? '';
    const name = /"customerName": "([^"]+)"|customerName: '([^']+)'/.exec(program)?.slice(1).find(Boolean);
    const { token } = await makeKey(['reservations.read', 'reservations.write', 'reservations.read-personal']);
    const [command, ...args] = RUN[language];
    const run = (key: string) =>
      spawnSync(command, args, {
        ...{ input: program, encoding: 'utf8', timeout: 30_000 },
        env: { ...process.env, AFORO_URL: server.url, AFORO_KEY: key },
      });
    const done = run(token);
    expect(done.status, done.stderr).toBe(0);
    expect((await owner.list()).reservations.map(({ customerName }) => customerName)).toContain(name);
    expect(run(`${token}x`).status, 'a bad key fails').not.toBe(0);
  });
});

describe('a key over HTTP', () => {
  it('opens a stream, which ends when it is revoked', async () => {
    const { id, token } = await makeKey(['reservations.read', 'reservations.read-any-day']);
    const open = () =>
      openStream(anonymousApi(server.url), undefined, owner.businessId, { authorization: `Bearer ${token}` });
    const stream = await open();
    expect(stream.status).toBe(200);
    const { reservation } = await owner.createWithPass({ customerName: 'Emilia Paz Roca' });
    const seen: Record<string, unknown>[] = [];
    const reading = (async () => {
      for await (const event of stream.events) seen.push(event as unknown as Record<string, unknown>);
    })().catch(() => {});
    await until('the event came', () => seen.some((event) => event.reservationId === reservation.id));
    expect(JSON.stringify(seen), 'a key without personal data').not.toContain('Paz Roca');
    await revoke(id);
    await reading;
    expect(seen.at(-1)).toMatchObject({ type: 'error', code: 'revoked' });
    expect((await open()).status).toBe(401);
  });

  it('takes the trail as a file, piece by piece', async () => {
    const { token } = await makeKey(['audit.read']);
    const day = new Date().toISOString().slice(0, 10);
    const query = new URLSearchParams({ from: shift(day, -2), to: shift(day, 2) });
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${server.url}/api/rastro/exportar?${query}`, { headers });
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(answer.headers.get('content-length'), 'its length is not known before it is sent').toBeNull();
    expect((await answer.text()).startsWith('at,actorKind,')).toBe(true);
    const head = await fetch(`${server.url}/api/rastro/exportar?${query}`, { method: 'HEAD', headers });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('is described on a page that needs nothing from outside', async () => {
    const answer = await fetch(`${server.url}/api/docs`, { headers: { 'accept-language': 'en' } });
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'sha256-");
    expect(await answer.text()).toContain('Authorization: Bearer');
  });
});

const shift = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
