import { can, type Rights, ROLES, type Role } from '@/modules/access/context';
import { covers } from '@/modules/access/rules';

/**
 * Whether a member, or an API key, with the rights `granter` may give, change and take a role with the rights `role`:
 * nobody grants what they lack.
 */
export function mayGrant(granter: Rights, role: Rights): boolean {
  return can(granter, 'members.manage') && covers(granter, role);
}

/** The built-in roles that the granter may give, change and take. */
export function grantableRoles(granter: Rights): readonly Role[] {
  return ROLES.filter((role) => mayGrant(granter, role));
}

/** Whether a member of the role `upper` may take over an account of the role `lower`, as by a recovery link. */
export function outranks(upper: Rights, lower: Rights): boolean {
  return covers(upper, lower) && !covers(lower, upper);
}
