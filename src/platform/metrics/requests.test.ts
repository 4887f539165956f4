import { describe, expect, it } from 'vitest';
import { routePattern } from './requests';

describe('the pattern of a route', () => {
  it.each([
    ['/api/reservas', {}, '/api/reservas'],
    ['/api/reservas/7f', { id: '7f' }, '/api/reservas/[id]'],
    ['/api/reservas/7f/qr/rotar', { id: '7f' }, '/api/reservas/[id]/qr/rotar'],
    ['/api/auth/sign-in/email', { all: ['sign-in', 'email'] }, '/api/auth/[...all]'],
    ['/api/a%20b/c', { path: ['a b', 'c'] }, '/api/[...path]'],
  ])('of %s', (path, params, pattern) => {
    expect(routePattern(path, params)).toBe(pattern);
  });

  it('never holds a value of the request', () => {
    expect(routePattern('/api/reservas/ana%40correo.ec', { id: 'otra' })).toBe('(unknown)');
    expect(routePattern('/api/reservas/%E0%A4%A', { id: '%E0%A4%A' })).toBe('/api/reservas/[id]');
  });
});
