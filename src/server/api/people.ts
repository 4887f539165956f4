import {
  DemoErased,
  LanguageChosen,
  MeAnswer,
  NoticesChosen,
  SessionEnded,
  SessionList,
  SessionsEnded,
  SetupAnswer,
} from '@/modules/access/answers';
import { askLibrary, hashPassword } from '@/modules/access/auth';
import { changePassword } from '@/modules/access/change-password';
import { chooseLanguage } from '@/modules/access/choose-language';
import { chooseNotices } from '@/modules/access/choose-notices';
import { deleteOtherSessions, deleteSession } from '@/modules/access/delete-session';
import { checkNewPassword } from '@/modules/access/password-rules';
import { EVERY_PROFILE } from '@/modules/access/profiles';
import { listSessions } from '@/modules/access/reads';
import { handled, jsonResponse, parseInput } from '@/modules/access/route';
import {
  EraseDemoInput,
  LanguageInput,
  NoInput,
  NoticesInput,
  PasswordInput,
  SessionId,
  SetupInput,
  SetupRequest,
} from '@/modules/access/schema';
import { signIn } from '@/modules/access/sign-in';
import { type CodeKind, signInWithCode } from '@/modules/access/sign-in-code';
import { recordSignIn } from '@/modules/accounts/record-sign-in';
import { completeSetup } from '@/modules/setup/complete-setup';
import { eraseDemo } from '@/modules/setup/erase-demo';
import { needsSetup } from '@/modules/setup/installation';
import { checkSetupCode, setupCode } from '@/modules/setup/setup-code';
import { DomainError } from '@/platform/errors';
import { readBody } from '@/platform/http/request-input';
import { log } from '@/platform/log';
import { endpoint } from './endpoint';
import { operation } from './operation';

/**
 * The auth library's addresses that this product uses; the library has many more, and none of the others is reachable.
 */
const OPEN = new Set(['GET get-session', 'POST sign-in/email', 'POST sign-out']);
/** The second step of a sign-in, by what the person types. */
const CODES = new Map<string, CodeKind>([
  ['POST two-factor/verify-totp', 'totp'],
  ['POST two-factor/verify-backup-code', 'backup-code'],
]);

const serveAuth = handled(async (request, { all }, requestId, caller) => {
  const call = `${request.method} ${all}`;
  const kind = CODES.get(call);
  if (!OPEN.has(call) && !kind) throw new DomainError('NOT_FOUND');
  if (kind || call === 'POST sign-in/email') {
    const signedIn = await (kind ? signInWithCode(request, kind) : signIn(request));
    await recordSignIn(signedIn, request, requestId);
    return signedIn.response;
  }
  // `find` throws for a page that was made for another account, so such a page cannot end this session.
  const identity = await caller.find();
  // The library does not end sessions that are not used, so `find` decides.
  if (call === 'GET get-session') return identity ? askLibrary(request, 'get-session') : jsonResponse(null);
  await readBody(request);
  return askLibrary(request, 'sign-out', {});
});

const auth = operation({ actor: 'public', input: null, output: null, serve: serveAuth });

export const authCalls = endpoint('/api/auth/[...all]', { GET: auth, POST: auth });

/** Who is signed in, and the venues they belong to. */
export const me = endpoint('/api/me', {
  GET: operation({
    actor: 'user',
    devices: EVERY_PROFILE,
    input: NoInput,
    output: MeAnswer,
    // Every page requests it, also while its account has used up its limit.
    cost: 0,
    run: async ({ userId, name, email, device, members }) => ({
      user: { id: userId, name, email },
      ...(device ? { device: { id: device.id, profile: device.profile, gateIds: [...device.gateIds] } } : {}),
      memberships: members.map(({ venue, role, base, customRole }) => ({
        businessId: venue.id,
        slug: venue.slug,
        name: venue.name,
        role: base,
        ...(customRole && typeof role !== 'string' ? { customRole: { ...customRole, permissions: [...role] } } : {}),
        timeZone: venue.timeZone,
        cutoffHour: venue.cutoffHour,
        capacity: venue.capacity,
        lateToleranceMinutes: venue.lateToleranceMinutes,
      })),
    }),
  }),
});

/** Stores the language of the account, for every device. */
export const language = endpoint('/api/me/idioma', {
  PUT: operation({
    actor: 'user',
    input: LanguageInput,
    output: LanguageChosen,
    run: async ({ userId }, { locale }) => {
      await chooseLanguage(userId, locale);
      return { locale };
    },
  }),
});

/** Stores which notices about the work of others the account wants, for every device. */
export const notices = endpoint('/api/me/avisos', {
  PUT: operation({
    actor: 'user',
    input: NoticesInput,
    output: NoticesChosen,
    run: async ({ userId }, choice) => {
      await chooseNotices(userId, choice.notices);
      return choice;
    },
  }),
});

/** Creates the first owner and venue, once, for a caller who knows the installation's code. */
const setUp = handled(async (request, _params, requestId) => {
  const { setupCode: code, ...body } = await readBody(request);
  if (!(await needsSetup())) throw new DomainError('SETUP_DONE');
  await checkSetupCode(code, request.headers);
  const { password, ...input } = parseInput(SetupInput, body);
  await checkNewPassword(password, input);
  const answer = await completeSetup(input, await hashPassword(password));
  log().warn({ requestId, businessId: answer.businessId }, 'setup completed: the first owner was made');
  return jsonResponse(answer, 201);
});

export const setup = endpoint('/api/setup', {
  POST: operation({ actor: 'public', input: SetupRequest, output: SetupAnswer, status: 201, serve: setUp }),
});

export const demoErasure = endpoint('/api/demo/borrar', {
  POST: operation({
    actor: 'member',
    permission: 'demo.erase',
    input: EraseDemoInput,
    output: DemoErased,
    run: async (ctx) => {
      await eraseDemo();
      log().warn({ requestId: ctx.requestId }, 'demo erased: the installation waits for its first owner');
      return { setupCode: setupCode() };
    },
  }),
});

/** Where the account is signed in; a DELETE ends every session but this one. */
export const sessions = endpoint('/api/sesiones', {
  GET: operation({ actor: 'user', input: NoInput, output: SessionList, run: listSessions }),
  DELETE: operation({ actor: 'user', input: NoInput, output: SessionsEnded, run: deleteOtherSessions }),
});

export const oneSession = endpoint('/api/sesiones/[id]', {
  DELETE: operation({ actor: 'user', input: SessionId, output: SessionEnded, run: deleteSession }),
});

export const ownPassword = endpoint('/api/me/contrasena', {
  PUT: operation({ actor: 'user', input: PasswordInput, output: SessionsEnded, run: changePassword, cost: 10 }),
});
