import { DomainError } from '@/platform/errors';
import { type Handler, handled } from './route';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/**
 * Serves every method of one address: a missing method answers 405 with a problem document that names the supported
 * ones.
 */
export function methods(served: Partial<Record<Method, Handler>>): Record<Method, Handler> {
  const allow = METHODS.filter((method) => served[method]);
  const refuse = handled(async () => {
    throw new DomainError('METHOD_NOT_ALLOWED', { extra: { allow } });
  });
  const serve = (method: Method): Handler => served[method] ?? refuse;
  return { GET: serve('GET'), POST: serve('POST'), PUT: serve('PUT'), PATCH: serve('PATCH'), DELETE: serve('DELETE') };
}
