import { and, eq } from 'drizzle-orm';
import type { Author, Context } from '@/modules/access/context';
import { closes, judge, type Option, type Prepared, prepare, without } from '@/modules/services/availability';
import { lockNights } from '@/modules/services/rows';
import { type Channel, labelOf, setKey } from '@/modules/tables/rules';
import { stay } from '@/modules/tables/tables';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import type { Taken } from './answers';
import type { EditableFields } from './change';
import { hasTables, writeStays } from './keep-stays';
import { readFacts } from './read-facts';
import type { ReservationRow } from './rows';
import type { CreateReservationInput } from './schema';
import { reservation } from './tables';

/**
 * Locks the night of a reservation, and that of `at` where it moves there, before the reservation itself is locked.
 */
export async function lockNightsOf(
  tx: Tx,
  { venue, now }: Pick<Author, 'venue' | 'now'>,
  id: string,
  at: string | undefined,
): Promise<void> {
  const [row] = await tx
    .select({ day: reservation.businessDay })
    .from(reservation)
    .where(and(eq(reservation.businessId, venue.id), eq(reservation.id, id)));
  if (!row) return;
  await lockNights(tx, venue.id, [row.day, ...(at === undefined ? [] : [businessDayOf(at, venue)])], now);
}

/** What people read of tables, by their names. Throws VALIDATION for one that the venue does not have. */
export function labelFor({ facts }: Prepared, tableIds: readonly string[]): string | null {
  const names = tableIds.map((id) => facts.tables.find((table) => table.id === id)?.name);
  const known = names.filter((name) => name !== undefined);
  if (known.length < names.length) {
    const issue = { path: 'tableIds', code: 'unknown', message: 'not a table of the venue' };
    throw new DomainError('VALIDATION', { extra: { issues: [issue] } });
  }
  return known.length === 0 ? null : labelOf(known);
}

/** Whether the tables are among the options, in whatever order they are named. */
export function isOption(options: readonly Option[], tableIds: readonly string[]): boolean {
  const key = setKey(tableIds);
  return options.some((option) => setKey(option.tableIds) === key);
}

/** Who has these tables then: parties, and those for whom a time is held. */
export function takenBy({ staysOf }: Prepared, tableIds: readonly string[], from: number, until: number): Taken[] {
  return tableIds
    .flatMap((id) => staysOf.get(id) ?? [])
    .filter((each) => each.from < until && from < each.until)
    .map(({ tableId, reservationId, ...span }) => {
      const kind = reservationId === null ? 'HOLD' : 'RESERVATION';
      return { kind, tableId, reservationId, ...timesOf(span) };
    });
}

/** What stands in the way of a party at these tables: who has them then, and what closes them. */
export function inTheWayAt(prepared: Prepared, tableIds: readonly string[], from: number, until: number): Taken[] {
  const { tables, blocks } = prepared.facts;
  const closed = tables
    .filter(({ id }) => tableIds.includes(id))
    .flatMap((table) =>
      blocks
        .filter((block) => closes(block, table, { at: from, until }))
        .map((block) => ({ kind: 'BLOCK' as const, tableId: table.id, reservationId: null, ...timesOf(block) })),
    );
  return [...takenBy(prepared, tableIds, from, until), ...closed];
}

function timesOf({ from, until }: { readonly from: number; readonly until: number }) {
  return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
}

/**
 * The tables of a reservation that is about to be made, by the function that offers them; the night is locked. Throws TABLE_TAKEN
 * with what is in the way where they are not offered for that time, party and channel.
 */
export async function chooseTables(
  tx: Tx,
  { venue, now }: Context,
  input: CreateReservationInput,
): Promise<Pick<CreateReservationInput, 'tableIds' | 'tableName'>> {
  const { tableIds = [], guestCount: party } = input;
  if (tableIds.length === 0) return {};
  const at = Date.parse(input.reservedAt);
  const day = businessDayOf(input.reservedAt, venue);
  await lockNights(tx, venue.id, [day], now);
  const prepared = prepare(await readFacts(tx, { venue, now }, day), day);
  const tableName = labelFor(prepared, tableIds);
  const { obstacle, options, until } = judge(prepared, at, { party, channel: input.channel ?? 'IN_HOUSE', now });
  if (obstacle === null && isOption(options, tableIds)) return { tableIds, tableName };
  throw new DomainError('TABLE_TAKEN', { extra: { obstacle, taken: inTheWayAt(prepared, tableIds, at, until) } });
}

/**
 * The edit with the tables of the party at its new time or size: those that it has while they still suit it, else the best that are
 * free, else none. Its stays are written; whoever waits for the night sees them.
 */
export async function moveTables(
  tx: Tx,
  { venue, now }: Context,
  row: ReservationRow,
  wanted: EditableFields,
): Promise<EditableFields> {
  const at = Date.parse(wanted.reservedAt);
  const isSame = at === row.reservedAt.getTime() && wanted.guestCount === row.guestCount;
  // Who sits at its tables keeps them.
  if (isSame || wanted.tableIds === null || wanted.seatedAt !== null || !hasTables(row)) return wanted;
  const [own] = await tx
    .select({ pinned: stay.pinned })
    .from(stay)
    .where(and(eq(stay.businessId, venue.id), eq(stay.reservationId, row.id)));
  const facts = await readFacts(tx, { venue, now }, wanted.businessDay);
  const prepared = prepare(without(facts, row.id), wanted.businessDay);
  const channel: Channel = row.channel === 'WALK_IN' ? 'WALK_IN' : 'IN_HOUSE';
  const { options, until } = judge(prepared, at, { party: wanted.guestCount, channel, now });
  const tableIds = isOption(options, row.tableIds) ? row.tableIds : [...(options[0]?.tableIds ?? [])];
  const given = { reservationId: row.id, tableIds, from: at, until, pinned: own?.pinned ?? false, overrideId: null };
  await writeStays(tx, venue.id, [given]);
  return { ...wanted, tableIds: tableIds.length === 0 ? null : tableIds, tableName: labelFor(prepared, tableIds) };
}
