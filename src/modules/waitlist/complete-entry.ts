import type { Context } from '@/modules/access/context';
import { inTheWayAt, isOption, labelFor } from '@/modules/reservations/choose-seating';
import { insertReservation } from '@/modules/reservations/insert-reservation';
import { readFacts } from '@/modules/reservations/read-facts';
import { seatParty } from '@/modules/reservations/record-sitting';
import { judge, prepare } from '@/modules/services/availability';
import { nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { SeatedAnswer } from './answers';
import { changeEntry } from './change';
import { showEntry } from './events';
import { dropHold, type EntryRow, lockEntry, requireState, requireVersion, toEntry } from './rows';
import type { SeatEntryInput } from './schema';

/**
 * Seats a party of tonight now: it becomes a reservation of people who came by themselves, which has arrived. Whether it fits is
 * decided by its tables alone, since it stands there. Throws TABLE_TAKEN with what is in the way, ENTRY_CLOSED, OTHER_DAY for a party
 * of another night, VERSION_CONFLICT, NOT_FOUND.
 */
export function seatEntry(ctx: Context, { id, tableIds }: SeatEntryInput): Promise<SeatedAnswer> {
  return transaction(async (tx) => {
    const before = await lockEntry(tx, ctx, id);
    requireVersion(ctx, before);
    if (nightState(before.businessDay, ctx.now, ctx.venue) !== 'running')
      throw new DomainError('OTHER_DAY', { extra: { allowed: [] } });
    requireState(before, ctx.now, (state) => state !== 'ACCEPTED' && state !== 'CANCELLED');
    await dropHold(tx, before);
    const made = await insertReservation(
      tx,
      ctx,
      {
        ...{ customerName: before.customerName, customerPhone: before.customerPhone },
        ...{ customerEmail: before.customerEmail, notes: before.notes, guestCount: before.guestCount },
        ...{ reservedAt: ctx.now.toISOString(), channel: 'WALK_IN', status: 'CONFIRMED' },
        ...(await chooseFree(tx, ctx, before, tableIds)),
      },
      undefined,
    );
    if (!made) throw new Error('seatEntry: not made');
    const { id: reservationId } = await seatParty(tx, ctx, made);
    const fields: Partial<EntryRow> = { state: 'ACCEPTED', reservationId };
    const row = await changeEntry(tx, ctx, before, { fields, action: 'waitlist.seated' });
    return { entry: showEntry(toEntry(row), ctx.role), seq: row.version, reservationId };
  });
}

/** The tables that were named where they are free, else the best that are. */
async function chooseFree(tx: Tx, ctx: Context, row: EntryRow, wanted: readonly string[] | undefined) {
  if (wanted?.length === 0) return { tableName: null };
  const prepared = prepare(await readFacts(tx, ctx, row.businessDay), row.businessDay);
  const at = ctx.now.getTime();
  const asked = { party: row.guestCount, channel: 'WALK_IN' as const, now: ctx.now };
  const { options, until } = judge(prepared, at, asked);
  const tableIds = [...(wanted ?? options[0]?.tableIds ?? [])];
  const tableName = labelFor(prepared, tableIds);
  const isWithoutTables = wanted === undefined && prepared.facts.tables.length === 0;
  if (!isWithoutTables && !isOption(options, tableIds))
    throw new DomainError('TABLE_TAKEN', { extra: { taken: inTheWayAt(prepared, tableIds, at, until) } });
  return tableIds.length === 0 ? { tableName } : { tableIds, tableName };
}
