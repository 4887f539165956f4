import { and, eq, type SQL, sql } from 'drizzle-orm';
import { customRole, membership } from './tables';

/** The custom role of a member, for a join with `membership`. */
export function isOwnRole(): SQL | undefined {
  return and(eq(customRole.businessId, membership.businessId), eq(customRole.id, membership.customRoleId));
}

/** How the audit and the console name a member's role, in such a join: by the role's name, or the built-in one's code. */
export function roleTitle(): SQL<string> {
  return sql<string>`coalesce(${customRole.name}, ${membership.role})`;
}
