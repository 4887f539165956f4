import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { authSecret, readSessionToken } from './session-cookie';

beforeAll(() => {
  process.env.AFORO_SECRET = 'a secret for tests that nobody else uses at all';
});

/** As the auth library signs (better-call): `token.base64(HMAC-SHA-256)`, URI-encoded. */
async function sign(token: string, secret = authSecret()): Promise<string> {
  const utf8 = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(token)));
  return encodeURIComponent(`${token}.${btoa(String.fromCharCode(...signature))}`);
}

describe('the session cookie', () => {
  it('gives the token that the library signed, whatever stands beside it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z0-9]{8,40}$/), async (token) => {
        const value = await sign(token);
        expect(readSessionToken(`aforo.session_token=${value}`)).toBe(token);
        expect(readSessionToken(`a=1; aforo.session_token=${value}; theme=dark`)).toBe(token);
        expect(readSessionToken(`xaforo.session_token=${value}`)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it('refuses another secret, another token, and any text, without throwing', async () => {
    const good = await sign('token-of-one');
    expect(readSessionToken(`aforo.session_token=${await sign('token-of-one', 'another secret')}`)).toBeNull();
    expect(readSessionToken(`aforo.session_token=${good.replace('one', 'two')}`)).toBeNull();
    expect(readSessionToken(`aforo.session_token=${good.slice(0, -8)}`)).toBeNull();
    expect(readSessionToken(undefined)).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => readSessionToken(`aforo.session_token=${text}`) === null));
  });
});
