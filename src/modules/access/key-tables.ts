import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { business } from '@/modules/venues/tables';
import { instant } from '@/platform/db/columns';
import { user } from './tables';

/** A key by which a program acts in one venue. Rows stay when a key has ended, because the trail names it. */
export const apiKey = pgTable(
  'api_key',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** The account as which the key acts: it has the key's name, no password and no membership. */
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    /** SHA-256 of the secret in the key. */
    secretHash: text('secret_hash').notNull(),
    permissions: text('permissions').array().notNull(),
    /** The key may do no more than this person may in the venue. */
    createdBy: text('created_by').references(() => user.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    /** To the minute. */
    usedAt: instant('used_at'),
  },
  (t) => [primaryKey({ columns: [t.businessId, t.id] }), index('api_key_maker_idx').on(t.businessId, t.createdBy)],
);
