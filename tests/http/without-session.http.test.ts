import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { THEMES } from '@/ui/theme-cookie';
import { signIn } from '../support/api';
import { startServer, type TestServer } from '../support/server';

const TOKEN = 'a-token-that-a-scraper-bears';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ postgresUrl: inject('postgresUrl'), env: { METRICS_TOKEN: TOKEN } });
}, 180_000);
afterAll(async () => server?.stop());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${server.url}${path}`, { method, headers, redirect: 'manual' });

interface Page {
  readonly nonce: string;
  readonly html: string;
}

async function signInPage(headers: Record<string, string> = {}, query = ''): Promise<Page> {
  const answer = await get(`/entrar${query}`, headers);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(answer.headers.get('cache-control')).toContain('no-store');
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? '';
  return { nonce, html: await answer.text() };
}

it('gives each browser the sign-in page with a nonce of its own', async () => {
  const queries = ['', '?destino=/puerta', '?destino=//evil.example', ''];
  const pages: Page[] = [];
  for (const query of queries) pages.push(await signInPage({}, query));
  expect(new Set(pages.map(({ nonce }) => nonce)).size).toBe(pages.length);
  for (const { nonce, html } of pages) {
    const used = [...html.matchAll(/nonce="([^"]+)"/g)].map(([, each]) => each);
    expect(used.length).toBeGreaterThan(2);
    expect(new Set(used)).toEqual(new Set([nonce]));
  }
  expect(new Set(pages.map(({ html, nonce }) => html.replaceAll(nonce, ''))).size).toBe(1);
});

it('gives it in the theme of the browser, packed or not', async () => {
  for (const theme of [...THEMES, ...THEMES])
    for (const encoding of ['gzip', 'identity']) {
      const { html } = await signInPage({ cookie: `aforo-theme=${theme}`, 'accept-encoding': encoding });
      expect(/<html[^>]*?(?: data-theme="(\w+)")?>/.exec(html)?.[1] ?? 'system').toBe(theme);
      expect(html).toContain('</html>');
    }
});

it('gives it in the language of the browser, each time it is asked', async () => {
  const looks = [
    ['es-EC,es;q=0.9', 'es', 'Buenas noches'],
    ['en-GB,en;q=0.9,es;q=0.5', 'en', 'Good evening'],
    ['fr', 'es', 'Buenas noches'],
  ] as const;
  for (const [languages, lang, heading] of [...looks, ...looks]) {
    const { html } = await signInPage({ 'accept-language': languages });
    expect(html).toContain(`<html lang="${lang}"`);
    expect(html).toContain(heading);
    expect(html).not.toContain(lang === 'es' ? 'Good evening' : 'Buenas noches');
  }
});

it('says in the language of the browser what it cannot give, in a page and in a document', async () => {
  const english = { 'accept-language': 'en', accept: 'text/html' };
  const page = await get('/nada', english);
  expect([page.status, page.headers.get('content-language')]).toEqual([404, 'en']);
  expect(await page.text()).toMatch(/<html lang="en".*There’s nothing here/s);
  expect(await (await get('/pase/nada', english)).text()).toContain('This pass doesn’t exist');
  const refused = (await (await get('/api/me', { 'accept-language': 'en' })).json()) as { detail: string };
  expect(refused.detail).toBe('Your session has ended. Please sign in again.');
  const manifest = await get('/manifest.webmanifest', { 'accept-language': 'en' });
  expect(await manifest.json()).toMatchObject({
    ...{ lang: 'en', description: expect.stringContaining('Reservations'), id: '/', scope: '/' },
    shortcuts: [{ name: 'Door', url: '/puerta' }, { url: '/reservas' }],
  });
  expect(manifest.headers.get('vary')).toMatch(/accept-language/i);
});

it('renders it at most once in a while, whatever is sent with the request', async () => {
  const before = await frontDoorAnswers();
  const asked: Record<string, string>[] = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { cookie: 'aforo.session_token=abc.ZGVm' },
    { 'if-none-match': '"x"', range: 'bytes=0-1' },
  ];
  const rounds = 8;
  for (let round = 0; round < rounds; round++) {
    for (const headers of asked) await signInPage(headers, `?destino=/reservas&n=${round}`);
    expect((await get('/entrar', {}, 'HEAD')).status).toBe(200);
  }
  // Next may have rendered the others: one every five seconds.
  expect((await frontDoorAnswers()) - before).toBeGreaterThan((rounds * (asked.length + 1)) / 2);
});

it.each([
  '/',
  '/reservas',
  '/reservas?local=terraza&dia=2026-01-02',
  '/puerta',
  '/monitor?x=a%26b',
  '/puerta?_rsc=1abc',
])('sends %s to sign in and back', async (path) => {
  const answer = await get(path, path.includes('_rsc') ? { rsc: '1' } : {});
  const wanted = path === '/' ? '/reservas' : path.replace('?_rsc=1abc', '');
  expect([answer.status, answer.headers.get('location')]).toEqual([
    307,
    `/entrar?destino=${encodeURIComponent(wanted)}`,
  ]);
});

it('sends who is set up from the first-use page to sign in, and who is signed in past it', async () => {
  expect((await get('/setup')).headers.get('location')).toBe('/entrar');
  const { cookie } = await signIn(server.url, 'host');
  expect((await get('/reservas', { cookie })).status).toBe(200);
  expect((await get('/entrar?destino=/puerta', { cookie })).headers.get('location')).toBe('/puerta');
});

/** How many pages were given without Next. */
async function frontDoorAnswers(): Promise<number> {
  const text = await (await get('/api/metrics', { authorization: `Bearer ${TOKEN}` })).text();
  const lines = text
    .split('\n')
    .filter((each) => /^aforo_http_requests_total\{.*\(front door\).*status="200"/.test(each));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
