import { randomUUID } from 'node:crypto';
import type { Tx } from '@/platform/db/client';
import type { Role } from './context';
import { account, membership, user } from './tables';

export interface NewAccount {
  readonly name: string;
  /** Lower case, as the auth library stores and seeks it. */
  readonly email: string;
  /** Made by the auth library's own hashing. */
  readonly passwordHash: string;
}

/** An account that signs in with e-mail and password. Written here so that it commits or fails with its membership. */
export async function createAccount(tx: Tx, { name, email, passwordHash }: NewAccount): Promise<string> {
  const userId = randomUUID();
  await tx.insert(user).values({ id: userId, name, email: email.toLowerCase(), emailVerified: true });
  await tx
    .insert(account)
    .values({ id: randomUUID(), accountId: userId, providerId: 'credential', userId, password: passwordHash });
  return userId;
}

/** Makes a user one of a venue's people. */
export async function createMember(tx: Tx, businessId: string, userId: string, role: Role): Promise<void> {
  await tx.insert(membership).values({ businessId, userId, role });
}
