import { beforeEach, expect, it, vi } from 'vitest';
import { GET as me } from '@/app/api/me/route';
import { POST } from '@/app/api/setup/route';
import { membership, user } from '@/modules/access/tables';
import { needsSetup } from '@/modules/setup/installation';
import { printSetup } from '@/modules/setup/setup-code';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { describeDatabases } from '../support/databases';
import { call, cookieOf, PASSWORD, type Reply } from '../support/http';

const input = {
  name: 'Rosa Ibarra',
  email: 'Rosa@Local.test',
  password: PASSWORD,
  businessName: 'El Ñandú Azul',
  timeZone: 'America/Guayaquil',
};
const CODE = 'un-codigo de 20 letras';
const setUp = (body: object, address = '10.0.0.1') =>
  call(POST, '/api/setup', {
    method: 'POST',
    body: { setupCode: CODE, ...body },
    headers: { 'x-forwarded-for': address },
  });
const issuesOf = ({ body }: Reply) =>
  (body.issues as { path: string; code: string }[]).map(({ path, code }) => [path, code]);

/** As `printSetup` prints it. */
async function told(): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await printSetup();
  const printed = write.mock.calls.join('');
  write.mockRestore();
  return printed;
}

function setCode(code: string | undefined): void {
  if (code === undefined) delete process.env.SETUP_CODE;
  else process.env.SETUP_CODE = code;
  Reflect.deleteProperty(globalThis, Symbol.for('aforo.env'));
}

describeDatabases('POST /api/setup', () => {
  beforeEach(async () => {
    setCode(CODE);
    await db().delete(rateLimit);
  });

  it('asks for the code before anything else, and does nothing without it', async () => {
    for (const setupCode of [undefined, null, '', 'otro codigo', CODE.slice(1), `${CODE}x`, ['un'], { a: 1 }]) {
      expect(await setUp({ ...input, setupCode })).toMatchObject({ status: 403, body: { code: 'SETUP_CODE' } });
    }
    expect(await setUp({ setupCode: 'otro codigo' }), 'nothing is told of the other fields').toMatchObject({
      status: 403,
    });
    expect(await db().select().from(user)).toEqual([]);
  });

  it('lets nobody try codes, and keeps nobody else waiting', async () => {
    const wrong = await Promise.all(
      Array.from({ length: 14 }, () => setUp({ setupCode: 'otro codigo' }, '203.0.113.1')),
    );
    expect(wrong.map(({ status }) => status).sort()).toEqual([...Array(10).fill(403), ...Array(4).fill(429)]);
    const right = await setUp({ ...input, email: 'no' }, '203.0.113.1');
    expect(right.status, 'the right one is not told from a wrong one').toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect((await setUp({ ...input, email: 'no' }, '203.0.113.2')).status).toBe(400);
  });

  it('prints a code of the installation, the same in every process, and none that was given', async () => {
    expect(await told()).not.toContain(CODE);
    setCode(undefined);
    const printed = await told();
    const code = /\b(?:[2-9a-z]{4}-){2}[2-9a-z]{4}\b/.exec(printed)?.[0] ?? 'none';
    Reflect.deleteProperty(globalThis, Symbol.for('aforo.secret.setup-code'));
    expect(await told()).toBe(printed);
    for (const setupCode of [code, ` ${code.toUpperCase()} `, code.replaceAll('-', '')]) {
      expect(await setUp({ setupCode })).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    }
    expect((await setUp({})).body.code).toBe('SETUP_CODE');
  });

  it('says of a password that cannot be set why', async () => {
    for (const [password, code] of [
      ['once letras', 'too_short'],
      ['Contraseña2024!', 'common_password'],
      ['rosa@local.test', 'common_password'],
      ['El Ñandú Azul', 'common_password'],
    ]) {
      const refused = await setUp({ ...input, password });
      expect([password, refused.body.code, issuesOf(refused)]).toEqual([password, 'VALIDATION', [['password', code]]]);
    }
    expect((await setUp({ ...input, password: 'ñ'.repeat(129) })).status).toBe(400);
  });

  it('refuses bad input and changes nothing', async () => {
    for (const change of [{ timeZone: 'Mars/Base' }, { timeZone: '+05:00' }, { role: 'OWNER' }]) {
      expect(await setUp({ ...input, ...change })).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    }
    expect(await needsSetup()).toBe(true);
  });

  it('makes one owner and venue of several at once, who may then sign in; never again', async () => {
    const replies = await Promise.all(
      Array.from({ length: 4 }, (_, i) => setUp({ ...input, email: ` Rosa${i}@local.test ` })),
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
    for (const setupCode of [CODE, 'otro codigo']) {
      expect((await setUp({ ...input, setupCode })).body.code).toBe('SETUP_DONE');
    }
    expect(await told()).toBe('');
  });
});
