import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EnvError, env } from './env';

const MAIL = {
  SMTP_URL: 'smtps://u:p@mail.example',
  MAIL_FROM: 'hola@aforo.example',
  PUBLIC_URL: 'https://aforo.example',
};
const before = { ...process.env };

function given(changes: Partial<Record<keyof typeof MAIL, string>>) {
  Object.assign(process.env, { ...MAIL, ...changes });
  Reflect.deleteProperty(globalThis, Symbol.for('aforo.env'));
  return env();
}

describe('the variables of mail', () => {
  const forget = () => Reflect.deleteProperty(globalThis, Symbol.for('aforo.env'));
  beforeEach(forget);
  afterEach(() => {
    forget();
    for (const name of Object.keys(MAIL)) delete process.env[name];
    Object.assign(process.env, before);
  });

  it('are all there, or none of them sends', () => {
    expect(given({})).toMatchObject(MAIL);
    expect(given({ SMTP_URL: '', MAIL_FROM: '', PUBLIC_URL: '' }).SMTP_URL).toBeUndefined();
    expect(() => given({ MAIL_FROM: '' })).toThrow(/^MAIL_FROM must be set/);
    // Else a request's own Host would choose where the links of a mail lead.
    expect(() => given({ PUBLIC_URL: '' })).toThrow(/^PUBLIC_URL must be set/);
  });

  it.each([
    { SMTP_URL: 'mail.example' },
    { SMTP_URL: 'http://mail.example' },
    { SMTP_URL: 'smtp://' },
    { MAIL_FROM: 'Aforo <hola@aforo.example>' },
    { MAIL_FROM: 'hola' },
  ])('are refused at the start: %j', (bad) => {
    expect(() => given(bad)).toThrow(EnvError);
  });
});
