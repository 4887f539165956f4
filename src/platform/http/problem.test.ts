import { expect, it } from 'vitest';
import type { Locale } from '@/i18n/locale';
import { DomainError } from '../errors';
import { problemResponse, toDomainError } from './problem';

it('never tells the text of an error it did not foresee', async () => {
  const response = problemResponse(toDomainError(new Error('secret text')), 'r1', 'es');
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
});

it('asks to come back when the database is away', () => {
  const away = [
    new Error('timeout exceeded when trying to connect'),
    new Error('query failed', { cause: new Error('Client has encountered a connection error and is not queryable') }),
    new Error('query failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) }),
    new Error('query failed', { cause: Object.assign(new Error('shutdown'), { code: '57P01' }) }),
  ];
  for (const error of away) {
    const response = problemResponse(toDomainError(error), 'r1', 'es');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  }
  const broken = Object.assign(new Error('duplicate'), { code: '23505' });
  expect(problemResponse(toDomainError(broken), 'r1', 'es').status).toBe(500);
});

it('says that there is no room left, and when to try again', async () => {
  const full = Object.assign(new Error('could not extend file'), { code: '53100' });
  const response = problemResponse(toDomainError(new Error('query failed', { cause: full })), 'r1', 'es');
  expect([response.status, response.headers.get('retry-after')]).toEqual([507, '5']);
  expect(await response.json()).toMatchObject({ code: 'STORAGE_FULL', detail: expect.stringContaining('sin espacio') });
});

it('tells a refused scan by its reason, in words', async () => {
  const told = async (reason: string, locale: Locale = 'es') => {
    const response = problemResponse(
      new DomainError('SCAN_REFUSED', { extra: { reason, result: 'error' } }),
      'r1',
      locale,
    );
    return [response.status, ((await response.json()) as { detail: string }).detail];
  };
  expect(await told('CANCELLED')).toEqual([422, 'La reserva está cancelada.']);
  expect(await told('CANCELLED', 'en')).toEqual([422, 'The reservation is cancelled.']);
  expect(await told('FORBIDDEN')).toEqual([403, 'Tu rol no permite autorizar esta entrada.']);
  expect(await told('toString')).toEqual([422, 'El pase no es válido para entrar.']);
});
