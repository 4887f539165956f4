import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { ENDPOINTS } from './endpoints';
import { describeApi } from './openapi';

interface Described {
  readonly parameters: readonly { readonly name?: string; readonly in?: string; readonly $ref?: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: { readonly properties: object } }> };
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }>;
}
const document = describeApi(ENDPOINTS);
const paths = document.paths as Record<string, Record<string, Described>>;

it('is an OpenAPI 3.1 document of every endpoint of ours', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect([valid, errors]).toEqual([true, undefined]);
  const served = ENDPOINTS.filter(({ path }) => !path.includes('[...')).flatMap((one) =>
    (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)
      .filter((method) => one[method].operation)
      .map((method) => `${method} ${one.path.replaceAll('[', '{').replaceAll(']', '}')}`),
  );
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described).toEqual(served);
  const ids = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map((one) => Reflect.get(one, 'operationId')),
  );
  expect(new Set(ids).size).toBe(described.length);
});

it('tells path, query, body and answer apart', () => {
  const { get, put } = paths['/api/reservas/{id}'] ?? {};
  expect(put?.parameters[0]).toMatchObject({ name: 'id', in: 'path', required: true });
  expect(Object.keys(put?.requestBody?.content['application/json']?.schema.properties ?? {})).toContain('customerName');
  expect(Object.keys(put?.requestBody?.content['application/json']?.schema.properties ?? {})).not.toContain('id');
  expect(put?.parameters.map(({ $ref }) => $ref)).toContain('#/components/parameters/ifMatch');
  expect(put).toMatchObject({ 'x-actor': 'member', 'x-permission': 'reservations.write' });
  expect(get?.requestBody).toBeUndefined();
  const list = paths['/api/reservas']?.get;
  expect(list?.parameters.flatMap(({ name = [] }) => name)).toEqual(['day', 'status', 'q', 'include']);
  expect(list?.responses[200]?.content?.['application/json']?.schema).toMatchObject({
    properties: { reservations: { type: 'array', items: { $ref: '#/components/schemas/Reservation' } } },
  });
});

it('says where a key is accepted', () => {
  expect(paths['/api/reservas']?.post).toMatchObject({ security: [{ session: [] }, { key: [] }], tags: ['reservas'] });
  expect(paths['/api/claves']?.post).toMatchObject({ security: [{ session: [] }] });
  expect(paths['/api/me/contrasena']?.put).toMatchObject({ security: [{ session: [] }] });
  expect(paths['/api/recuperacion']?.post).not.toHaveProperty('security');
});
