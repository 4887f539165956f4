import { can, type Permission, type Rights } from '@/modules/access/context';
import type { BusinessId, Venue } from '@/modules/venues/venue';
import { DomainError } from '@/platform/errors';

/**
 * Who uses the console, and what they may see; a member always watches one venue. It is the first parameter of every
 * verb of the console.
 */
export interface Watcher {
  readonly userId: string;
  readonly requestId: string;
  readonly now: Date;
  /** Their role in the venue; an operator has no role in a venue. */
  readonly role: Rights | 'OPERATOR';
  /** Null means every venue, which only an operator may request. */
  readonly venue: Venue | null;
}

export function canWatch(role: Rights | 'OPERATOR'): boolean {
  return role === 'OPERATOR' || can(role, 'monitor.use');
}

/** An operator may do everything that a console offers. Throws FORBIDDEN. */
export function authorizeWatcher({ role }: Watcher, permission: Permission): void {
  if (role !== 'OPERATOR' && !can(role, permission)) throw new DomainError('FORBIDDEN');
}

/** The businesses that a watcher may see. */
export function watched({ venue }: Watcher): readonly BusinessId[] | 'all' {
  return venue ? [venue.id] : 'all';
}
