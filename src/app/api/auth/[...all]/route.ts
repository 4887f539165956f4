import { DomainError } from '@/domain/errors';
import { auth } from '@/server/auth';
import { methods } from '@/server/methods';
import { handled } from '@/server/route';
import { signIn } from '@/server/sign-in';

/** The library's addresses that this product uses; it has many more, and none of them is open. */
const OPEN = new Set(['GET get-session', 'POST sign-in/email', 'POST sign-out']);

const serve = handled((request, { all }) => {
  const call = `${request.method} ${all}`;
  if (!OPEN.has(call)) throw new DomainError('NOT_FOUND');
  return call === 'POST sign-in/email' ? signIn(request) : auth().handler(request);
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: serve, POST: serve });
