import { handled, jsonResponse, parseInput } from '@/modules/access/route';
import { NoInput } from '@/modules/access/schema';
import {
  CodesRenewed,
  EmailAsked,
  EmailConfirmed,
  NameChanged,
  SecondFactorBegun,
  SecondFactorState,
} from '@/modules/accounts/answers';
import { changeEmail } from '@/modules/accounts/change-email';
import { changeName } from '@/modules/accounts/change-name';
import { completeEmailChange } from '@/modules/accounts/complete-email-change';
import { completeSecondFactor } from '@/modules/accounts/complete-second-factor';
import { createSecondFactor } from '@/modules/accounts/create-second-factor';
import { deleteSecondFactor } from '@/modules/accounts/delete-second-factor';
import { readSecondFactor } from '@/modules/accounts/reads';
import { renewCodes } from '@/modules/accounts/renew-codes';
import { EmailInput, EmailTokenInput, FirstCodeInput, NameInput, OwnPasswordInput } from '@/modules/accounts/schema';
import { readBody } from '@/platform/http/request-input';
import { endpoint } from './endpoint';
import { admitLink } from './link-limit';
import { operation } from './operation';

export const ownName = endpoint('/api/me/nombre', {
  PUT: operation({
    actor: 'user',
    input: NameInput,
    output: NameChanged,
    run: (identity, input, _request, requestId) => changeName(identity, input, requestId),
  }),
});

export const ownEmail = endpoint('/api/me/correo', {
  PUT: operation({ actor: 'user', input: EmailInput, output: EmailAsked, run: changeEmail, cost: 10 }),
});

/** By the link that was sent to a new address. Whoever opens it needs no session, and gets none. */
export const emailConfirmation = endpoint('/api/correo', {
  POST: operation({
    actor: 'public',
    input: EmailTokenInput,
    output: EmailConfirmed,
    serve: handled(async (request, _params, requestId) => {
      await admitLink(request);
      const { token } = parseInput(EmailTokenInput, await readBody(request));
      return jsonResponse(await completeEmailChange(token, { now: new Date(), requestId }));
    }),
  }),
});

/** Its state; a POST begins to switch it on, a PUT with a first code switches it on. */
export const secondFactor = endpoint('/api/me/segundo-factor', {
  GET: operation({ actor: 'user', input: NoInput, output: SecondFactorState, run: readSecondFactor }),
  POST: operation({
    actor: 'user',
    input: OwnPasswordInput,
    output: SecondFactorBegun,
    run: createSecondFactor,
    cost: 10,
  }),
  PUT: operation({
    actor: 'user',
    input: FirstCodeInput,
    output: SecondFactorState,
    run: (identity, input, _request, requestId) => completeSecondFactor(identity, input, requestId),
    cost: 10,
  }),
});

export const secondFactorRemoval = endpoint('/api/me/segundo-factor/quitar', {
  POST: operation({
    actor: 'user',
    input: OwnPasswordInput,
    output: SecondFactorState,
    run: deleteSecondFactor,
    cost: 10,
  }),
});

export const recoveryCodes = endpoint('/api/me/segundo-factor/codigos', {
  POST: operation({ actor: 'user', input: OwnPasswordInput, output: CodesRenewed, run: renewCodes, cost: 10 }),
});
