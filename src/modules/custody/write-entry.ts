import { and, eq, isNull, ne, or } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { lockVenue } from '@/modules/attendance/judge-room';
import { hashEntry } from '@/modules/attendance/nonces';
import { mayTakeBack, mayTakeBackClicks } from '@/modules/attendance/own-count';
import { readGates, readOutside, readPersons, totalOf } from '@/modules/attendance/reads';
import { type AttendanceRow, findEntryByNonce, recordEntry } from '@/modules/attendance/record-entry';
import { recordFlow } from '@/modules/attendance/record-flow';
import { closedStatus, excessOf, isBounded, isPersonIn, isReentry } from '@/modules/attendance/rules';
import { attendanceEntry } from '@/modules/attendance/tables';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { findTarget, type PartyTarget, type Target } from './find-target';
import { addToBalance, forgetBalance, readBalance } from './read-balance';
import { type Held, hold, type Notice, type Written } from './rules';
import type { SyncEntry } from './schema';
import { custodyEntry } from './tables';
import { undoEntry } from './undo-entry';
import type { IncidentFacts, IncidentKind } from './wire';

/** An entry as it is counted. */
export interface Taken {
  readonly entry: SyncEntry;
  /** By the server's clock. */
  readonly at: Date;
  readonly deviceId: string;
}

/**
 * Counts what has happened at the door, whatever the rules say of it by now: the people are inside, or have left. What a
 * rule would have refused is counted with a notice; only what names nothing that this venue knows is held. The caller
 * records the notices. `isDecided` counts even that, as people without a reservation: a person has decided it.
 */
export async function writeEntry(tx: Tx, ctx: Context, taken: Taken, isDecided = false): Promise<Written | Held> {
  const { entry } = taken;
  if (entry.undoOf !== undefined) {
    forgetBalance(tx);
    return undoEntry(tx, ctx, { ...entry, undoOf: entry.undoOf });
  }
  const found = await findTarget(tx, ctx.venue, entry);
  if ('unknown' in found && !isDecided) return hold('UNKNOWN_PASS_ENTERED', entry.nonce, { reason: found.unknown });
  const target = 'target' in found ? found.target : null;
  // After the lock of the reservation: until the transaction ends nothing else is counted.
  await lockVenue(tx, ctx.venue.id);
  const first = await findEntryByNonce(tx, ctx.venue.id, entry.nonce);
  if (first) {
    if (first.requestHash === hashOf(entry, target)) return replayed(first);
    return hold('NONCE_CONFLICT', entry.nonce, { reason: 'NONCE_REUSED' }, first.reservationId);
  }
  if (entry.flow === 'OUT') return writeExit(tx, ctx, taken, target);
  if (!target) return writeClick(tx, ctx, taken, isDecided);
  return writeParty(tx, ctx, taken, target, isDecided);
}

/** What became of an entry that the server has counted already, when the phone asked for it; null for any other. */
export async function findCounted(tx: Tx, ctx: Context, entry: SyncEntry): Promise<Written | null> {
  const first = await findEntryByNonce(tx, ctx.venue.id, entry.nonce);
  const found = first && (await findTarget(tx, ctx.venue, entry));
  return found && 'target' in found && first.requestHash === hashOf(entry, found.target) ? replayed(first) : null;
}

function replayed(first: AttendanceRow): Written {
  return { state: 'REPLAYED', scanCount: first.reservationId === null ? null : first.scanCountAfter, notices: [] };
}

/** The hash of the request that counts the same thing while the server can be reached: both are one entry. */
function hashOf({ flow, delta, category }: SyncEntry, target: Target): string {
  if (flow === 'OUT') return hashEntry(target?.method ?? 'MANUAL', `exit:${target?.row.id ?? ''}`, delta);
  if (!target) return hashEntry('MANUAL', `click:${category ?? ''}`, delta);
  return hashEntry(target.method, target.row.id, delta);
}

/** What every entry of the ledger takes from what the phone said. */
function fieldsOf({ entry, at }: Taken, target: Target) {
  const { nonce, delta, gateId = null, reason = null } = entry;
  return {
    ...{ delta, nonce, requestHash: hashOf(entry, target), method: target?.method ?? ('MANUAL' as const) },
    ...{ occurredAt: at, gateId, reason, forced: false, person: target?.person ?? null },
  };
}

async function writeExit(tx: Tx, ctx: Context, taken: Taken, target: Target): Promise<Written> {
  const { venue } = ctx;
  const night = businessDayOf(taken.at, venue);
  const balance = await readBalance(tx, venue.id, night);
  const row = target && target.row.deletedAt === null && target.row.businessDay === night ? target.row : null;
  const fields = { ...fieldsOf(taken, target), forced: taken.entry.delta > balance };
  await recordFlow(tx, ctx, row, { ...fields, flow: 'OUT', kind: 'EXIT', businessDay: night });
  addToBalance(tx, night, -taken.entry.delta);
  return { state: 'ACCEPTED', scanCount: row?.scanCount ?? null, notices: [] };
}

async function writeClick(tx: Tx, ctx: Context, taken: Taken, isDecided: boolean): Promise<Written | Held> {
  const { entry, at } = taken;
  const { delta, nonce } = entry;
  const night = businessDayOf(at, ctx.venue);
  if (delta < 0) {
    const walkIns = totalOf(await readGates(tx, ctx.venue.id, night), 'walkIns');
    if (walkIns + delta < 0) return hold('OVER_PLAN_OFFLINE', nonce, { reason: 'COUNT_BELOW_ZERO' });
    if (!isDecided && !(await mayTakeBackClicks(tx, ctx, night, delta)))
      return hold('MALFORMED', nonce, { reason: 'FORBIDDEN' });
  }
  return writeStranger(tx, ctx, taken, null, []);
}

/** Counts people in without their reservation. */
async function writeStranger(
  tx: Tx,
  ctx: Context,
  taken: Taken,
  target: Target,
  notices: readonly Notice[],
): Promise<Written> {
  const { entry, at } = taken;
  const businessDay = businessDayOf(at, ctx.venue);
  const full = await noticeFull(tx, ctx, businessDay, entry);
  await recordFlow(tx, ctx, null, {
    ...{ ...fieldsOf(taken, target), flow: 'IN', kind: entry.delta > 0 ? 'WALK_IN' : 'CLICK' },
    ...{ category: entry.category ?? null, businessDay },
  });
  addToBalance(tx, businessDay, entry.delta);
  return { state: 'ACCEPTED', scanCount: null, notices: [...notices, ...full] };
}

async function writeParty(
  tx: Tx,
  ctx: Context,
  taken: Taken,
  target: PartyTarget,
  isDecided: boolean,
): Promise<Written | Held> {
  const { venue } = ctx;
  const { entry, at } = taken;
  const { row, method } = target;
  const { delta } = entry;
  const isOfNight = row.businessDay === businessDayOf(at, venue);
  if (row.deletedAt !== null || !isOfNight) {
    const kind = row.deletedAt !== null ? 'REVOKED_ENTERED' : 'OTHER_DAY_ENTERED';
    // A person who counts on the list of another night may mean that night.
    if (!isDecided && (delta < 0 || method === 'MANUAL')) return hold(kind, row.id, { reason: 'OTHER_DAY' }, row.id);
    return writeStranger(tx, ctx, taken, target, [noticeOf(kind, row, {})]);
  }
  const outside = delta < 0 || row.scanCount >= row.guestCount ? await readOutside(tx, venue.id, row.id) : 0;
  if (delta < 0) {
    const least = row.scanCount + delta < outside;
    if (least) return hold('OVER_PLAN_OFFLINE', row.id, { reason: 'COUNT_BELOW_ZERO' }, row.id);
    if (!isDecided && !(await mayTakeBack(tx, ctx, row.id, delta)))
      return hold('MALFORMED', entry.nonce, { reason: 'FORBIDDEN' }, row.id);
  }
  const notices = [
    ...(target.isRevoked ? [noticeOf('REVOKED_ENTERED', row, {})] : []),
    ...noticeClosed(row),
    ...(await noticeFull(tx, ctx, row.businessDay, entry)),
  ];
  if (isReentry(row, delta, outside)) {
    const fields = { ...fieldsOf(taken, target), businessDay: row.businessDay };
    await recordFlow(tx, ctx, row, { ...fields, flow: 'IN', kind: 'REENTRY' });
    addToBalance(tx, row.businessDay, delta);
    return { state: 'ACCEPTED', scanCount: row.scanCount, notices };
  }
  const over = [...(await noticeTwice(tx, ctx, target)), ...(await noticeOver(tx, ctx, taken, row))];
  const recorded = await recordEntry(tx, ctx, row, fieldsOf(taken, target), {
    keepsStatus: closedStatus(row) !== null,
  });
  addToBalance(tx, row.businessDay, delta);
  return { state: 'ACCEPTED', scanCount: recorded.row.scanCount, notices: [...notices, ...over] };
}

type Party = PartyTarget['row'];

function noticeOf(kind: IncidentKind, { id }: Party, facts: IncidentFacts): Notice {
  return { kind, about: id, reservationId: id, facts };
}

/** The people are inside, although their reservation is closed: it stays as it is. */
function noticeClosed(row: Party): Notice[] {
  const closed = closedStatus(row);
  return closed === null ? [] : [noticeOf('CANCELLED_ENTERED', row, { reason: closed })];
}

/** More of a party than it has: counted by two phones, or more than the venue's policy lets in. */
async function noticeOver(tx: Tx, ctx: Context, taken: Taken, row: Party): Promise<Notice[]> {
  const { guestCount } = row;
  const scanCount = row.scanCount + taken.entry.delta;
  if (taken.entry.delta < 0 || excessOf(scanCount, guestCount) === 0) return [];
  const facts = { scanCount, guestCount };
  if (await isCountedElsewhere(tx, ctx, taken, row.id)) return [noticeOf('SAME_PARTY_TWO_GATES', row, facts)];
  return ctx.venue.capacityPolicy === 'BLOCK' ? [noticeOf('OVER_PLAN_OFFLINE', row, facts)] : [];
}

/** The pass of one person, who is in already. */
async function noticeTwice(tx: Tx, ctx: Context, { row, person }: PartyTarget): Promise<Notice[]> {
  if (person === null || !isPersonIn(person, await readPersons(tx, ctx.venue.id, row.id), row)) return [];
  return [noticeOf('SAME_PARTY_TWO_GATES', row, { scanCount: row.scanCount, guestCount: row.guestCount })];
}

/** Whether people of a party came in by another phone, as far as the server knows which one that was. */
async function isCountedElsewhere(tx: Tx, ctx: Context, { entry, deviceId }: Taken, reservationId: string) {
  const isDelivered = and(
    eq(custodyEntry.businessId, attendanceEntry.businessId),
    eq(custodyEntry.nonce, attendanceEntry.nonce),
  );
  const otherGate =
    entry.gateId === undefined
      ? undefined
      : or(isNull(attendanceEntry.gateId), ne(attendanceEntry.gateId, entry.gateId));
  const [found] = await tx
    .select({ id: attendanceEntry.id })
    .from(attendanceEntry)
    .leftJoin(custodyEntry, isDelivered)
    .where(
      and(
        eq(attendanceEntry.businessId, ctx.venue.id),
        eq(attendanceEntry.reservationId, reservationId),
        eq(attendanceEntry.kind, 'FIRST'),
        or(
          ne(custodyEntry.deviceId, deviceId),
          and(isNull(custodyEntry.deviceId), or(ne(attendanceEntry.userId, ctx.userId), otherGate)),
        ),
      ),
    )
    .limit(1);
  return found !== undefined;
}

/** More people than the venue lets in. It is one incident a night. */
async function noticeFull(tx: Tx, { venue }: Context, night: string, { delta }: SyncEntry): Promise<Notice[]> {
  if (delta <= 0 || venue.capacity === null || !isBounded(venue)) return [];
  const inside = (await readBalance(tx, venue.id, night)) + delta;
  if (inside <= venue.capacity) return [];
  const facts = { inside, capacity: venue.capacity };
  return [{ kind: 'CAPACITY_PASSED_OFFLINE', about: night, reservationId: null, facts }];
}
