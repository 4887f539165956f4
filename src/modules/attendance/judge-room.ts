import { eq } from 'drizzle-orm';
import { type Context, can } from '@/modules/access/context';
import { business } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import { balanceOf, readGates } from './reads';
import { isBounded } from './rules';

/** What a manager adds to let more people in than the venue holds. */
export interface Override {
  readonly force?: boolean | undefined;
  readonly reason?: string | undefined;
}

export interface Full {
  readonly refusal: 'VENUE_FULL';
  readonly needs: 'manager' | 'reason';
  readonly inside: number;
  readonly capacity: number;
}

/**
 * Whether `delta` more people of a night may come in, by what the venue holds; `overridden` when only the override lets
 * them. Where a limit is in force it locks the venue's sequence until the transaction ends, so that gates that count at
 * once are judged one after the other. A lock of a reservation is taken before.
 */
export async function judgeRoom(
  tx: Tx,
  ctx: Context,
  day: string,
  delta: number,
  override: Override,
): Promise<Full | { readonly overridden: boolean }> {
  const { venue } = ctx;
  if (delta <= 0 || venue.capacity === null || !isBounded(venue)) return { overridden: false };
  await lockVenue(tx, venue.id);
  const inside = Math.max(0, balanceOf(await readGates(tx, venue.id, day)));
  if (inside + delta <= venue.capacity) return { overridden: false };
  const full = fullVenue(ctx, inside);
  if (!override.force || !can(ctx.role, 'attendance.force')) return full;
  return override.reason ? { overridden: true } : { ...full, needs: 'reason' };
}

/** The refusal of people whom only a manager may let in; without a limit, the venue holds those who are inside. */
export function fullVenue({ venue }: Context, inside: number): Full {
  return { refusal: 'VENUE_FULL', needs: 'manager', inside, capacity: venue.capacity ?? inside };
}

/** The venues that a transaction has locked. */
const locked = new WeakMap<Tx, Set<string>>();

/** The venue's sequence is free again when the transaction ends: until then nothing else is counted. */
export async function lockVenue(tx: Tx, businessId: string): Promise<void> {
  const held = locked.get(tx) ?? new Set();
  if (held.has(businessId)) return;
  await tx.select({ id: business.id }).from(business).where(eq(business.id, businessId)).for('no key update');
  locked.set(tx, held.add(businessId));
}

/** The refusal where there is no reservation to show. */
export function refuseFull({ inside, capacity, needs }: Full): DomainError {
  return new DomainError('VENUE_FULL', { extra: { inside, capacity, needs } });
}
