import { can, PERMISSION_NAMES, type Permission, type Rights, type Role } from './context';

/** Whether everything that `lower` may do, `upper` may do as well. */
export function covers(upper: Rights, lower: Rights): boolean {
  return PERMISSION_NAMES.every((permission) => !can(lower, permission) || can(upper, permission));
}

/** What a member's own role is called; its base is a role of `context.ts`. */
export interface RoleName {
  readonly id: string;
  readonly name: string;
}

/** What a custom role may hold: all but what is the operator's or a paired device's alone. */
export type RolePermission = Exclude<Permission, 'venues.suspend' | 'door.follow'>;
const isForRoles = (permission: Permission): permission is RolePermission => can('OWNER', permission);
/** The permissions that a custom role may hold. */
export const ROLE_PERMISSIONS = PERMISSION_NAMES.filter(isForRoles);
/** What every custom role holds, so that the door is every member's, and each has a built-in role for its base. */
export const LEAST_PERMISSIONS = ROLE_PERMISSIONS.filter((permission) => can('DOOR', permission));

/** The built-in roles that can be a base, the largest first. Nobody with a custom role is an owner. */
const BASES = ['MANAGER', 'HOST', 'DOOR'] as const satisfies Role[];
export type Base = (typeof BASES)[number];

/** The largest built-in role that the set covers. */
export function baseOf(permissions: ReadonlySet<Permission>): Base {
  return BASES.find((role) => covers(permissions, role)) ?? 'DOOR';
}

/** What a member may do: `own` holds the permissions of their custom role, null for a built-in role. */
export function rightsOfMember(role: Role, own: readonly string[] | null): Rights {
  return own === null ? role : new Set(ROLE_PERMISSIONS.filter((permission) => own.includes(permission)));
}
