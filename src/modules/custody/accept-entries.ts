import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { membership } from '@/modules/access/tables';
import { lockVenue } from '@/modules/attendance/judge-room';
import { withNonce } from '@/modules/attendance/nonces';
import { recordDeviceState } from '@/modules/devices/record-state';
import { readCursor } from '@/modules/events/reads';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { sqlState } from '@/platform/db/sql-state';
import { snapshot, transaction } from '@/platform/db/transaction';
import { log } from '@/platform/log';
import type { SyncAnswer, SyncResult } from './answers';
import { lockParties } from './find-target';
import { readEntry } from './read-entry';
import { type Noticed, recordIncident } from './record-incident';
import { contentHash, type Held, hold, type Notice, timeOf, type Written } from './rules';
import type { SyncEntry, SyncInput } from './schema';
import { custodyEntry, incident } from './tables';
import { WAITS_FOR_ENTRY } from './undo-entry';
import { findCounted, writeEntry } from './write-entry';

/**
 * How many entries share a transaction: what is the same for all of them is done once, and while it is open nothing else
 * of the venue is counted.
 */
const GROUP = 20;

/**
 * Takes what a phone counted while it had no answer of the server. Each entry is stored, and counted where that is
 * possible, and committed before the answer says so: whatever the rules say of one by now, and whatever it looks like, it
 * neither gets lost nor stands in the way of another. The answer says of each what became of it.
 */
export async function acceptEntries(ctx: Context, sent: SyncInput): Promise<SyncAnswer> {
  const results: SyncResult[] = [];
  const { scope, venue, now } = ctx;
  // A paired phone is known by its own id, whatever it calls itself.
  const batch = scope ? { ...sent, deviceId: scope.id } : sent;
  const arrived = batch.entries.map((raw) => arrive(ctx, batch, raw));
  // One after the other: their order on the phone is their order in the ledger.
  for (let from = 0; from < arrived.length; from += GROUP) {
    results.push(...(await acceptGroup(ctx, batch, arrived.slice(from, from + GROUP))));
  }
  const { state } = batch;
  if (scope && state) await transaction((tx) => recordDeviceState(tx, venue.id, scope.id, toldState(state, now)));
  const cursor = await snapshot((tx) => readCursor(tx, ctx));
  return { serverTime: now.toISOString(), results, cursor };
}

function toldState({ battery, ...state }: NonNullable<SyncInput['state']>, at: Date) {
  return { ...state, at, ...(battery === undefined ? {} : { battery: Math.round(battery * 100) }) };
}

/** An entry that came, and what stands in custody of it. */
interface Arrived {
  readonly content: string;
  /** As it came; null when it cannot be read. */
  readonly named: string | null;
  readonly nonce: string;
  readonly hash: string;
  /** Undefined for what cannot be read. */
  readonly entry: SyncEntry | undefined;
  readonly at: Date;
  readonly skewSeconds: number | null;
}

function arrive(ctx: Context, batch: SyncInput, raw: unknown): Arrived {
  const read = readEntry(raw);
  const hash = contentHash(read.content);
  const { at, skewSeconds } = read.entry ? timeOf(batch, read.entry, ctx.now) : { at: ctx.now, skewSeconds: null };
  return { ...read, hash, named: read.nonce, nonce: read.nonce ?? `unread:${hash}`, at, skewSeconds };
}

/** All in one transaction; where one of them fails in it, each in its own, so that it fails alone. */
async function acceptGroup(ctx: Context, batch: SyncInput, group: readonly Arrived[]): Promise<SyncResult[]> {
  const results: SyncResult[] = [];
  try {
    return await transaction((tx) => settleAll(tx, ctx, batch, group));
  } catch (error) {
    log().warn({ err: error, entries: group.length }, 'entries of a phone are taken one by one');
    for (const each of group) results.push(await acceptAlone(ctx, batch, each));
  }
  return results;
}

async function acceptAlone(ctx: Context, batch: SyncInput, arrived: Arrived): Promise<SyncResult> {
  const take = (each: Arrived) => transaction((tx) => settleAll(tx, ctx, batch, [each]));
  try {
    return only(await withNonce(() => take(arrived)));
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    return only(await take({ ...arrived, entry: undefined }));
  }
}

function only([result]: readonly SyncResult[]): SyncResult {
  if (!result) throw new Error('an entry without a result');
  return result;
}

/** Whether the database takes the same entry at no other time either: its values, or what they refer to, are refused. */
function isRefusedData(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}

/** What is known of a group before its first entry is written. */
interface Known {
  readonly rows: readonly (typeof custodyEntry.$inferSelect)[];
  /** The nonces of entries whose undo has come before them. */
  readonly awaited: Set<string>;
}

async function settleAll(tx: Tx, ctx: Context, batch: SyncInput, group: readonly Arrived[]): Promise<SyncResult[]> {
  // The locks of reservations come before that of the venue, and in one order.
  const entries = group.flatMap(({ entry }) => entry ?? []);
  const undone = entries.flatMap(({ undoOf }) => undoOf ?? []);
  await lockParties(tx, ctx.venue, entries, undone);
  await lockVenue(tx, ctx.venue.id);
  const nonces = group.map(({ nonce }) => nonce);
  const inVenue = eq(custodyEntry.businessId, ctx.venue.id);
  const rows = await tx
    .select()
    .from(custodyEntry)
    .where(and(inVenue, inArray(custodyEntry.nonce, nonces)));
  const undos = await tx
    .select({ undoOf: custodyEntry.undoOf })
    .from(custodyEntry)
    .where(and(inVenue, inArray(custodyEntry.undoOf, nonces), isWaiting));
  const known: Known = { rows, awaited: new Set(undos.flatMap(({ undoOf }) => undoOf ?? [])) };
  const taken: Arrived[] = [];
  const results: SyncResult[] = [];
  for (const each of group) {
    // The same entry twice in a group: what the first has written is read for the second.
    const isRepeated = taken.some(({ nonce }) => nonce === each.nonce);
    const isNonce = and(inVenue, eq(custodyEntry.nonce, each.nonce));
    const before = isRepeated ? { ...known, rows: await tx.select().from(custodyEntry).where(isNonce) } : known;
    results.push(await settle(tx, ctx, batch, each, before));
    taken.push(each);
  }
  return results;
}

async function settle(tx: Tx, ctx: Context, batch: SyncInput, arrived: Arrived, known: Known): Promise<SyncResult> {
  const { nonce, entry, hash } = arrived;
  const told = { nonce: arrived.named };
  const sameNonce = known.rows.filter((row) => row.nonce === nonce);
  const before = sameNonce.find(({ contentHash }) => contentHash === hash);
  if (before) return { ...told, ...(await answerAgain(tx, ctx, before)) };
  const author = entry ? { ...ctx, userId: await authorOf(tx, ctx, entry) } : ctx;
  const outcome = await decide(tx, author, batch, arrived, sameNonce.length > 0);
  await tx.insert(custodyEntry).values(rowOf(ctx, batch, arrived, outcome));
  const opened = await notify(tx, author, batch, arrived, outcome);
  if (outcome.state === 'HELD') {
    if (outcome.reason === WAITS_FOR_ENTRY && entry?.undoOf !== undefined) known.awaited.add(entry.undoOf);
    return { ...told, state: 'HELD', reason: outcome.reason, ...opened };
  }
  if (entry && known.awaited.has(nonce)) await settleUndos(tx, author, nonce);
  return { ...told, state: outcome.state, ...opened, ...countOf(outcome.scanCount) };
}

async function decide(
  tx: Tx,
  ctx: Context,
  { deviceId }: SyncInput,
  { entry, nonce, at }: Arrived,
  isTaken: boolean,
): Promise<Written | Held> {
  if (!entry) return hold('MALFORMED', nonce, { reason: 'UNREADABLE' });
  if (ctx.scope?.endedAt)
    return (await findCounted(tx, ctx, entry)) ?? hold('DEVICE_REVOKED', deviceId, { reason: 'DEVICE_REVOKED' });
  if (isTaken) return hold('NONCE_CONFLICT', nonce, { reason: 'NONCE_REUSED' });
  return writeEntry(tx, ctx, { entry, at, deviceId });
}

const countOf = (scanCount: number | null) => (scanCount === null ? {} : { scanCount });

/** What was said of an entry when it came first, with what has become of it. */
async function answerAgain(tx: Tx, ctx: Context, row: typeof custodyEntry.$inferSelect) {
  if (row.state === 'ACCEPTED') return { state: 'REPLAYED' as const };
  return { state: 'HELD' as const, ...(row.reason ? { reason: row.reason } : {}), ...(await findHeldIn(tx, ctx, row)) };
}

async function findHeldIn(tx: Tx, ctx: Context, { nonce, businessDay }: typeof custodyEntry.$inferSelect) {
  const isOfNight = and(eq(incident.businessId, ctx.venue.id), eq(incident.businessDay, businessDay));
  const rows = await tx.select().from(incident).where(isOfNight);
  const found = rows.find(({ nonces, facts }) => nonces.includes(nonce) && facts.held);
  return found ? { incident: { id: found.id, kind: found.kind } } : {};
}

/**
 * In whose name an entry is counted: that of whoever made it, when they work here; else of whoever delivers it. The row in
 * custody says both.
 */
async function authorOf(tx: Tx, ctx: Context, { actor }: SyncEntry): Promise<string> {
  if (actor === undefined || actor === ctx.userId) return ctx.userId;
  const isMember = and(eq(membership.businessId, ctx.venue.id), eq(membership.userId, actor));
  const [found] = await tx.select({ userId: membership.userId }).from(membership).where(isMember);
  return found ? actor : ctx.userId;
}

function rowOf(ctx: Context, batch: SyncInput, { nonce, hash, content, at, entry }: Arrived, outcome: Written | Held) {
  return {
    ...{ businessId: ctx.venue.id, nonce, contentHash: hash, deviceId: batch.deviceId, sentBy: ctx.userId },
    ...{ content, at, sentAt: new Date(batch.sentAt), receivedAt: ctx.now },
    ...{ businessDay: businessDayOf(at, ctx.venue), undoOf: entry?.undoOf ?? null },
    state: outcome.state === 'HELD' ? ('HELD' as const) : ('ACCEPTED' as const),
    reason: outcome.state === 'HELD' ? outcome.reason : null,
  };
}

/** Records what a person should look at; the answer names the incident that tells most of the entry. */
async function notify(
  tx: Tx,
  author: Context,
  { deviceId }: SyncInput,
  { entry, nonce, at, skewSeconds }: Arrived,
  outcome: Written | Held,
): Promise<{ incident?: { id: string; kind: string } }> {
  const skew: Notice[] =
    skewSeconds === null ? [] : [{ kind: 'CLOCK_SKEW', about: deviceId, reservationId: null, facts: { skewSeconds } }];
  const notices = [...(outcome.state === 'HELD' ? (outcome.notice ? [outcome.notice] : []) : outcome.notices), ...skew];
  const noticed: Noticed = {
    ...{ nonce, deviceId, gateId: entry?.gateId ?? null, businessDay: businessDayOf(at, author.venue) },
    people: entry ? (entry.flow === 'OUT' ? -entry.delta : entry.delta) : 0,
  };
  const opened = [];
  for (const notice of notices) opened.push(await recordIncident(tx, author, notice, noticed));
  const [first] = opened;
  return first ? { incident: { id: first.id, kind: first.kind } } : {};
}

/** Of an undo whose entry has not come. */
const isWaiting = and(eq(custodyEntry.state, 'HELD'), eq(custodyEntry.reason, WAITS_FOR_ENTRY));

/** Takes back an entry that has just been counted, where its undo came before it. */
export async function settleUndos(tx: Tx, ctx: Context, nonce: string): Promise<void> {
  const waits = and(eq(custodyEntry.businessId, ctx.venue.id), eq(custodyEntry.undoOf, nonce), isWaiting);
  for (const row of await tx.select().from(custodyEntry).where(waits)) {
    const { entry } = readEntry(JSON.parse(row.content));
    if (!entry) continue;
    const outcome = await writeEntry(tx, ctx, { entry, at: row.at, deviceId: row.deviceId });
    await setState(tx, row, outcome);
  }
}

/** Writes what has become of a held entry. */
export async function setState(
  tx: Tx,
  { businessId, nonce, contentHash }: typeof custodyEntry.$inferSelect,
  outcome: Written | Held,
): Promise<void> {
  const isRow = and(
    eq(custodyEntry.businessId, businessId),
    eq(custodyEntry.nonce, nonce),
    eq(custodyEntry.contentHash, contentHash),
  );
  const state = outcome.state === 'HELD' ? ('HELD' as const) : ('ACCEPTED' as const);
  await tx
    .update(custodyEntry)
    .set({ state, reason: outcome.state === 'HELD' ? outcome.reason : null })
    .where(isRow);
}
