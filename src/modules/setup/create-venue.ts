import { eq, like, or } from 'drizzle-orm';
import type { SetupAnswer } from '@/modules/access/answers';
import type { Context } from '@/modules/access/context';
import { createMember } from '@/modules/access/create-member';
import type { NewVenueInput } from '@/modules/access/schema';
import { recordVenueChange } from '@/modules/settings/change';
import { SLUG } from '@/modules/venues/rules';
import { business } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { slugOf } from './complete-setup';
import { createBusiness } from './create-business';
import { lockInstallation } from './installation';

/**
 * Creates another venue, whose owner is the caller. Beside a demo venue it belongs to the demo, and is erased with it.
 * Throws SLUG_TAKEN for a short name that was given and is used.
 */
export async function createVenue(ctx: Context, { slug, ...input }: NewVenueInput): Promise<SetupAnswer> {
  return transaction(async (tx) => {
    await lockInstallation(tx);
    const wanted = slug ?? slugOf(input.name);
    const taken = await takenSlugs(tx, wanted);
    if (slug !== undefined && taken.has(slug)) throw new DomainError('SLUG_TAKEN');
    const fields = { ...input, slug: firstFree(wanted, taken), demo: ctx.venue.demo };
    const venue = await createBusiness(tx, { ...fields, capacityPolicy: 'WARN' }, ctx.now);
    await createMember(tx, venue.id, ctx.userId, 'OWNER');
    const { name, timeZone, cutoffHour } = venue;
    await recordVenueChange(
      tx,
      { ...ctx, venue },
      {
        ...{ action: 'venue.created', before: null },
        after: { name, slug: venue.slug, timeZone, cutoffHour, owner: ctx.userId },
      },
    );
    return { businessId: venue.id, slug: venue.slug };
  });
}

async function takenSlugs(tx: Tx, wanted: string): Promise<Set<string>> {
  const rows = await tx
    .select({ slug: business.slug })
    .from(business)
    .where(or(eq(business.slug, wanted), like(business.slug, `${wanted.slice(0, SLUG.longest - 5)}%`)));
  return new Set(rows.map(({ slug }) => slug));
}

/** `terraza`, else `terraza-2`, `terraza-3`, … */
function firstFree(wanted: string, taken: ReadonlySet<string>): string {
  const stem = wanted.slice(0, SLUG.longest - 5).replace(/-$/, '');
  let free = wanted;
  for (let n = 2; taken.has(free); n++) free = `${stem}-${n}`;
  return free;
}
