import { and, eq, ne, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { membership, user } from '@/modules/access/tables';
import { changeClock } from '@/modules/reservations/change-clock';
import { SEND_REMINDERS } from '@/modules/reservations/schedule-reminder';
import { business, venueLogo } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { sqlState } from '@/platform/db/sql-state';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { scheduleJob } from '@/platform/jobs/schedule-job';
import type { Settings } from './answers';
import { recordVenueChange } from './change';
import { type CheckedChange, checkBrand, type LogoContent } from './check-brand';
import { readRow, toSettings } from './reads';
import { changedFields, changesClock, type EditedFields, pickFrom, type SettingsRow } from './rules';
import type { SettingsInput } from './schema';

const UNIQUE_VIOLATION = '23505';

/**
 * Writes the given settings, in force on every screen of the venue within a second. With another zone or another end of
 * the day, reservations of tonight and later keep the time on the clock (change-clock.ts). When nothing differs, nothing
 * is written. Whoever demands a second factor has one. Throws VERSION_CONFLICT with the current settings, SLUG_TAKEN,
 * ACCENT_CONTRAST, LOGO_REFUSED, SECOND_FACTOR_REQUIRED, and FORBIDDEN for an API key that changes that demand.
 */
export async function updateSettings(ctx: Context, input: SettingsInput): Promise<Settings> {
  const checked = checkBrand(input);
  try {
    return await transaction((tx) => update(tx, ctx, checked));
  } catch (error) {
    // The slug is the only value that must be unique, and another venue has taken it meanwhile.
    throw sqlState(error) === UNIQUE_VIOLATION ? new DomainError('SLUG_TAKEN', { cause: error }) : error;
  }
}

async function update(tx: Tx, ctx: Context, { change, logo }: CheckedChange): Promise<Settings> {
  const { id } = ctx.venue;
  // A lock of its own: that of the row is taken after those of the reservations.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('settings'), hashtext(${id}))`);
  const before = await readRow(tx, id);
  requireVersion(ctx, before);
  const changed = changedFields(before, change);
  if (Object.keys(changed).length === 0) return toSettings(before);
  if (changed.requireSecondFactor !== undefined) await requireOwnFactor(tx, ctx, changed.requireSecondFactor);
  if (changed.slug !== undefined) await requireFreeSlug(tx, id, changed.slug);
  const after: SettingsRow = { ...before, ...changed };
  if (changesClock(changed)) await changeClock(tx, { ...ctx, venue: { ...ctx.venue, ...after, id } }, before);
  if (changed.logoHash !== undefined) await writeLogo(tx, id, logo);
  if (changed.reminderHours) await scheduleJob(tx, SEND_REMINDERS, id, ctx.now);
  // The number of the event that is written next.
  const settingsVersion = sql<number>`${business.eventSeq} + 1`;
  await tx
    .update(business)
    .set({ ...changed, settingsVersion })
    .where(eq(business.id, id));
  const names = Object.keys(changed) as (keyof EditedFields)[];
  const version = await recordVenueChange(tx, ctx, {
    action: 'venue.settings-changed',
    before: Object.fromEntries(names.map(pickFrom(before))),
    after: changed,
  });
  return toSettings({ ...after, settingsVersion: version });
}

async function writeLogo(tx: Tx, businessId: string, logo: LogoContent | null): Promise<void> {
  if (logo) {
    const row = tx.insert(venueLogo).values({ businessId, ...logo });
    await row.onConflictDoUpdate({ target: venueLogo.businessId, set: logo });
  } else await tx.delete(venueLogo).where(eq(venueLogo.businessId, businessId));
}

function requireVersion({ request }: Context, row: SettingsRow): void {
  if (request.ifMatch === undefined || request.ifMatch === row.settingsVersion) return;
  throw new DomainError('VERSION_CONFLICT', { extra: { current: toSettings(row) } });
}

/** An API key is no member and cannot have a second factor, so it decides nothing about it. */
async function requireOwnFactor(tx: Tx, { venue, userId }: Context, isDemanded: boolean): Promise<void> {
  const [own] = await tx
    .select({ isOn: user.twoFactorEnabled })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(and(eq(membership.businessId, venue.id), eq(membership.userId, userId)));
  if (!own) throw new DomainError('FORBIDDEN');
  if (isDemanded && !own.isOn) throw new DomainError('SECOND_FACTOR_REQUIRED');
}

async function requireFreeSlug(tx: Tx, id: string, slug: string): Promise<void> {
  const [other] = await tx
    .select({ id: business.id })
    .from(business)
    .where(and(eq(business.slug, slug), ne(business.id, id)));
  if (other) throw new DomainError('SLUG_TAKEN');
}
