import { get } from 'node:http';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type DemoUser, signIn } from '../support/api';
import { startServer, type TestServer } from '../support/server';

/**
 * The script that a page asks for before it works, compressed, in bytes. `npm run bench:web` measures in a browser what comes over
 * the wire, with the heads of the answers, which are about 670 bytes each (bench/README.md).
 */
const PAGES: readonly { path: string; user: DemoUser | null; limit: number }[] = [
  { path: '/entrar', user: null, limit: 130_000 },
  { path: '/puerta', user: 'door', limit: 190_000 },
  { path: '/reservas', user: 'host', limit: 230_000 },
  { path: '/ajustes/mesas', user: 'owner', limit: 230_000 },
  { path: '/ajustes/servicios', user: 'owner', limit: 230_000 },
  { path: '/ajustes/plano', user: 'owner', limit: 230_000 },
];

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ postgresUrl: inject('postgresUrl') });
}, 180_000);
afterAll(async () => server?.stop());

/** The addresses of the page's scripts, without those for browsers that know no modules. */
async function scriptsOf(path: string, user: DemoUser | null): Promise<string[]> {
  const headers = user ? { cookie: (await signIn(server.url, user)).cookie } : {};
  const answer = await fetch(server.url + path, { headers, redirect: 'manual' });
  expect(answer.status).toBe(200);
  const html = (await answer.text()).replace(/<script[^>]*nomodule[^>]*>/gi, '');
  return [...new Set(html.match(/\/_next\/static\/[\w./-]+\.js/g))];
}

/** Of the body of one answer to a browser that takes Brotli. */
function bytesOf(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(server.url + path, { headers: { 'accept-encoding': 'gzip, deflate, br' } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${path}: ${answer.statusCode}`));
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

it.each(PAGES)('$path asks for no more script than its goal', async ({ path, user, limit }) => {
  const scripts = await scriptsOf(path, user);
  const bytes = await Promise.all(scripts.map(bytesOf));
  const sum = bytes.reduce((all, each) => all + each, 0);
  // Next's runtime alone is more: fewer would mean that the page's scripts were not found.
  expect(sum).toBeGreaterThan(100_000);
  expect(sum, scripts.map((script, index) => `${bytes[index]} ${script}`).join('\n')).toBeLessThanOrEqual(limit);
});
