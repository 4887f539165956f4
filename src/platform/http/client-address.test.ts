import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EnvError, env } from '../env';
import { clientAddress, limitKey, sealClientAddress } from './client-address';

const forget = () => {
  for (const key of Object.getOwnPropertySymbols(globalThis)) {
    if (/^aforo\.(env|client-address)/.test(key.description ?? '')) Reflect.deleteProperty(globalThis, key);
  }
};
beforeEach(() => {
  forget();
  vi.stubEnv('LOG_LEVEL', 'silent');
});
afterEach(() => {
  vi.unstubAllEnvs();
  forget();
});

/** A request as Node has parsed it, once it is sealed. */
function sealed(peer: string, headers: Record<string, string>): Headers {
  const request = { headers: { host: 'a.example', ...headers }, socket: { remoteAddress: peer } };
  sealClientAddress(request as unknown as IncomingMessage);
  sealClientAddress(request as unknown as IncomingMessage);
  return new Headers(request.headers);
}
const addressOf = (peer: string, told?: string) =>
  clientAddress(sealed(peer, told === undefined ? {} : { 'x-forwarded-for': told }));

it('believes nobody when no proxy was named, with PUBLIC_URL as without', () => {
  for (const url of ['', 'https://aforo.example']) {
    forget();
    vi.stubEnv('PUBLIC_URL', url);
    expect(addressOf('203.0.113.5', '198.51.100.1')).toBe('203.0.113.5');
    expect(addressOf('::ffff:203.0.113.5')).toBe('203.0.113.5');
    const headers = sealed('203.0.113.5', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' });
    expect([headers.get('host'), headers.get('x-forwarded-host'), headers.get('x-forwarded-proto')]).toEqual([
      ...['a.example', null, null],
    ]);
  }
});

it.each([
  ['a named proxy', '10.0.0.7', '10.0.0.7', '198.51.100.1', '198.51.100.1'],
  ['a named range, the peer wrapped into IPv6', '10.0.0.0/8', '::ffff:10.9.9.9', '198.51.100.1', '198.51.100.1'],
  ['what a client wrote before the proxy did', '10.0.0.0/8', '10.0.0.7', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
  ['several proxies', '10.0.0.0/8, 192.0.2.1', '10.0.0.7', '1.1.1.1, 198.51.100.1, 192.0.2.1', '198.51.100.1'],
  ['a peer that is no proxy', '10.0.0.0/8', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
  ['a proxy that tells nothing', '10.0.0.7', '10.0.0.7', undefined, '10.0.0.7'],
  ['text that is no address', '10.0.0.7', '10.0.0.7', '1.1.1.1, unknown', '10.0.0.7'],
  ['a proxy of IPv6', 'fd00::/8', 'fd00::1', '2001:DB8:0::5', '2001:db8::5'],
  ['one proxy, by number', '1', '172.31.250.2', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
  ['two proxies, by number', '2', '172.31.250.2', '1.1.1.1, 198.51.100.1, 192.0.2.1', '198.51.100.1'],
  ['more proxies than were passed', '3', '172.31.250.2', '198.51.100.1', '198.51.100.1'],
  ['no proxy, by number', '0', '172.31.250.2', '198.51.100.1', '172.31.250.2'],
])('takes the address that trusted proxies tell: %s', (_, proxies, peer, told, expected) => {
  vi.stubEnv('TRUSTED_PROXIES', proxies);
  expect(addressOf(peer, told)).toBe(expected);
});

it('takes the host from a trusted proxy', () => {
  vi.stubEnv('TRUSTED_PROXIES', '10.0.0.7');
  expect(sealed('10.0.0.7', { 'x-forwarded-host': 'aforo.example' }).get('host')).toBe('aforo.example');
  expect(sealed('10.0.0.8', { 'x-forwarded-host': 'aforo.example' }).get('host')).toBe('a.example');
});

it('does not take a header for sealed that a client wrote', () => {
  expect(addressOf('203.0.113.5')).toBe('203.0.113.5');
  const forged = { 'x-forwarded-for': '1.1.1.1', 'x-aforo-sealed': 'true' };
  expect(clientAddress(sealed('203.0.113.5', forged))).toBe('203.0.113.5');
  expect(clientAddress(new Headers(forged)), 'and without the custom server').toBe('unknown');
});

it('knows an address without the custom server only where the number of proxies is given', () => {
  const told = new Headers({ 'x-forwarded-for': '1.1.1.1, 198.51.100.1' });
  expect(clientAddress(told)).toBe('unknown');
  vi.stubEnv('TRUSTED_PROXIES', '1');
  forget();
  expect(clientAddress(told)).toBe('198.51.100.1');
  expect(clientAddress(new Headers())).toBe('unknown');
});

it('refuses to start on proxies that it cannot read', () => {
  for (const bad of ['proxy.local', '10.0.0.0/33', '10.0.0.1,', '12', '-1', '10.0.0.1 10.0.0.2']) {
    forget();
    vi.stubEnv('TRUSTED_PROXIES', bad);
    expect(() => env(), bad).toThrow(EnvError);
  }
});

it('counts IPv6 by network, and IPv4 by address however it is written', () => {
  const keys = ['2001:db8:1:2::5', '2001:db8:1:2:ffff::1', '2001:db8:1:3::5', '::ffff:1.2.3.4', '1.2.3.4', 'unknown'];
  expect(keys.map(limitKey)).toEqual([
    ...['2001:db8:1:2::/64', '2001:db8:1:2::/64', '2001:db8:1:3::/64', '1.2.3.4', '1.2.3.4', 'unknown'],
  ]);
});
