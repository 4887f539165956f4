import { DomainError } from '@/domain/errors';
import { completeSetup } from '@/domain/people/complete-setup';
import { needsSetup } from '@/domain/people/installation';
import { SetupInput } from '@/domain/people/schema';
import { hashPassword } from '@/server/auth';
import { log } from '@/server/log';
import { methods } from '@/server/methods';
import { readBody } from '@/server/request-input';
import { handled, jsonResponse, parseInput } from '@/server/route';

/** The first owner and venue, once. */
const setUp = handled(async (request, _params, requestId) => {
  const { password, ...input } = parseInput(SetupInput, await readBody(request));
  // Hashing costs: nobody makes a set-up installation do it.
  if (!(await needsSetup())) throw new DomainError('SETUP_DONE');
  const answer = await completeSetup(input, await hashPassword(password));
  log().warn({ requestId, businessId: answer.businessId }, 'setup completed: the first owner was made');
  return jsonResponse(answer, 201);
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: setUp });
