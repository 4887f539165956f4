import { setTimeout as delay } from 'node:timers/promises';
import { hashPassword } from '@/modules/access/auth';
import type { Caller } from '@/modules/access/caller';
import { accountHash } from '@/modules/access/device-cookie';
import { checkNewPassword } from '@/modules/access/password-rules';
import { handled, jsonResponse, parseInput } from '@/modules/access/route';
import { type SignedIn, signInAs } from '@/modules/access/sign-in';
import { recordSignIn } from '@/modules/accounts/record-sign-in';
import { acceptInvitation, checkInvitation, findInvitation } from '@/modules/members/accept-invitation';
import {
  AccountAnswer,
  InvitationAnswer,
  InvitationRevoked,
  MemberAnswer,
  MemberList,
  MemberRemoved,
  RecoveredAnswer,
  RecoveryAnswer,
  RecoveryAsked,
} from '@/modules/members/answers';
import { changeRole } from '@/modules/members/change-role';
import { checkRecovery, completeRecovery } from '@/modules/members/complete-recovery';
import { createInvitation } from '@/modules/members/create-invitation';
import { createOwnRecovery } from '@/modules/members/create-own-recovery';
import { createRecovery } from '@/modules/members/create-recovery';
import { deleteInvitation } from '@/modules/members/delete-invitation';
import { deleteMember } from '@/modules/members/delete-member';
import { listMembers } from '@/modules/members/reads';
import {
  AcceptInput,
  AskRecoveryInput,
  ChangeRoleInput,
  InvitationId,
  InviteInput,
  JoinInput,
  ListMembersInput,
  MemberId,
  RecoverInput,
} from '@/modules/members/schema';
import { env } from '@/platform/env';
import { DomainError } from '@/platform/errors';
import { clientAddress, limitKey } from '@/platform/http/client-address';
import { consume, sharedLimiter } from '@/platform/http/limits';
import { readBody } from '@/platform/http/request-input';
import { shared } from '@/platform/shared';
import { endpoint } from './endpoint';
import { admitLink } from './link-limit';
import { operation } from './operation';

const permission = 'members.manage';

export const members = endpoint('/api/miembros', {
  GET: operation({ actor: 'member', permission, input: ListMembersInput, output: MemberList, run: listMembers }),
});

export const member = endpoint('/api/miembros/[userId]', {
  PUT: operation({ actor: 'member', permission, input: ChangeRoleInput, output: MemberAnswer, run: changeRole }),
  DELETE: operation({ actor: 'member', permission, input: MemberId, output: MemberRemoved, run: deleteMember }),
});

export const invitations = endpoint('/api/miembros/invitaciones', {
  POST: operation({
    actor: 'member',
    permission,
    input: InviteInput,
    output: InvitationAnswer,
    status: 201,
    run: createInvitation,
  }),
});

export const invitation = endpoint('/api/miembros/invitaciones/[id]', {
  DELETE: operation({
    actor: 'member',
    permission,
    input: InvitationId,
    output: InvitationRevoked,
    run: deleteInvitation,
  }),
});

export const recoveryLink = endpoint('/api/miembros/[userId]/recuperacion', {
  POST: operation({
    ...{ actor: 'member', permission, keys: false },
    input: MemberId,
    output: RecoveryAnswer,
    run: createRecovery,
  }),
});

/** An answer that opens a session: the body is ours, the cookies are those of the sign-in. */
function withSession(body: AccountAnswer | RecoveredAnswer, { response }: SignedIn): Response {
  const answer = jsonResponse(body);
  for (const line of response.headers.getSetCookie()) answer.headers.append('set-cookie', line);
  return answer;
}

async function acceptAs(caller: Caller, body: unknown, requestId: string): Promise<Response> {
  const { token } = parseInput(JoinInput, body);
  const { userId } = await caller.identify();
  return jsonResponse(await acceptInvitation(token, { userId }, { now: new Date(), requestId }));
}

/**
 * By a person without a session: with the password of their account, where one with that address exists, else with one
 * that they choose. By a person who is signed in, with the token alone.
 */
export const acceptance = endpoint('/api/invitaciones/aceptar', {
  POST: operation({
    actor: 'public',
    input: AcceptInput,
    output: AccountAnswer,
    serve: handled(async (request, _params, requestId, caller) => {
      await admitLink(request);
      const body = await readBody(request);
      if (!('password' in body)) return acceptAs(caller, body, requestId);
      const { token, name, email, password } = parseInput(AcceptInput, body);
      const author = { now: new Date(), requestId };
      const known = await checkInvitation(token, email, author.now);
      if (known !== null) {
        const signedIn = await signInAs(request, { email, password });
        // The code is asked for by the sign-in page, which leads back here.
        if (signedIn.userId === null) throw new DomainError('SECOND_FACTOR_REQUIRED');
        return withSession(await acceptInvitation(token, { userId: known }, author), signedIn);
      }
      const { venue } = await findInvitation(token, author.now);
      await checkNewPassword(password, { email, businessName: venue });
      const account = { name, email, passwordHash: await hashPassword(password) };
      const answer = await acceptInvitation(token, { account }, author);
      return withSession(answer, await signInAs(request, { email, password }));
    }),
  }),
});

/** Sets a new password by a recovery link, ends every session of the account, and opens one, or asks for the code first. */
export const recovery = endpoint('/api/recuperacion', {
  POST: operation({
    actor: 'public',
    input: RecoverInput,
    output: RecoveredAnswer,
    serve: handled(async (request, _params, requestId) => {
      await admitLink(request);
      const { token, password } = parseInput(RecoverInput, await readBody(request));
      const now = new Date();
      const { email, venue } = await checkRecovery(token, now);
      await checkNewPassword(password, { email, businessName: venue });
      const answer = await completeRecovery(token, await hashPassword(password), { now, requestId });
      const signedIn = await signInAs(request, { email, password });
      await recordSignIn(signedIn, request, requestId);
      return withSession({ ...answer, needsCode: signedIn.userId === null }, signedIn);
    }),
  }),
});

/** Letters that one address gets, and that one network asks for, in an hour. */
const ASKED_PER_ADDRESS = 3;
const ASKED_PER_NETWORK = 30;
const asked = () =>
  shared('limits.recovery-asked', () => ({
    address: sharedLimiter('recovery-asked.address', ASKED_PER_ADDRESS, 60 * 60),
    network: sharedLimiter('recovery-asked.network', ASKED_PER_NETWORK, 60 * 60),
  }));
/** Every answer takes at least this many milliseconds, so that its time does not tell whether a letter was written. */
const ANSWER_MS = 400;

/**
 * Sends a recovery link to an address, if a member has it. Answer, time and limits are the same for every address. On a
 * server that sends no mail it is unknown.
 */
export const recoveryRequest = endpoint('/api/recuperacion/pedir', {
  POST: operation({
    actor: 'public',
    input: AskRecoveryInput,
    output: RecoveryAsked,
    status: 202,
    serve: handled(async (request, _params, requestId, { locale }) => {
      if (env().SMTP_URL === undefined) throw new DomainError('NOT_FOUND');
      const { email } = parseInput(AskRecoveryInput, await readBody(request));
      await consume(asked().network, limitKey(clientAddress(request.headers)), 'recovery_asked');
      await consume(asked().address, accountHash(email), 'recovery_asked');
      await Promise.all([delay(ANSWER_MS), createOwnRecovery(email, { now: new Date(), requestId, locale })]);
      return jsonResponse({}, 202);
    }),
  }),
});
