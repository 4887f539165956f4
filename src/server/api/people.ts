import { askLibrary, hashPassword } from '@/modules/access/auth';
import { checkNewPassword } from '@/modules/access/password-rules';
import { handled, jsonResponse, parseInput, route } from '@/modules/access/route';
import { EraseDemoInput, SetupInput } from '@/modules/access/schema';
import { signIn } from '@/modules/access/sign-in';
import { completeSetup } from '@/modules/setup/complete-setup';
import { eraseDemo } from '@/modules/setup/erase-demo';
import { needsSetup } from '@/modules/setup/installation';
import { checkSetupCode, setupCode } from '@/modules/setup/setup-code';
import { DomainError } from '@/platform/errors';
import { readBody } from '@/platform/http/request-input';
import { log } from '@/platform/log';
import { endpoint } from './endpoint';

/** The auth library's addresses that this product uses; it has many more, and none of them is open. */
const OPEN = new Set(['GET get-session', 'POST sign-in/email', 'POST sign-out']);

const serveAuth = handled(async (request, { all }, _requestId, caller) => {
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

export const authCalls = endpoint('/api/auth/[...all]', { GET: serveAuth, POST: serveAuth });

/** Who is signed in, and where: `{ user, memberships }`. */
const readMe = handled(async (_request, _params, _requestId, caller) => {
  const { userId, name, email, members } = await caller.identify();
  const memberships = members.map(({ venue, role }) => ({
    businessId: venue.id,
    slug: venue.slug,
    name: venue.name,
    role,
    timeZone: venue.timeZone,
    cutoffHour: venue.cutoffHour,
  }));
  return jsonResponse({ user: { id: userId, name, email }, memberships });
});

export const me = endpoint('/api/me', { GET: readMe });

/** The first owner and venue, once, for whoever knows the installation's code. */
const setUp = handled(async (request, _params, requestId) => {
  const { setupCode: code, ...body } = await readBody(request);
  if (!(await needsSetup())) throw new DomainError('SETUP_DONE');
  await checkSetupCode(code, request.headers);
  const { password, ...input } = parseInput(SetupInput, body);
  checkNewPassword(password, input);
  const answer = await completeSetup(input, await hashPassword(password));
  log().warn({ requestId, businessId: answer.businessId }, 'setup completed: the first owner was made');
  return jsonResponse(answer, 201);
});

export const setup = endpoint('/api/setup', { POST: setUp });

export const demoErasure = endpoint('/api/demo/borrar', {
  POST: route({
    input: EraseDemoInput,
    run: async (ctx) => {
      await eraseDemo(ctx);
      log().warn({ requestId: ctx.requestId }, 'demo erased: the installation waits for its first owner');
      return { setupCode: setupCode() };
    },
  }),
});
