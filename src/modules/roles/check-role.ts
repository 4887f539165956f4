import { eq, sql } from 'drizzle-orm';
import { LOCALES } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { type Context, type Permission, ROLES } from '@/modules/access/context';
import { customRole } from '@/modules/access/tables';
import { mayGrant } from '@/modules/members/rules';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';

/** How many roles of its own one venue can have. */
const MAX_ROLES = 50;

/** Throws FORBIDDEN for a permission that the caller lacks. */
export function requireGrantable(ctx: Context, permissions: readonly Permission[]): void {
  if (!mayGrant(ctx.role, new Set(permissions))) throw new DomainError('FORBIDDEN');
}

/**
 * Lets no other request write a role of the venue until the end of the transaction. Throws ROLE_NAME_TAKEN for a name
 * that another role has, whatever its case, or by which a built-in role is known in any language; and RATE_LIMITED for
 * one role more than a venue can have.
 *
 * @param ownId of the role that is changed; null for a new one
 */
export async function requireFreeName(tx: Tx, { venue }: Context, name: string, ownId: string | null): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('roles'), hashtext(${venue.id}))`);
  const rows = await tx
    .select({ id: customRole.id, name: customRole.name })
    .from(customRole)
    .where(eq(customRole.businessId, venue.id));
  const others = rows.filter(({ id }) => id !== ownId);
  const taken = [...others.map((row) => row.name), ...builtInNames()].map(folded);
  if (taken.includes(folded(name))) throw new DomainError('ROLE_NAME_TAKEN');
  if (ownId === null && rows.length >= MAX_ROLES) throw new DomainError('RATE_LIMITED');
}

function builtInNames(): string[] {
  return [...ROLES, ...LOCALES.flatMap((locale) => Object.values(MESSAGES[locale].people.roles))];
}

function folded(name: string): string {
  return name.toLowerCase();
}
