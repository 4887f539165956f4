import { randomUUID } from 'node:crypto';
import type { Tx } from '@/platform/db/client';
import type { Role } from './context';
import { account, membership, user } from './tables';

export interface NewAccount {
  readonly name: string;
  /** In lower case, as the auth library stores and looks it up. */
  readonly email: string;
  /** Made by the auth library's own hash function. */
  readonly passwordHash: string;
}

/**
 * Creates an account that signs in with e-mail and password. It is written here so that it commits or rolls back with
 * its membership.
 */
export async function createAccount(tx: Tx, { name, email, passwordHash }: NewAccount): Promise<string> {
  const userId = randomUUID();
  await tx.insert(user).values({ id: userId, name, email: email.toLowerCase(), emailVerified: true });
  await tx
    .insert(account)
    .values({ id: randomUUID(), accountId: userId, providerId: 'credential', userId, password: passwordHash });
  return userId;
}

/** Adds a user to a venue as a member; `role` is the base of `customRoleId`, where that is given. */
export async function createMember(
  tx: Tx,
  businessId: string,
  userId: string,
  role: Role,
  customRoleId: string | null = null,
): Promise<void> {
  await tx.insert(membership).values({ businessId, userId, role, customRoleId });
}
