import { DomainError } from '@/domain/errors';
import { auth } from '@/server/auth';
import { methods } from '@/server/methods';
import { readBody } from '@/server/request-input';
import { handled } from '@/server/route';
import { askLibrary, signIn } from '@/server/sign-in';

/** The library's addresses that this product uses; it has many more, and none of them is open. */
const OPEN = new Set(['GET get-session', 'POST sign-in/email', 'POST sign-out']);

const serve = handled(async (request, { all }, _requestId, caller) => {
  const call = `${request.method} ${all}`;
  if (!OPEN.has(call)) throw new DomainError('NOT_FOUND');
  if (call === 'POST sign-in/email') return signIn(request);
  // A page that was made for another account ends nobody else's session.
  await caller.find();
  if (call === 'GET get-session') return auth().handler(request);
  return askLibrary(request, JSON.stringify(await readBody(request)));
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: serve, POST: serve });
