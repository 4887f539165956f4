import { and, asc, desc, eq, gte } from 'drizzle-orm';
import type { z } from 'zod';
import { type Context, can } from '@/modules/access/context';
import { bookingPage } from '@/modules/booking/tables';
import { readCursor } from '@/modules/events/reads';
import { readFacts } from '@/modules/reservations/read-facts';
import { isDayVisible } from '@/modules/reservations/reads';
import { businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { EntryLink, Waitlist, Waits } from './answers';
import { channelOf } from './create-offer';
import { entryPath } from './entry-link';
import { showEntry } from './events';
import { judgeWaits } from './judge-wait';
import { type EntryRow, readEntry, toEntry } from './rows';
import type { EntryId, ListWaitlistInput } from './schema';
import { waitlistEntry } from './tables';

/** Who waits, night by night and in their order: for one night, else for tonight and later. Throws FORBIDDEN for a night that the member may not see. */
export async function listWaitlist(ctx: Context, { day }: ListWaitlistInput): Promise<z.infer<typeof Waitlist>> {
  if (day !== undefined && !isDayVisible(ctx, day)) throw new DomainError('FORBIDDEN');
  const today = businessDayOf(ctx.now, ctx.venue);
  const only = day ?? (can(ctx.role, 'reservations.read-any-day') ? undefined : today);
  return snapshot(async (tx) => {
    const isAsked = only === undefined ? gte(waitlistEntry.businessDay, today) : eq(waitlistEntry.businessDay, only);
    const rows = await readInTurn(tx, ctx.venue.id, isAsked);
    const [venue] = await tx
      .select({ offers: business.waitlistOffers })
      .from(business)
      .where(eq(business.id, ctx.venue.id));
    if (!venue) throw new DomainError('NOT_FOUND');
    const entries = rows.map((row) => showEntry(toEntry(row), ctx.role));
    return { entries, offers: venue.offers, cursor: await readCursor(tx, ctx) };
  });
}

/** Entries night by night; of a night, whose turn comes first stands first. */
export function readInTurn(tx: Tx, businessId: string, which: ReturnType<typeof and>): Promise<EntryRow[]> {
  return tx
    .select()
    .from(waitlistEntry)
    .where(and(eq(waitlistEntry.businessId, businessId), which))
    .orderBy(
      ...[asc(waitlistEntry.businessDay), desc(waitlistEntry.priority)],
      ...[asc(waitlistEntry.createdAt), asc(waitlistEntry.id)],
    );
}

/** How long the parties that wait for tonight will probably wait, by their order. */
export function readWaits(ctx: Context): Promise<Waits> {
  const day = businessDayOf(ctx.now, ctx.venue);
  return snapshot(async (tx) => {
    const rows = await readInTurn(
      tx,
      ctx.venue.id,
      and(eq(waitlistEntry.businessDay, day), eq(waitlistEntry.state, 'WAITING')),
    );
    const parties = rows.map(({ id, guestCount, source }) => ({ id, guestCount, channel: channelOf(source) }));
    const waits = parties.length === 0 ? new Map() : judgeWaits(await readFacts(tx, ctx, day), day, parties, ctx.now);
    return { at: ctx.now.toISOString(), waits: parties.map(({ id }) => ({ id, wait: waits.get(id) ?? null })) };
  });
}

/** The page of a party, to be handed to it; null where the venue has no public page. Throws NOT_FOUND. */
export async function findLink(ctx: Context, { id }: EntryId): Promise<EntryLink> {
  return snapshot(async (tx) => {
    const row = await readEntry(tx, ctx.venue.id, id);
    const [page] = await tx
      .select({ id: bookingPage.businessId })
      .from(bookingPage)
      .where(eq(bookingPage.businessId, ctx.venue.id));
    return { url: page ? ctx.request.origin + entryPath(ctx.venue.slug, row) : null };
  });
}
