import type { Venue } from '@/modules/venues/venue';
import { DomainError } from '@/platform/errors';

export const ROLES = ['OWNER', 'MANAGER', 'HOST', 'DOOR'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks, for which venue, when. Every verb takes it first. */
export interface Context {
  readonly venue: Venue;
  readonly userId: string;
  readonly role: Role;
  readonly requestId: string;
  readonly now: Date;
  /** The device's own clock as it sent the request; null when it did not say. */
  readonly clock: Date | null;
  /** The `If-Match` header's version, when the caller sent one. */
  readonly ifMatch: number | undefined;
  readonly idempotencyKey: string | undefined;
  /** What a browser shows for this server, `https://aforo.example`. */
  readonly origin: string;
  /** What the request came from, in two words; absent in jobs and tests that say none. */
  readonly device?: string;
}

/** On whose behalf a row is written: a member's context, or a job of the system, which has no user. */
export type Author = Pick<Context, 'venue' | 'requestId' | 'now'> & { readonly userId: string | null };

const PERMISSIONS = {
  'reservations.read': ['OWNER', 'MANAGER', 'HOST', 'DOOR'],
  'reservations.read-any-day': ['OWNER', 'MANAGER', 'HOST'],
  'reservations.read-personal': ['OWNER', 'MANAGER', 'HOST'],
  'reservations.write': ['OWNER', 'MANAGER', 'HOST'],
  'reservations.reopen': ['OWNER', 'MANAGER'],
  'reservations.correct-closed': ['OWNER', 'MANAGER'],
  'attendance.count': ['OWNER', 'MANAGER', 'HOST', 'DOOR'],
  'attendance.undo-any': ['OWNER', 'MANAGER', 'HOST'],
  'attendance.force': ['OWNER', 'MANAGER', 'HOST'],
  'history.read': ['OWNER', 'MANAGER', 'HOST'],
  'passes.read': ['OWNER', 'MANAGER', 'HOST'],
  'passes.rotate': ['OWNER', 'MANAGER', 'HOST'],
  'monitor.use': ['OWNER', 'MANAGER'],
  'demo.erase': ['OWNER'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

export function can(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

/** Throws FORBIDDEN. */
export function authorize(ctx: Context, permission: Permission): void {
  if (!can(ctx.role, permission)) throw new DomainError('FORBIDDEN');
}
