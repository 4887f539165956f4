import { can, type Role } from '@/modules/access/context';
import type { BusinessId, Venue } from '@/modules/venues/venue';
import { DomainError } from '@/platform/errors';

/** Who looks at the console, and how far they see. Every verb of the console takes it first. */
export interface Watcher {
  readonly userId: string;
  readonly requestId: string;
  readonly now: Date;
  /** Their role in the venue; an operator has one in none. */
  readonly role: Role | 'OPERATOR';
  /** Null: every venue, which only an operator asks for. */
  readonly venue: Venue | null;
}

export function canWatch(role: Role | 'OPERATOR'): boolean {
  return role === 'OPERATOR' || can(role, 'monitor.use');
}

/** Throws FORBIDDEN. */
export function authorizeWatcher({ role, venue }: Watcher): void {
  if (!canWatch(role) || (venue === null && role !== 'OPERATOR')) throw new DomainError('FORBIDDEN');
}

/** The businesses a watcher sees. */
export function watched({ venue }: Watcher): readonly BusinessId[] | 'all' {
  return venue ? [venue.id] : 'all';
}

/** Whether something of that business is the watcher's to see. */
export function isWatched({ venue }: Watcher, businessId: string): boolean {
  return venue === null || venue.id === businessId;
}
