import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STREAM_PATH } from '../stream-route';
import { ENDPOINTS } from './endpoints';
import { findEndpoint } from './router';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const files = import.meta.glob<Record<string, unknown>>('/src/app/api/**/route.ts');
const pathOf = (file: string) => dirname(file).replace('/src/app', '');

describe('the list of endpoints', () => {
  it('has every address that Next has, and no other', () => {
    const mounted = Object.keys(files).map(pathOf);
    expect([...ENDPOINTS.map(({ path }) => path), STREAM_PATH].sort()).toEqual(mounted.sort());
  });

  it.each(Object.keys(files).filter((file) => pathOf(file) !== STREAM_PATH))('is what %s mounts', async (file) => {
    const module = (await files[file]?.()) ?? {};
    const { path, ...handlers } = ENDPOINTS.find((one) => one.path === pathOf(file)) ?? { path: '' };
    const { dynamic, ...exported } = module;
    expect(exported).toEqual(handlers);
    expect(Object.keys(handlers).sort()).toEqual([...METHODS].sort());
  });
});

describe('findEndpoint', () => {
  const found = (target: string, method = 'GET') => {
    const answer = findEndpoint(method, target);
    const endpoint = ENDPOINTS.find((one) => METHODS.some((name) => one[name] === answer?.handler));
    return answer && [endpoint?.path, answer.params];
  };

  it.each([
    ['/api/health?x=1', '/api/health', {}],
    ['/api/x/../health', '/api/health', {}],
    ['/api/%2e/health', '/api/health', {}],
    ['/api/reservas', '/api/reservas', {}],
    ['/api/reservas/stats', '/api/reservas/stats', {}],
    ['/api/reservas/%C3%B1%2F1', '/api/reservas/[id]', { id: 'ñ/1' }],
    ['/api/reservas/a/qr', '/api/reservas/[id]/qr', { id: 'a' }],
    ['/api/monitor/dispositivos/a', '/api/monitor/dispositivos/[id]', { id: 'a' }],
    ['/api/auth/sign-in/email', '/api/auth/[...all]', { all: ['sign-in', 'email'] }],
    ['/api/auth', '/api/[...path]', { path: ['auth'] }],
    ['/api/%6de', '/api/[...path]', { path: ['me'] }],
    ['/api/reservas/a/qr/b', '/api/[...path]', { path: ['reservas', 'a', 'qr', 'b'] }],
  ])('finds %s at %s', (target, path, params) => {
    expect(found(target)).toEqual([path, params]);
  });

  it.each(['/api/me/', '/api/reservas/a/', '/api/nada/', '/api/auth/x/', '/entrar', '/api'])(
    'leaves %s to Next',
    (target) => expect(findEndpoint('GET', target)).toBeNull(),
  );

  it('answers HEAD as GET', () => {
    const get = findEndpoint('GET', '/api/me')?.handler;
    expect(findEndpoint('HEAD', '/api/me')?.handler).toBe(get);
    expect(findEndpoint('POST', '/api/me')?.handler).not.toBe(get);
  });
});
