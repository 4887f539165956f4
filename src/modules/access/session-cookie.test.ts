import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { authSecret, readSessionToken, readSessionTokens, sessionCookieHeader } from './session-cookie';

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

describe('over TLS', () => {
  const at = (publicUrl: string | undefined) => {
    if (publicUrl === undefined) delete process.env.PUBLIC_URL;
    else process.env.PUBLIC_URL = publicUrl;
    for (const name of ['env', 'session.cookie-names']) Reflect.deleteProperty(globalThis, Symbol.for(`aforo.${name}`));
  };
  beforeAll(() => at('https://aforo.example'));
  afterEach(() => at('https://aforo.example'));

  it('is kept to this host, and one of the version before speaks while there is none', async () => {
    const [host, secure] = [await sign('token-of-host'), await sign('token-before')];
    const both = `__Secure-aforo.session_token=${secure}; __Host-aforo.session_token=${host}`;
    expect(readSessionToken(both)).toBe('token-of-host');
    expect(readSessionTokens(both)).toEqual(['token-of-host', 'token-before']);
    expect(readSessionToken(`__Secure-aforo.session_token=${secure}`)).toBe('token-before');
    expect(sessionCookieHeader(`theme=dark; __Secure-aforo.session_token=${secure}`)).toBe(
      `__Host-aforo.session_token=${secure}`,
    );
    expect(readSessionToken(`aforo.session_token=${host}`), 'one without a prefix can be set by anybody').toBeNull();
  });

  it('is not asked for with a prefix on plain HTTP', async () => {
    at('http://aforo.example');
    expect(readSessionToken(`__Host-aforo.session_token=${await sign('token')}`)).toBeNull();
    expect(readSessionToken(`aforo.session_token=${await sign('token')}`)).toBe('token');
  });
});
