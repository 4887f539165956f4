import type { Locale } from '@/i18n/locale';
import type { Venue } from '@/modules/venues/venue';
import { DomainError } from '@/platform/errors';

export const ROLES = ['OWNER', 'MANAGER', 'HOST', 'DOOR'] as const;
export type Role = (typeof ROLES)[number];

/** What a request states besides its input, for the verbs that depend on it. */
export interface RequestFacts {
  /** The device's own clock when it sent the request; null when the request did not state it. */
  readonly clock: Date | null;
  /** The `If-Match` header's version, when the caller sent one. */
  readonly ifMatch: number | undefined;
  readonly idempotencyKey: string | undefined;
  /** The origin of this server in a browser, such as `https://aforo.example`. */
  readonly origin: string;
  /** The kind of device that sent the request, in two words; absent in tests that do not set it. */
  readonly device?: string;
  /** The reader's language; absent in tests that do not set it. */
  readonly locale?: Locale;
}

/** The user, venue and time of a request. It is the first parameter of every verb. */
export interface Context {
  readonly venue: Venue;
  readonly userId: string;
  /** What the caller may do: as a member of the venue, by an API key, or as a paired device. */
  readonly role: Rights;
  readonly requestId: string;
  readonly now: Date;
  readonly request: RequestFacts;
  /** Present when a paired device asks. */
  readonly scope?: DeviceScope;
}

/** What a paired device is for; `profiles.ts` says what each may do. */
export const PROFILES = ['SCAN', 'SCAN_LIST', 'CLICKER', 'EXIT'] as const;
export type Profile = (typeof PROFILES)[number];

/** A paired device, and where it may count. */
export interface DeviceScope {
  readonly id: string;
  readonly profile: Profile;
  /** Empty for every gate of the venue. */
  readonly gateIds: readonly string[];
  /** When its access ended, for one that hands over what it still holds. */
  readonly endedAt?: Date;
}

/** On whose behalf a row is written: a member's context, or a system job, which has no user and no language. */
export type Author = Pick<Context, 'venue' | 'requestId' | 'now'> & {
  readonly userId: string | null;
  readonly request?: Pick<RequestFacts, 'locale'>;
};

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
  'members.manage': ['OWNER', 'MANAGER'],
  'audit.read': ['OWNER', 'MANAGER'],
  'keys.manage': ['OWNER', 'MANAGER'],
  'devices.manage': ['OWNER', 'MANAGER'],
  'settings.read': ['OWNER', 'MANAGER'],
  'settings.write': ['OWNER'],
  'venues.create': ['OWNER'],
  /** No member's: an operator may do everything that a console offers. */
  'venues.suspend': [],
  /** No member's: a paired device without the list follows how many are inside, and never who. */
  'door.follow': [],
  'messages.manage': ['OWNER', 'MANAGER'],
  'privacy.manage': ['OWNER'],
  'demo.erase': ['OWNER'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

/** What no API key may do: make other keys, devices or venues, forget a guest, or decide over a whole venue or installation. */
const PEOPLE_ONLY = [
  'keys.manage',
  'devices.manage',
  'door.follow',
  'venues.create',
  'venues.suspend',
  'privacy.manage',
  'demo.erase',
] as const satisfies Permission[];
export type KeyPermission = Exclude<Permission, (typeof PEOPLE_ONLY)[number]>;
export function isForKeys(permission: Permission): permission is KeyPermission {
  return !PEOPLE_ONLY.some((kept) => kept === permission);
}
/** The permissions that an API key may have. */
export const KEY_PERMISSIONS = PERMISSION_NAMES.filter(isForKeys);

/** What somebody may do: what a built-in role may, or a set: that of a venue's own role, of an API key, or of a paired device. */
export type Rights = Role | ReadonlySet<Permission>;

export function can(rights: Rights, permission: Permission): boolean {
  return typeof rights === 'string'
    ? (PERMISSIONS[permission] as readonly Role[]).includes(rights)
    : rights.has(permission);
}

/** Throws FORBIDDEN. */
export function authorize(ctx: Context, permission: Permission): void {
  if (!can(ctx.role, permission)) throw new DomainError('FORBIDDEN');
}
