import { sql } from 'drizzle-orm';
import { foreignKey, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { reservation } from '@/modules/reservations/tables';
import { business } from '@/modules/venues/tables';
import { instant } from '@/platform/db/columns';

/**
 * Ed25519 keys that sign passes, one active per business. `keyId` is unique in the whole system and is part of the
 * token.
 */
export const passKey = pgTable(
  'pass_key',
  {
    keyId: text('key_id').primaryKey(),
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    /** Raw 32 bytes, base64url. */
    publicKey: text('public_key').notNull(),
    /** PKCS#8, sealed with AES-256-GCM under a key derived from AFORO_SECRET. */
    sealedPrivateKey: text('sealed_private_key').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    retiredAt: instant('retired_at'),
  },
  (t) => [uniqueIndex('pass_key_active_idx').on(t.businessId).where(sql`${t.retiredAt} is null`)],
);

export const qrPass = pgTable(
  'qr_pass',
  {
    businessId: text('business_id').notNull(),
    id: text('id').notNull(),
    reservationId: text('reservation_id').notNull(),
    keyId: text('key_id')
      .notNull()
      .references(() => passKey.keyId),
    /** The generation: counts the passes of one reservation: 1, 2, … */
    epoch: integer('epoch').notNull(),
    notBefore: instant('not_before').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    foreignKey({ columns: [t.businessId, t.reservationId], foreignColumns: [reservation.businessId, reservation.id] }),
    uniqueIndex('qr_pass_active_idx').on(t.businessId, t.reservationId).where(sql`${t.revokedAt} is null`),
    uniqueIndex('qr_pass_epoch_idx').on(t.businessId, t.reservationId, t.epoch),
  ],
);
