import { DomainError } from '@/platform/errors';
import { type Handler, handled } from './route';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];

/** Every method of one address: those it lacks answer 405 as a problem document that names the others. */
export function methods(served: Partial<Record<Method, Handler>>): Record<Method, Handler> {
  const allow = METHODS.filter((method) => served[method]);
  const refuse = handled(async () => {
    throw new DomainError('METHOD_NOT_ALLOWED', { extra: { allow } });
  });
  const serve = (method: Method): Handler => served[method] ?? refuse;
  return { GET: serve('GET'), POST: serve('POST'), PUT: serve('PUT'), PATCH: serve('PATCH'), DELETE: serve('DELETE') };
}
