import { expect, it } from 'vitest';
import { checkNewPassword } from './password-rules';

const OWNER = { email: 'rosa.ibarra@local.test', businessName: 'El Ñandú Azul' };
const codeOf = async (password: string) => {
  try {
    await checkNewPassword(password, OWNER);
    return null;
  } catch (error) {
    const { code, extra } = error as { code: string; extra: { issues: { path: string; code: string }[] } };
    expect([code, extra.issues[0]?.path]).toEqual(['VALIDATION', 'password']);
    return extra.issues[0]?.code;
  }
};

it.each(['', 'corta', 'once letras', '🙂🙂🙂🙂🙂🙂', 'e\u0301'.repeat(11)])('%j is too short', async (password) => {
  expect(await codeOf(password)).toBe('too_short');
});

it.each([
  'password1234',
  'PassWord1234',
  'qwertyuiop12',
  '123456789012',
  '1qaz2wsx3edc',
  'Contraseña2024!',
  '¡¡administrator!!',
  'passwordpassword',
  'sunshinesunshinesunshine',
  'aaaaaaaaaaaaaa',
  'rosa.ibarra@local.test',
  'ROSA.IBARRA2026',
  'El Nandú Azul',
  'el ñandú azul 1999',
])('%j is common', async (password) => {
  expect(await codeOf(password)).toBe('common_password');
});

it.each([
  'una clave larga',
  'perro gato 7 mesa',
  'el ñandú azul canta',
  'x9k2-71mm-0q4r',
  '日本語のパスワードです長い',
  'ñandúes sueltos',
])('%j may be set', async (password) => {
  expect(await codeOf(password)).toBeNull();
});
