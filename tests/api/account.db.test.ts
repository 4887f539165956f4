import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import * as authRoute from '@/app/api/auth/[...all]/route';
import * as me from '@/app/api/me/route';
import { session } from '@/modules/access/tables';
import { attendanceEntry } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { clientReport, deviceAudit } from '@/modules/monitor/tables';
import { reservation } from '@/modules/reservations/tables';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { ACCOUNT_HEADER } from '@/realtime/protocol/account';
import { describeDatabases } from '../support/databases';
import { ENDPOINTS, type Endpoint, type RouteModule } from '../support/endpoints';
import { makeReservation, makeVenue, type TestVenue } from '../support/fixtures';
import { type Call, call, cookieOf, makeUser, PASSWORD } from '../support/http';

const EMAIL = 'owner@cuenta.test';

describeDatabases('the account of a request', () => {
  let venue: TestVenue;
  let userId: string;
  let cookie: string;

  beforeAll(async () => {
    venue = await makeVenue();
    userId = await makeUser(EMAIL, { businessId: venue.venue.id, role: 'OWNER' });
    cookie = await cookieOf(EMAIL);
  }, 60_000);

  const ask = (endpoint: Endpoint, id: string, account: string | null, options: Call = { cookie }) =>
    call(endpoint.module[endpoint.method], endpoint.path.replace('[id]', id), {
      method: endpoint.method,
      body: endpoint.body(),
      headers: account === null ? {} : { [ACCOUNT_HEADER]: account },
      params: endpoint.onOne ? { id } : {},
      ...options,
    });
  const tonight = async () => (await makeReservation(venue, { reservedAt: new Date().toISOString() })).id;
  const written = async () =>
    Promise.all(
      [business, reservation, attendanceEntry, auditEntry, deviceAudit, clientReport].map((table) =>
        db().select().from(table),
      ),
    );

  it('is refused before anything is done when it is not the one of the session', async () => {
    const id = await tonight();
    const before = await written();
    for (const endpoint of ENDPOINTS) {
      for (const account of ['somebody else', '']) {
        const reply = await ask(endpoint, id, account);
        const { status, body } = reply;
        expect([endpoint.name, status, body.code]).toEqual([endpoint.name, 409, 'ACCOUNT_CHANGED']);
        expect(reply.headers.get('content-type')).toContain('application/problem+json');
        expect(reply.headers.get(ACCOUNT_HEADER)).toBe(userId);
      }
    }
    expect(await written()).toEqual(before);
  });

  it('is the one of the session without the header, and every answer names it', async () => {
    for (const endpoint of ENDPOINTS) {
      for (const account of [userId, null]) {
        const reply = await ask(endpoint, await tonight(), account);
        expect([endpoint.name, reply.status]).toEqual([endpoint.name, endpoint.owner]);
        expect(reply.headers.get(ACCOUNT_HEADER)).toBe(userId);
      }
      const signedOut = await ask(endpoint, 'none', userId, {});
      expect([endpoint.name, signedOut.status]).toEqual([endpoint.name, 401]);
      expect(signedOut.headers.get(ACCOUNT_HEADER)).toBeNull();
    }
  });

  it('is asked for by who I am, and by the end of a session', async () => {
    const at = (module: Partial<RouteModule>, method: 'GET' | 'POST', path: string, account: string | null) => {
      const [handler, name] = [module[method], path.replace('/api/auth/', '')];
      if (!handler) throw new Error('no such method');
      const headers: Record<string, string> = account === null ? {} : { [ACCOUNT_HEADER]: account };
      const params = module === me ? {} : { all: name.split('/') };
      return call(handler, path, { method, cookie, body: {}, headers, params });
    };
    const sessions = () => db().select().from(session).where(eq(session.userId, userId));
    for (const [module, method, path] of [
      [me, 'GET', '/api/me'],
      [authRoute, 'GET', '/api/auth/get-session'],
      [authRoute, 'POST', '/api/auth/sign-out'],
    ] as const) {
      const refused = await at(module, method, path, 'somebody else');
      expect(refused, path).toMatchObject({ status: 409, body: { code: 'ACCOUNT_CHANGED' } });
      expect(await sessions()).toHaveLength(1);
      const answered = await at(module, method, path, userId);
      expect([path, answered.status, answered.headers.get(ACCOUNT_HEADER)]).toEqual([path, 200, userId]);
    }
    expect(await sessions()).toHaveLength(0);
    expect((await at(authRoute, 'POST', '/api/auth/sign-out', userId)).status, 'signed out already').toBe(200);
    expect((await at(me, 'GET', '/api/me', null)).status).toBe(401);
  });

  it('is named by the answer to a sign-in, whose refusals are problem documents', async () => {
    const signIn = (body: Record<string, unknown>) =>
      call(authRoute.POST, '/api/auth/sign-in/email', {
        method: 'POST',
        body,
        params: { all: ['sign-in', 'email'] },
      });
    expect((await signIn({ email: EMAIL, password: PASSWORD })).body).toMatchObject({ user: { id: userId } });
    for (const [body, status, code] of [
      [{ email: EMAIL, password: 'otra cosa' }, 401, 'INVALID_CREDENTIALS'],
      [{ email: 'nobody@', password: PASSWORD }, 400, 'VALIDATION'],
    ] as const) {
      const refused = await signIn(body);
      expect(refused).toMatchObject({ status, body: { code } });
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
    }
  });
});
