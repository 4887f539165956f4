import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { business } from '@/modules/venues/tables';
import { closedList, instant } from '@/platform/db/columns';
import { user } from './tables';

const PROFILES = ['SCAN', 'SCAN_LIST', 'CLICKER', 'EXIT'] as const;

/** A phone at the door that acts without a person's account. Rows stay when a device is revoked: what it counted before is still taken. */
export const pairedDevice = pgTable(
  'paired_device',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** The account as which the device acts: it has the device's name, no password and no membership. */
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    profile: text('profile', { enum: PROFILES }).notNull(),
    /** Where it may count; empty for every gate. */
    gateIds: text('gate_ids').array().notNull(),
    /** When it ends by itself. */
    validUntil: instant('valid_until'),
    createdBy: text('created_by').references(() => user.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Hashes of the newest pairing's token and code. They stay when it was used, so that a second phone is told so. */
    pairTokenHash: text('pair_token_hash').notNull(),
    pairCodeHash: text('pair_code_hash').notNull(),
    pairExpiresAt: instant('pair_expires_at').notNull(),
    /** When the newest pairing was used. */
    pairUsedAt: instant('pair_used_at'),
    /** Of the phone that is paired now: each pairing has its own. Null before the first. */
    sessionId: text('session_id'),
    /** SHA-256 of the secret in the cookie, and of the one before, which serves until the phone has sent the new one. */
    secretHash: text('secret_hash'),
    previousHash: text('previous_hash'),
    rotatedAt: instant('rotated_at'),
    /** Of the phones that were paired before: what they still hold is taken, and nothing else. */
    endedHashes: text('ended_hashes').array().notNull().default([]),
    pairedAt: instant('paired_at'),
    revokedAt: instant('revoked_at'),
    /** What the phone last told of itself. */
    seenAt: instant('seen_at'),
    queued: integer('queued'),
    appVersion: text('app_version'),
    /** In percent. */
    battery: integer('battery'),
    /** How many events of the venue it had not seen yet. */
    behind: integer('behind'),
    /** When the venue's screens were last told of that. */
    toldAt: instant('told_at'),
    /** The sequence of the event that last changed it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    index('paired_device_code_idx').on(t.pairCodeHash),
    closedList('paired_device_profile_check', t.profile, PROFILES),
  ],
);
