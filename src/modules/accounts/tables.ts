import { foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { membership } from '@/modules/access/tables';
import { instant } from '@/platform/db/columns';

/** A new address of an account, which counts once the link that was sent there is used. */
export const emailChange = pgTable(
  'email_change',
  {
    /** The venue that sends the link; it ends with the membership. */
    businessId: text('business_id').notNull(),
    id: text('id').notNull(),
    userId: text('user_id').notNull(),
    /** In lower case. */
    email: text('email').notNull(),
    /** SHA-256 of the secret in the link. */
    secretHash: text('secret_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    /** A newer change of the same account has replaced it. */
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    foreignKey({
      name: 'email_change_member_fk',
      columns: [t.businessId, t.userId],
      foreignColumns: [membership.businessId, membership.userId],
    }).onDelete('cascade'),
    index('email_change_user_idx').on(t.userId),
    index('email_change_age_idx').on(t.expiresAt),
  ],
);
