import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { accountHash, type Device, readDevice, rememberAccount } from './device-cookie';

beforeAll(() => {
  process.env.AFORO_SECRET = 'a secret for tests that nobody else uses at all';
});

const pairOf = (line: string) => line.split(';')[0] ?? '';
const remember = (emails: readonly string[]) =>
  emails.reduce<Device | null>(
    (device, email) => readDevice(pairOf(rememberAccount(device, accountHash(email)))),
    null,
  );

it('knows who signed in in this browser, the last first, under one id', () => {
  const first = remember(['ana@local.test']);
  const device = readDevice(pairOf(rememberAccount(first, accountHash('eva@local.test'))));
  expect(device).toEqual({ id: first?.id, accounts: [accountHash('eva@local.test'), accountHash('ana@local.test')] });
  expect(remember(['ana@local.test', 'eva@local.test', 'ana@local.test'])?.accounts).toHaveLength(2);
  expect(remember(Array.from({ length: 40 }, (_, i) => `p${i}@local.test`))?.accounts).toHaveLength(12);
  expect(remember(['ana@local.test'])?.id).not.toBe(first?.id);
});

it('says nothing of the address, is out of reach of scripts, and fits a header', () => {
  const line = rememberAccount(remember(['ana@local.test']), accountHash('eva@local.test'));
  expect(line).toMatch(/^aforo\.device=[\w.-]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(line).not.toMatch(/ana|eva|local/);
});

it('is nobody’s when a single character of it is another', () => {
  const good = pairOf(rememberAccount(null, accountHash('ana@local.test')));
  const [name = '', value = ''] = good.split('=');
  // The last character of a base64url text holds bits that stand for nothing.
  for (let i = 0; i < value.length - 1; i++) {
    const other = value[i] === 'A' ? 'B' : 'A';
    expect(readDevice(`${name}=${value.slice(0, i)}${other}${value.slice(i + 1)}`)).toBeNull();
  }
  expect(readDevice(undefined)).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => readDevice(`${name}=${text}`) === null));
});
