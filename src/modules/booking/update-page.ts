import { eq, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { auditInsert } from '@/modules/audit/write-audit';
import { EVENT_SEQ, emit, type RowDraft } from '@/modules/events/emit';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { BookingPage } from './answers';
import { readPageRow } from './reads';
import type { BookingPageInput } from './schema';
import { bookingPage, bookingPolicy } from './tables';

/**
 * Writes the given settings of the page on which guests book, in force for the next one. Terms that change are a new version, and those
 * that guests have accepted stay. When nothing differs, nothing is written. Throws VERSION_CONFLICT with the current settings.
 */
export function updatePage(ctx: Context, input: BookingPageInput): Promise<BookingPage> {
  const { id } = ctx.venue;
  return transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('booking-page'), hashtext(${id}))`);
    const { shown, row } = await readPageRow(tx, id);
    const { ifMatch } = ctx.request;
    if (ifMatch !== undefined && ifMatch !== shown.version)
      throw new DomainError('VERSION_CONFLICT', { extra: { current: shown } });
    const given = Object.entries(input).filter(([, value]) => value !== undefined);
    const names = given.map(([name]) => name as keyof BookingPageInput);
    const changed = names.filter((name) => JSON.stringify(shown[name]) !== JSON.stringify(input[name]));
    if (row && changed.length === 0) return shown;
    const wanted: BookingPage = { ...shown, ...Object.fromEntries(given) };
    const isNewPolicy = !row || changed.includes('policy') || changed.includes('marketing');
    const policyVersion = isNewPolicy ? shown.policyVersion + 1 : shown.policyVersion;
    if (isNewPolicy) {
      const { policy, marketing } = wanted;
      const version = { businessId: id, version: policyVersion, policy, marketing, createdAt: ctx.now };
      await tx.insert(bookingPolicy).values(version);
    }
    const { open, maxParty, greeting, depositAmount, depositText, depositUrl } = wanted;
    const values = { open, maxParty, greeting, depositAmount, depositText, depositUrl, policyVersion };
    if (!row) await tx.insert(bookingPage).values({ businessId: id, ...values });
    else await tx.update(bookingPage).set(values).where(eq(bookingPage.businessId, id));
    const pick = (from: BookingPage) => Object.fromEntries(changed.map((name) => [name, from[name]]));
    const audit = { action: 'venue.page-changed', entity: 'venue', entityId: id } as const;
    const event: RowDraft = { type: 'venue-changed', id, row: { id } };
    const version = await emit(tx, id, event, {
      subject: { kind: 'venue', id },
      bump: { table: bookingPage, values: { version: EVENT_SEQ }, where: { businessId: id } },
      inserts: [auditInsert(ctx, { ...audit, before: row ? pick(shown) : null, after: pick(wanted) })],
    });
    return { ...wanted, policyVersion, version };
  });
}
