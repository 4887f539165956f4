import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { business } from '@/modules/venues/tables';
import { closedList, instant } from '@/platform/db/columns';

/**
 * Tables of the auth library (Better Auth core schema and its two-factor plugin). `operator`, `locale` and `notices` are ours;
 * what a person changes of their account is written by our own verbs, so that it commits with its audit.
 */
export const user = pgTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  /** Whether a sign-in asks for a code besides the password. */
  twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
  /** May see the console of every venue. It can be set only on the server's machine (set-operator.ts). */
  operator: boolean('operator').notNull().default(false),
  /** The language that the user chose, `es` or `en`; null follows the browser. The auth library does not use it. */
  locale: text('locale'),
  /** Which notices about the work of others the user wants on the list: `all`, `important` or `none`; null is `all`. */
  notices: text('notices'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

export const session = pgTable(
  'session',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [index('session_user_idx').on(t.userId)],
);

export const account = pgTable(
  'account',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('account_provider_idx').on(t.providerId, t.accountId)],
);

export const verification = pgTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** The second factor of an account: one row at most, also while it is being switched on. */
export const twoFactor = pgTable('two_factor', {
  id: text('id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .unique()
    .references(() => user.id, { onDelete: 'cascade' }),
  /** Encrypted by the library, as are the recovery codes. */
  secret: text('secret').notNull(),
  backupCodes: text('backup_codes').notNull(),
  /** False until a first code has confirmed it. */
  verified: boolean('verified').notNull().default(true),
  failedVerificationCount: integer('failed_verification_count').notNull().default(0),
  lockedUntil: instant('locked_until'),
  /** Ours: the time step (RFC 6238) of the newest code that was accepted. A code is accepted once. */
  lastStep: integer('last_step'),
});

const ROLES = ['OWNER', 'MANAGER', 'HOST', 'DOOR'] as const;
const BASES = ['MANAGER', 'HOST', 'DOOR'] as const;

/** A role that a venue has made for itself. */
export const customRole = pgTable(
  'custom_role',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    name: text('name').notNull(),
    permissions: text('permissions').array().notNull(),
    /** The largest built-in role that it covers; its members have it in the eyes of a process of the version before. */
    base: text('base', { enum: BASES }).notNull(),
    version: bigint('version', { mode: 'number' }).notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    uniqueIndex('custom_role_name_idx').on(t.businessId, sql`lower(${t.name})`),
    unique('custom_role_base_key').on(t.businessId, t.id, t.base),
    closedList('custom_role_base_check', t.base, BASES),
  ],
);

export const membership = pgTable(
  'membership',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    /** For a member with a custom role, its base. */
    role: text('role', { enum: ROLES }).notNull(),
    customRoleId: text('custom_role_id'),
    /** The member has put the guide of the first steps away. */
    guideHidden: boolean('guide_hidden').notNull().default(false),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.userId] }),
    index('membership_user_idx').on(t.userId),
    index('membership_custom_role_idx').on(t.businessId, t.customRoleId),
    // A member's role is the base of their custom role: the database itself writes a new base into it.
    foreignKey({
      name: 'membership_custom_role_fk',
      columns: [t.businessId, t.customRoleId, t.role],
      foreignColumns: [customRole.businessId, customRole.id, customRole.base],
    }).onUpdate('cascade'),
    closedList('membership_role_check', t.role, ROLES),
  ],
);
