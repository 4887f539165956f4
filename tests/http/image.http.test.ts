import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer } from '../support/server';

/** The paths that the image takes from the folder of the build. */
const copied = [...readFileSync('deploy/Dockerfile', 'utf8').matchAll(/^COPY --from=build (.*) \S+$/gm)]
  .flatMap(([, paths = '']) => paths.split(' '))
  .map((path) => path.replace('/app/', ''));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aforo-image-'));
  for (const path of copied) {
    const to = join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    if (path === 'node_modules') symlinkSync(resolve(path), to);
    else cpSync(path, to, { recursive: true, filter: (source) => source !== join('.next', 'cache') });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the server starts with nothing but what the image contains, and renders a page', async () => {
  expect(copied).toContain('build');
  const server = await startServer({ folder, demo: false });
  try {
    const page = await fetch(`${server.url}/setup`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain('nonce-');
  } finally {
    await server.stop();
  }
});
