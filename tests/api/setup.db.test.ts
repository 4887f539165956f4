import { user } from '@db/schema/people';
import { business, membership } from '@db/schema/venues';
import { expect, it } from 'vitest';
import { GET as me } from '@/app/api/me/route';
import { POST } from '@/app/api/setup/route';
import { needsSetup } from '@/domain/people/installation';
import { db } from '@/server/db/transaction';
import { describeDatabases } from '../support/databases';
import { call, cookieOf, PASSWORD } from '../support/http';

const input = {
  name: 'Rosa Ibarra',
  email: 'Rosa@Local.test',
  password: PASSWORD,
  businessName: 'El Ñandú Azul',
  timeZone: 'America/Guayaquil',
};
const setUp = (body: unknown) => call(POST, '/api/setup', { method: 'POST', body });

describeDatabases('POST /api/setup', () => {
  it('refuses bad input and changes nothing', async () => {
    for (const change of [
      { timeZone: 'Mars/Base' },
      { timeZone: '+05:00' },
      { password: 'corta' },
      { role: 'OWNER' },
    ]) {
      expect(await setUp({ ...input, ...change })).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    }
    expect(await needsSetup()).toBe(true);
  });

  it('makes one owner and venue of several at once, who may then sign in; never again', async () => {
    const replies = await Promise.all(
      Array.from({ length: 4 }, (_, i) => setUp({ ...input, email: `rosa${i}@local.test` })),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409, 409]);
    expect(await db().select().from(user)).toHaveLength(1);
    expect(await db().select().from(business)).toMatchObject([{ slug: 'el-nandu-azul', cutoffHour: 4 }]);
    expect(await db().select().from(membership)).toMatchObject([{ role: 'OWNER' }]);
    expect(await needsSetup()).toBe(false);
    const winner = replies.findIndex((reply) => reply.status === 201);
    const cookie = await cookieOf(`rosa${winner}@local.test`);
    const { body } = await call(me, '/api/me', { cookie });
    expect(body).toMatchObject({ user: { name: 'Rosa Ibarra' }, memberships: [{ role: 'OWNER' }] });
    expect((await setUp(input)).body.code).toBe('SETUP_DONE');
  });
});
