import type { SetupAnswer } from '@/modules/access/answers';
import { createAccount, createMember } from '@/modules/access/create-member';
import type { SetupInput } from '@/modules/access/schema';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { createBusiness } from './create-business';
import { claimEmptyInstallation } from './installation';

/**
 * Creates the first owner and venue while no account exists; of several requests at once, one succeeds. No user exists
 * yet who could be authorised: the caller has checked the installation's code. Throws SETUP_DONE.
 */
export async function completeSetup(
  { name, email, businessName, slug, timeZone, cutoffHour }: Omit<SetupInput, 'password'>,
  passwordHash: string,
): Promise<SetupAnswer> {
  return transaction(async (tx) => {
    if (!(await claimEmptyInstallation(tx))) throw new DomainError('SETUP_DONE');
    const fields = { slug: slug ?? slugOf(businessName), name: businessName, timeZone, cutoffHour };
    const venue = await createBusiness(tx, { ...fields, capacityPolicy: 'WARN' }, new Date());
    const userId = await createAccount(tx, { name, email, passwordHash });
    await createMember(tx, venue.id, userId, 'OWNER');
    return { businessId: venue.id, slug: venue.slug };
  });
}

/** "Terraza Ñandú" becomes "terraza-nandu"; a name without Latin letters becomes "local". */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const slug = (words ?? []).join('-').slice(0, 40).replace(/-$/, '');
  return slug.length < 2 ? 'local' : slug;
}
