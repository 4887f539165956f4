import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compressedFiles } from './compressed-files';

const PROGRAM = 'run(1)';
const folder = mkdtempSync(join(tmpdir(), 'aforo-static-'));
writeFileSync(join(folder, 'a.js'), PROGRAM);
writeFileSync(join(folder, 'a.js.br'), brotliCompressSync(PROGRAM));
writeFileSync(join(folder, 'plain.js'), PROGRAM);
const send = compressedFiles(folder);
const server = createServer(async (asked, answer) => {
  if (!(await send(asked, answer))) answer.writeHead(404).end();
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

function ask(path: string, encoding: string | undefined, method = 'GET') {
  const { port } = server.address() as AddressInfo;
  const headers = encoding === undefined ? {} : { 'accept-encoding': encoding };
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    });
    sent.on('error', reject).end();
  });
}

test('whoever takes Brotli gets the file as the build compressed it, to keep', async () => {
  const { status, headers, body } = await ask('/_next/static/a.js?dpl=1', 'gzip, deflate, br, zstd');
  expect(status).toBe(200);
  expect(brotliDecompressSync(body).toString()).toBe(PROGRAM);
  expect(headers).toMatchObject({
    'content-encoding': 'br',
    'content-length': String(body.length),
    'content-type': 'application/javascript; charset=UTF-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  });
  expect(String(headers['content-security-policy'])).toContain("script-src 'self'");
});

test('a HEAD has the same headers and no body', async () => {
  const { headers, body } = await ask('/_next/static/a.js', 'br', 'HEAD');
  expect(headers['content-encoding']).toBe('br');
  expect(body).toHaveLength(0);
});

test.each([
  ['a browser that does not take it', '/_next/static/a.js', 'gzip'],
  ['one that refuses it', '/_next/static/a.js', 'gzip, br;q=0'],
  ['one that says nothing', '/_next/static/a.js', undefined],
  ['a file without a compressed one', '/_next/static/plain.js', 'br'],
  ['the compressed file itself', '/_next/static/a.js.br', 'br'],
  ['an address that leaves the folder', '/_next/static/../static/a.js', 'br'],
])('%s is left to others', async (_, path, encoding) => {
  expect((await ask(path, encoding)).status).toBe(404);
});
