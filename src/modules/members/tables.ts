import { boolean, foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { customRole, membership, user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import { closedList, instant } from '@/platform/db/columns';

const ROLES = ['OWNER', 'MANAGER', 'HOST', 'DOOR'] as const;

/** A link by which one person becomes a member of a venue. */
export const invitation = pgTable(
  'invitation',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    /** For a custom role, its base. */
    role: text('role', { enum: ROLES }).notNull(),
    customRoleId: text('custom_role_id'),
    /** The only address that may accept it, in lower case; null for whoever has the link. */
    email: text('email'),
    /** SHA-256 of the secret in the link. */
    secretHash: text('secret_hash').notNull(),
    createdBy: text('created_by').references(() => user.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    acceptedBy: text('accepted_by').references(() => user.id, { onDelete: 'set null' }),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    index('invitation_age_idx').on(t.expiresAt),
    index('invitation_custom_role_idx').on(t.businessId, t.customRoleId),
    foreignKey({
      name: 'invitation_custom_role_fk',
      columns: [t.businessId, t.customRoleId, t.role],
      foreignColumns: [customRole.businessId, customRole.id, customRole.base],
    }).onUpdate('cascade'),
    closedList('invitation_role_check', t.role, ROLES),
  ],
);

/** A link by which one member, once, sets a new password of their account. */
export const recovery = pgTable(
  'recovery',
  {
    businessId: text('business_id').notNull(),
    id: text('id').notNull(),
    userId: text('user_id').notNull(),
    secretHash: text('secret_hash').notNull(),
    createdBy: text('created_by').references(() => user.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    /** It also switches the second factor off: a person made it for somebody who may have lost the telephone. */
    removesSecondFactor: boolean('removes_second_factor').notNull().default(false),
    /** A newer link of the same member has replaced it. */
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    // A link ends with the membership on whose account it was made.
    foreignKey({
      columns: [t.businessId, t.userId],
      foreignColumns: [membership.businessId, membership.userId],
    }).onDelete('cascade'),
    index('recovery_member_idx').on(t.businessId, t.userId),
    index('recovery_age_idx').on(t.expiresAt),
  ],
);
