import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { encodeBody } from './encode-body';

const LONG = Buffer.from('reserva '.repeat(200));

function encode(accepted: string | undefined, body = LONG, headers: Record<string, string> = {}) {
  const asked = accepted === undefined ? {} : { 'accept-encoding': accepted };
  return encodeBody(body, new Headers({ 'content-type': 'application/json; charset=utf-8', ...headers }), asked);
}

it.each([
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ['*', 'br', brotliDecompressSync],
])('gives who accepts "%s" %s', async (accepted, coding, decode) => {
  const { body, headers } = await encode(accepted);
  expect(headers).toEqual({ vary: 'accept-encoding', 'content-encoding': coding });
  expect(body.length).toBeLessThan(LONG.length / 4);
  expect(decode(body)).toEqual(LONG);
});

it.each([[undefined], ['identity'], ['zzz;q=-1'], ['br;q=0, *;q=0']])(
  'leaves the body as it is for %s, and says that it might not have',
  async (accepted) => {
    expect(await encode(accepted)).toEqual({ body: LONG, headers: { vary: 'accept-encoding' } });
  },
);

it.each([
  ['small', Buffer.alloc(1_023), {}],
  ['no text', LONG, { 'content-type': 'image/png' }],
  ['compressed by its handler', LONG, { 'content-encoding': 'gzip' }],
])('leaves alone what is %s', async (_, whole, of) => {
  expect(await encode('br', whole, of)).toEqual({ body: whole, headers: {} });
});
