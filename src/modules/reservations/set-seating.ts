import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import {
  type Judgement,
  judge,
  judgeRest,
  type Prepared,
  prepare,
  type Stay,
  without,
} from '@/modules/services/availability';
import { stay } from '@/modules/tables/tables';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { TableMove, TablesAnswer } from './answers';
import { requireBookableDay } from './bookable-day';
import { editFields } from './change';
import { inTheWayAt, isOption, labelFor, lockNightsOf, takenBy } from './choose-seating';
import { requireCorrection } from './closed-night';
import { type GivenTables, hasTables, writeStays } from './keep-stays';
import { readFacts } from './read-facts';
import {
  lockReservation,
  type ReservationRow,
  requireVersion,
  showReservation,
  toReservation,
  tryLockReservation,
} from './rows';
import { EXPECTED } from './rules';
import type { SetTablesInput } from './schema';
import { expectAgain } from './update-reservation';

/** For how long a party whose time is over has the tables that it changes to. */
const LEAST_REST = 15 * 60_000;

/** A party that gets other tables so that another one can have its own. */
interface Moved {
  readonly row: ReservationRow;
  readonly given: GivenTables;
}

/**
 * Gives an expected party these tables, and another time where `at` says so; without tables it has none any more. Parties whose
 * tables nobody chose for them make room where other tables suit them as well: the answer names them, and with `preview` nothing
 * is written. An `override` gives the tables against every rule, with its reason in the audit. Throws TABLE_TAKEN with the
 * `obstacle` and what is in the way, TRANSITION_NOT_ALLOWED for a party that is not expected or has left, and for another time of one that sits, HAS_ARRIVALS for another day of a party
 * of which people were counted, VALIDATION for a table that the venue does not have or a day that is over, NIGHT_CLOSED,
 * VERSION_CONFLICT, NOT_FOUND.
 */
export function setTables(ctx: Context, input: SetTablesInput): Promise<TablesAnswer> {
  return transaction(async (tx) => {
    await lockNightsOf(tx, ctx, input.id, input.at);
    const before = await lockReservation(tx, ctx.venue, input.id);
    requireVersion(ctx, before);
    const { reservedAt, businessDay } = requireMovable(ctx, before, input);
    const facts = without(await readFacts(tx, ctx, businessDay), before.id);
    const prepared = prepare(facts, businessDay);
    const tableName = labelFor(prepared, input.tableIds);
    const from = before.seatedAt === null ? reservedAt.getTime() : ctx.now.getTime();
    const judgement =
      before.seatedAt === null
        ? judge(prepared, from, wishOf(ctx, before))
        : judgeRest(prepared, { at: from, until: await restOf(tx, ctx, before) }, wishOf(ctx, before));
    const own: GivenTables = {
      ...{ reservationId: before.id, tableIds: input.tableIds, from, until: judgement.until },
      ...{ pinned: true, overrideId: input.override ? randomUUID() : null },
    };
    const isRuled = input.override === undefined && input.tableIds.length > 0;
    const moves = isRuled ? await makeRoom(tx, ctx, { before, prepared, judgement, own }) : [];
    const named = moves.map(({ row, given }) => moveOf(prepared, row, given));
    if (input.preview) return { reservation: showReservation(before, ctx.role), seq: before.version, moves: named };
    await writeStays(tx, ctx.venue.id, [own, ...moves.map(({ given }) => given)]);
    for (const { row, given } of moves) {
      await editFields(tx, ctx, row, { ...toReservation(row), ...tablesOf(prepared, given.tableIds) });
    }
    const wanted = { ...toReservation(before), ...tablesOf(prepared, input.tableIds), tableName };
    const isLater = reservedAt.getTime() !== before.reservedAt.getTime();
    const timed = isLater
      ? { ...wanted, reservedAt: reservedAt.toISOString(), businessDay, lateMinutes: null, onWayAt: null }
      : wanted;
    const edited = await editFields(tx, ctx, before, timed, input.override?.reason);
    const row = businessDay === before.businessDay ? edited : await expectAgain(tx, ctx, edited);
    return { reservation: showReservation(row, ctx.role), seq: row.version, moves: named };
  });
}

/** Until when a party that sits at tables has them, at other ones too: its planned end, or a little longer where that is past. */
async function restOf(tx: Tx, { venue, now }: Context, row: ReservationRow): Promise<number> {
  const isOwn = and(eq(stay.businessId, venue.id), eq(stay.reservationId, row.id));
  const own = await tx.select({ endsAt: stay.endsAt }).from(stay).where(isOwn);
  return Math.max(now.getTime() + LEAST_REST, ...own.map(({ endsAt }) => endsAt.getTime()));
}

function wishOf({ now }: Context, { guestCount: party, channel }: ReservationRow) {
  return { party, now, channel: channel === 'WALK_IN' ? ('WALK_IN' as const) : ('IN_HOUSE' as const) };
}

/** When the party will come. Throws where it is not expected, or may not be moved there. */
function requireMovable(ctx: Context, before: ReservationRow, { at, override }: SetTablesInput) {
  if (!(EXPECTED as readonly string[]).includes(before.status))
    throw new DomainError('TRANSITION_NOT_ALLOWED', { extra: { allowed: [] } });
  requireCorrection(ctx, before.businessDay, override?.reason);
  const reservedAt = at === undefined ? before.reservedAt : new Date(at);
  // Who has sat down can change tables, and not the time at which it was to come.
  if (before.leftAt !== null || (before.seatedAt !== null && reservedAt.getTime() !== before.reservedAt.getTime()))
    throw new DomainError('TRANSITION_NOT_ALLOWED', { extra: { allowed: [] } });
  const stays = reservedAt.getTime() === before.reservedAt.getTime();
  const isSameDay = stays || businessDayOf(reservedAt, ctx.venue) === before.businessDay;
  const businessDay = isSameDay ? before.businessDay : requireBookableDay(ctx, reservedAt);
  if (!isSameDay && before.scanCount > 0) throw new DomainError('HAS_ARRIVALS');
  return { reservedAt, businessDay };
}

function tablesOf(prepared: Prepared, tableIds: readonly string[]) {
  return { tableIds: tableIds.length === 0 ? null : [...tableIds], tableName: labelFor(prepared, tableIds) };
}

function moveOf(prepared: Prepared, row: ReservationRow, { tableIds }: GivenTables): TableMove {
  return {
    ...{ reservationId: row.id, code: row.code, customerName: row.customerName, guestCount: row.guestCount },
    ...{ reservedAt: row.reservedAt.toISOString(), from: row.tableName, to: labelFor(prepared, tableIds) },
    tableIds: [...tableIds],
  };
}

interface Wanted {
  readonly before: ReservationRow;
  readonly prepared: Prepared;
  readonly judgement: Judgement;
  readonly own: GivenTables;
}

/** Who has to move, and where to, so that the party can have its tables: nobody where they are free. Throws TABLE_TAKEN. */
async function makeRoom(tx: Tx, ctx: Context, { before, prepared, judgement, own }: Wanted): Promise<Moved[]> {
  const { tableIds, from, until } = own;
  const isAnotherTime = before.seatedAt === null && from !== before.reservedAt.getTime();
  // The time of a party that only changes tables was decided before.
  const obstacle = isAnotherTime ? judgement.obstacle : null;
  const taken = takenBy(prepared, tableIds, from, until);
  const refuse = () =>
    new DomainError('TABLE_TAKEN', { extra: { obstacle, taken: inTheWayAt(prepared, tableIds, from, until) } });
  if (obstacle !== null) throw refuse();
  if (isOption(judgement.options, tableIds)) return [];
  // Nobody takes from somebody who is booking what was promised to them.
  if (taken.some(({ reservationId }) => reservationId === null)) throw refuse();
  const inTheWay = [...new Set(taken.flatMap(({ reservationId }) => reservationId ?? []))].sort();
  if (inTheWay.length === 0) throw refuse();
  let facts = prepared.facts;
  for (const id of inTheWay) facts = withoutStays(facts, id);
  // Without them the tables must be an option, or nobody's leaving helps.
  const emptied = prepare(facts, prepared.day);
  if (!isOption(judgeRest(emptied, { at: from, until }, wishOf(ctx, before)).options, tableIds)) throw refuse();
  facts = { ...facts, stays: [...facts.stays, ...staysOf(own)] };
  const moves: Moved[] = [];
  for (const id of inTheWay) {
    const row = await tryLockReservation(tx, ctx.venue, id);
    if (!row || !(await mayBeMoved(tx, row))) throw refuse();
    const at = row.reservedAt.getTime();
    const there = prepare(without(facts, id), row.businessDay);
    const { options, until: end } = judge(there, at, wishOf(ctx, row));
    const [best] = options;
    if (!best || best.tableIds.length === 0) throw refuse();
    const given = { reservationId: id, tableIds: best.tableIds, from: at, until: end, pinned: false, overrideId: null };
    facts = { ...facts, stays: [...facts.stays, ...staysOf(given)] };
    moves.push({ row, given });
  }
  return moves;
}

function withoutStays(facts: Prepared['facts'], reservationId: string): Prepared['facts'] {
  return { ...facts, stays: facts.stays.filter((each) => each.reservationId !== reservationId) };
}

function staysOf({ tableIds, reservationId, from, until }: GivenTables): Stay[] {
  return tableIds.map((tableId) => ({ tableId, reservationId, from, until }));
}

/** Whether the party is still to come, and nobody chose its tables for it. */
async function mayBeMoved(tx: Tx, row: ReservationRow): Promise<boolean> {
  if (!hasTables(row) || row.status === 'CHECKED_IN' || row.seatedAt !== null || row.scanCount > 0) return false;
  const rows = await tx
    .select({ pinned: stay.pinned, overrideId: stay.overrideId })
    .from(stay)
    .where(and(eq(stay.businessId, row.businessId), eq(stay.reservationId, row.id)));
  return rows.every(({ pinned, overrideId }) => !pinned && overrideId === null);
}
