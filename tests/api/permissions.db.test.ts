import { beforeAll, expect, it } from 'vitest';
import { can, ROLES, type Role } from '@/modules/access/context';
import type { Operation } from '@/modules/access/operation';
import type { Handler } from '@/modules/access/route';
import { ENDPOINTS } from '@/server/api/endpoints';
import { describeDatabases } from '../support/databases';
import { makeVenue } from '../support/fixtures';
import { call, cookieOf, makeUser } from '../support/http';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

interface Row {
  readonly name: string;
  readonly path: string;
  readonly method: (typeof METHODS)[number];
  readonly handler: Handler;
  readonly operation: Operation;
}

/** Every method that an endpoint serves, but those that anybody may call. */
const GUARDED: readonly Row[] = ENDPOINTS.flatMap((endpoint) =>
  METHODS.flatMap((method) => {
    const { path, [method]: handler } = endpoint;
    const { operation } = handler;
    return operation && operation.actor !== 'public'
      ? [{ name: `${method} ${path}`, path, method, handler, operation }]
      : [];
  }),
);

describeDatabases('every endpoint', () => {
  const cookies = {} as Record<Role, string>;
  let businessId: string;
  beforeAll(async () => {
    ({
      venue: { id: businessId },
    } = await makeVenue());
    for (const role of ROLES) {
      await makeUser(`${role}@permisos.test`, { businessId, role });
      cookies[role] = await cookieOf(`${role}@permisos.test`);
    }
  }, 60_000);

  const ask = ({ handler, method, path }: Row, cookie?: string) =>
    call(handler, `${path}?businessId=${businessId}`, {
      ...{
        method,
        body: {},
        params: {
          ...(path.includes('[id]') ? { id: 'none' } : {}),
          ...(path.includes('[userId]') ? { userId: 'none' } : {}),
        },
      },
      ...(cookie === undefined ? {} : { cookie }),
    });

  it.each(GUARDED)('$name asks who calls it, and refuses a member without its permission', async (row) => {
    expect(await ask(row)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    const { permission } = row.operation;
    const refused: Role[] = [];
    for (const role of ROLES) {
      const { body } = await ask(row, cookies[role]);
      if (body.code === 'FORBIDDEN') refused.push(role);
    }
    // This venue is no demo's, so that its owner is refused as well.
    const expected =
      row.path === '/api/demo/borrar' ? ROLES : ROLES.filter((role) => permission && !can(role, permission));
    expect(refused).toEqual(expected);
  });

  it('is guarded, but for those of whom nobody is asked for an account', () => {
    const open = ENDPOINTS.flatMap((endpoint) =>
      METHODS.filter((method) => endpoint[method].operation?.actor === 'public').map(
        (method) => `${method} ${endpoint.path}`,
      ),
    );
    expect(open.filter((name) => !name.endsWith('/api/[...path]'))).toEqual([
      ...['GET /api/health', 'GET /api/ready', 'GET /api/metrics', 'PUT /api/theme', 'POST /api/setup'],
      ...['GET /api/auth/[...all]', 'POST /api/auth/[...all]'],
      // The link that was sent to a new address.
      'POST /api/correo',
      // The token or the letters are what a phone holds that is paired, and its cookie from then on.
      ...['POST /api/puerta/vincular', 'POST /api/puerta/estado'],
      // The pass itself is what a guest shows.
      ...[
        'GET /api/pase/[token]/calendario',
        'GET /api/pase/[token]/imagen',
        'GET /api/pase/[token]/pdf',
        'GET /api/pase/[token]/estado',
        'POST /api/pase/[token]/retraso',
      ],
      ...['POST /api/pase/[token]/en-camino', 'POST /api/pase/[token]/cancelar'],
      // A guest's page and their mail program show it.
      'GET /api/logos/[businessId]/[hash]',
      // Whoever wants to book, without an account.
      ...['GET /api/public/[slug]', 'GET /api/public/[slug]/disponibilidad', 'POST /api/public/[slug]/retencion'],
      ...['PUT /api/public/[slug]/retencion/[id]', 'DELETE /api/public/[slug]/retencion/[id]'],
      ...['POST /api/public/[slug]/reservas', 'POST /api/public/[slug]/espera'],
      // The link itself is what the person holds.
      ...['POST /api/invitaciones/aceptar', 'POST /api/recuperacion', 'POST /api/recuperacion/pedir'],
      ...['GET /api/openapi.json', 'GET /api/docs'],
    ]);
  });
});
