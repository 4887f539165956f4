import { DomainError } from '@/domain/errors';
import { handled } from '@/server/route';

/** No such address: a problem document instead of a page. */
const refuse = handled(async () => {
  throw new DomainError('NOT_FOUND');
});

export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as POST, refuse as PUT };
