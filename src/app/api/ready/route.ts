import { DomainError } from '@/domain/errors';
import { handled, jsonResponse } from '@/server/route';
import { isReady } from '@/server/start';

export const dynamic = 'force-dynamic';

/** Readiness: started, not draining, and the database answers. */
export const GET = handled(async () => {
  if (!(await isReady())) throw new DomainError('OVERLOADED', { retryAfter: 2_000 });
  return jsonResponse({ status: 'ready' });
});
