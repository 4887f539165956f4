import { DomainError } from '@/domain/errors';
import { completeSetup } from '@/domain/people/complete-setup';
import { needsSetup } from '@/domain/people/installation';
import { SetupInput } from '@/domain/people/schema';
import { hashPassword } from '@/server/auth';
import { log } from '@/server/log';
import { methods } from '@/server/methods';
import { checkNewPassword } from '@/server/password-rules';
import { readBody } from '@/server/request-input';
import { handled, jsonResponse, parseInput } from '@/server/route';
import { checkSetupCode } from '@/server/setup-code';

/** The first owner and venue, once, for whoever knows the installation's code. */
const setUp = handled(async (request, _params, requestId) => {
  const { setupCode, ...body } = await readBody(request);
  if (!(await needsSetup())) throw new DomainError('SETUP_DONE');
  await checkSetupCode(setupCode, request.headers);
  const { password, ...input } = parseInput(SetupInput, body);
  checkNewPassword(password, input);
  const answer = await completeSetup(input, await hashPassword(password));
  log().warn({ requestId, businessId: answer.businessId }, 'setup completed: the first owner was made');
  return jsonResponse(answer, 201);
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: setUp });
