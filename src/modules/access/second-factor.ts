import { and, arrayOverlaps, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { business } from '@/modules/venues/tables';
import type { Database, Tx } from '@/platform/db/client';
import { auth } from './auth';
import { can, PERMISSION_NAMES, type Role } from './context';
import { customRole, membership, twoFactor, user } from './tables';
import { stepOf } from './totp';

/** The built-in roles of which a venue can demand a second factor. */
const DEMANDED_ROLES = ['OWNER', 'MANAGER'] as const satisfies Role[];
/** What only they may do: a custom role that holds any of it is demanded one as well. */
const DEMANDING = PERMISSION_NAMES.filter((permission) => !can('HOST', permission));

/** Whether a member lacks the second factor that can be demanded of their role; for a join of `membership`, their custom role and `user`. */
export function lacksDemanded(): SQL | undefined {
  const isDemanded = or(
    inArray(membership.role, [...DEMANDED_ROLES]),
    arrayOverlaps(customRole.permissions, DEMANDING),
  );
  return and(isDemanded, eq(user.twoFactorEnabled, false));
}

/**
 * Whether a member may not enter the venue, which demands a second factor of their role, before they have one; for such
 * a join with `business`.
 */
export function isBarred(): SQL<boolean> {
  const demanded = and(eq(business.requireSecondFactor, true), lacksDemanded());
  return sql<boolean>`coalesce(${demanded}, false)`;
}

/** A value of `two_factor`, encrypted as the auth library does it. */
export async function encryptValue(data: string): Promise<string> {
  const { symmetricEncrypt } = await import('better-auth/crypto');
  return symmetricEncrypt({ key: await libraryKey(), data });
}

export async function decryptValue(data: string): Promise<string> {
  const { symmetricDecrypt } = await import('better-auth/crypto');
  return symmetricDecrypt({ key: await libraryKey(), data });
}

async function libraryKey() {
  return (await (await auth()).$context).secretConfig;
}

/**
 * Uses a code of the authenticator up: of several uses of one code, also at the same moment, the first succeeds, and no
 * code of an earlier step counts any more. `used` for a right code that has been used, `wrong` for any other.
 */
export async function takeCode(
  on: Database | Tx,
  row: Pick<typeof twoFactor.$inferSelect, 'userId' | 'secret'>,
  typed: string,
): Promise<'taken' | 'used' | 'wrong'> {
  const step = stepOf(await decryptValue(row.secret), typed, new Date());
  if (step === null) return 'wrong';
  const isUnused = or(isNull(twoFactor.lastStep), lt(twoFactor.lastStep, step));
  const taken = await on
    .update(twoFactor)
    .set({ lastStep: step })
    .where(and(eq(twoFactor.userId, row.userId), eq(twoFactor.secret, row.secret), isUnused))
    .returning({ id: twoFactor.id });
  return taken.length > 0 ? 'taken' : 'used';
}

/** Switches the second factor of an account off. Returns whether it was on. */
export async function removeSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  await tx.delete(twoFactor).where(eq(twoFactor.userId, userId));
  const isOn = and(eq(user.id, userId), eq(user.twoFactorEnabled, true));
  const rows = await tx.update(user).set({ twoFactorEnabled: false }).where(isOn).returning({ id: user.id });
  return rows.length > 0;
}
