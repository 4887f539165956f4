import { eq } from 'drizzle-orm';
import { parseLocale } from '@/i18n/locale';
import type { Context } from '@/modules/access/context';
import { readCursor } from '@/modules/events/reads';
import { logoPath } from '@/modules/venues/find-brand';
import { business } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { Settings, SettingsAnswer } from './answers';
import { keptDaysOf, type SettingsRow } from './rules';

/** The settings of the venue, with the cursor of the same snapshot. */
export async function readSettings(ctx: Context): Promise<SettingsAnswer> {
  return snapshot(async (tx) => ({
    ...toSettings(await readRow(tx, ctx.venue.id)),
    cursor: await readCursor(tx, ctx),
  }));
}

/** Throws NOT_FOUND. */
export async function readRow(tx: Tx, businessId: string): Promise<SettingsRow> {
  const [row] = await tx.select().from(business).where(eq(business.id, businessId));
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}

export function toSettings(row: SettingsRow): Settings {
  const { id, name, slug, address, timeZone, cutoffHour, capacity, capacityPolicy, lateToleranceMinutes } = row;
  return {
    ...{ businessId: id, name, slug, address, timeZone, cutoffHour, capacity, capacityPolicy, lateToleranceMinutes },
    occupancyPolicy: row.occupancyPolicy,
    waitlistOffers: row.waitlistOffers,
    walkInCategories: [...(row.walkInCategories ?? [])],
    reminderHours: row.reminderHours,
    locale: parseLocale(row.locale),
    requireSecondFactor: row.requireSecondFactor,
    retention: keptDaysOf(row),
    accent: row.accent,
    logo: logoPath(id, row.logoHash),
    version: row.settingsVersion,
  };
}
