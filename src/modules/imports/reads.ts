import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { readCursor } from '@/modules/events/reads';
import { live } from '@/modules/reservations/reads';
import { reservation } from '@/modules/reservations/tables';
import type { Venue } from '@/modules/venues/venue';
import type { Database, Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ImportList, OneImport } from './answers';
import { toImport } from './change';
import { keysOf } from './judge-rows';
import type { ImportId } from './schema';
import { importRow, reservationImport } from './tables';

const SHOWN = 100;

/** The venue's imports, the newest first. */
export function listImports(ctx: Context): Promise<ImportList> {
  return snapshot(async (tx) => {
    const rows = await withAuthor(tx)
      .where(eq(reservationImport.businessId, ctx.venue.id))
      .orderBy(desc(reservationImport.createdAt))
      .limit(SHOWN);
    return { imports: rows.map(({ row, by }) => toImport(row, by)), cursor: await readCursor(tx, ctx) };
  });
}

/** One import, with those of its reservations that stayed when it was taken back. Throws NOT_FOUND. */
export function getImport({ venue }: Context, { id }: ImportId): Promise<OneImport> {
  return snapshot(async (tx) => {
    const [found] = await withAuthor(tx).where(
      and(eq(reservationImport.businessId, venue.id), eq(reservationImport.id, id)),
    );
    if (!found) throw new DomainError('NOT_FOUND');
    const stays = await tx
      .select({
        ...{ id: reservation.id, code: reservation.code, customerName: reservation.customerName },
        ...{ reservedAt: reservation.reservedAt, businessDay: reservation.businessDay },
      })
      .from(importRow)
      .innerJoin(
        reservation,
        and(eq(reservation.businessId, importRow.businessId), eq(reservation.id, importRow.reservationId)),
      )
      .where(and(eq(importRow.businessId, venue.id), eq(importRow.importId, id), eq(importRow.state, 'KEPT')))
      .orderBy(asc(importRow.line))
      .limit(SHOWN);
    return {
      import: toImport(found.row, found.by),
      stays: stays.map((stay) => ({ ...stay, reservedAt: stay.reservedAt.toISOString() })),
    };
  });
}

function withAuthor(tx: Tx) {
  return tx
    .select({ row: reservationImport, by: user.name })
    .from(reservationImport)
    .leftJoin(user, eq(user.id, reservationImport.createdBy))
    .$dynamic();
}

/** Days looked at in one statement. */
const DAYS = 200;

/** The keys of the reservations that a venue has on some days. */
export async function readKnown(on: Database | Tx, venue: Venue, days: ReadonlySet<string>): Promise<Set<string>> {
  const known = new Set<string>();
  const all = [...days];
  for (let from = 0; from < all.length; from += DAYS) {
    const rows = await on
      .select({
        ...{ customerName: reservation.customerName, customerPhone: reservation.customerPhone },
        ...{ customerEmail: reservation.customerEmail, guestCount: reservation.guestCount },
        reservedAt: reservation.reservedAt,
      })
      .from(reservation)
      .where(and(live(venue), inArray(reservation.businessDay, all.slice(from, from + DAYS))));
    for (const row of rows) for (const key of keysOf(row)) known.add(key);
  }
  return known;
}
