import { randomUUID } from 'node:crypto';
import { auth } from '@/modules/access/auth';

/** An account with a living session, and the cookie that names it. */
export async function createUser(): Promise<{ id: string; cookie: string }> {
  const { internalAdapter, password } = await (await auth()).$context;
  const email = `${randomUUID()}@stream.test`;
  const user = await internalAdapter.createUser({ email, name: 'Stream', emailVerified: true }, { method: 'admin' });
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await password.hash('a password'),
  });
  const response = await (await auth()).handler(
    new Request('http://localhost/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', host: 'localhost' },
      body: JSON.stringify({ email, password: 'a password' }),
    }),
  );
  return { id: user.id, cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}
