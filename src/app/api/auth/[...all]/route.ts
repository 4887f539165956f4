import { DomainError } from '@/domain/errors';
import { askLibrary } from '@/server/auth';
import { methods } from '@/server/methods';
import { readBody } from '@/server/request-input';
import { handled, jsonResponse } from '@/server/route';
import { signIn } from '@/server/sign-in';

/** The library's addresses that this product uses; it has many more, and none of them is open. */
const OPEN = new Set(['GET get-session', 'POST sign-in/email', 'POST sign-out']);

const serve = handled(async (request, { all }, _requestId, caller) => {
  const call = `${request.method} ${all}`;
  if (!OPEN.has(call)) throw new DomainError('NOT_FOUND');
  if (call === 'POST sign-in/email') return signIn(request);
  // A page that was made for another account ends nobody else's session.
  const identity = await caller.find();
  // The library does not know of sessions that nobody used.
  if (call === 'GET get-session') return identity ? askLibrary(request, 'get-session') : jsonResponse(null);
  await readBody(request);
  return askLibrary(request, 'sign-out', {});
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: serve, POST: serve });
