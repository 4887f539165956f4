import { expect, it } from 'vitest';
import { readBody } from './request-input';

const read = (raw: string) =>
  readBody(
    new Request('http://aforo.test/api', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: raw,
    }),
  );
const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

it.each([
  ['nested to the bound', nested(31)],
  ['wide', JSON.stringify({ scans: Array.from({ length: 500 }, (_, i) => ({ nonce: String(i), increment: 1 })) })],
])('reads a body that is %s', async (_, raw) => {
  expect(await read(raw)).toEqual(JSON.parse(raw));
});

it.each([
  ['past the bound', nested(32)],
  ['as deep as the size allows', nested(32_000)],
  ['deep in objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['with a key that is a prototype', '{"__proto__":{"role":"OWNER"}}'],
  ['with such a key further in', '{"scans":[{"__proto__":null}]}'],
  ['a list', '[]'],
])('refuses a body that is %s', async (_, raw) => {
  await expect(read(raw)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
