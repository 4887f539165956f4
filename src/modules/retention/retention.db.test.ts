import { readFile } from 'node:fs/promises';
import { and, count, eq, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { session, verification } from '@/modules/access/tables';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { attendanceEntry, scanAttempt } from '@/modules/attendance/tables';
import { undoAttendance } from '@/modules/attendance/undo-attendance';
import { auditEntry } from '@/modules/audit/tables';
import { recordAudit } from '@/modules/audit/write-audit';
import { venueEvent } from '@/modules/events/tables';
import { qrPass } from '@/modules/passes/tables';
import { createReservation } from '@/modules/reservations/create-reservation';
import { deleteReservation } from '@/modules/reservations/delete-reservation';
import { reservation } from '@/modules/reservations/tables';
import { business } from '@/modules/venues/tables';
import { db, transaction } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { pruneEvents } from './prune-events';
import { pruneNights } from './prune-nights';
import { pruneAttempts, pruneAudit, pruneExpired, pruneIdempotencyKeys } from './prune-old-rows';

const DAY_MS = 24 * 60 * 60_000;
/** The database refuses by its own clock, so rows are as old as they say. */
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const OLD = ago(3 * 365 + 2);
const YOUNG = ago(3 * 365 - 2);

async function book(venue: TestVenue, now: Date, idempotencyKey?: string): Promise<string> {
  const ctx = venue.as('OWNER', { now, idempotencyKey });
  const { reservation: made } = await createReservation(ctx, bookingInput({ reservedAt: now.toISOString() }));
  return made.id;
}

/** With people counted, one of them taken back, and a refused scan. */
async function bookWithArrivals(venue: TestVenue, now: Date): Promise<string> {
  const id = await book(venue, now);
  const ctx = venue.as('OWNER', { now });
  await countAttendance(ctx, { id, delta: 2, nonce: `nonce-${id}` });
  await countAttendance(ctx, { id, delta: 1, nonce: `nonce-more-${id}` });
  await undoAttendance(ctx, { id, nonce: `nonce-more-${id}` });
  await attempt(venue, now, id);
  return id;
}

async function attempt(venue: TestVenue, receivedAt: Date, reservationId: string | null = null): Promise<void> {
  const id = `${reservationId ?? 'none'}-${receivedAt.getTime()}`;
  await db()
    .insert(scanAttempt)
    .values({
      ...{ businessId: venue.venue.id, id, reservationId, reason: 'CAPACITY', increment: 1 },
      ...{ occurredAt: receivedAt, receivedAt },
    });
}

async function rowsIn(table: PgTable): Promise<number> {
  return (await db().select({ rows: count() }).from(table))[0]?.rows ?? 0;
}

const OF_NIGHTS = [reservation, qrPass, attendanceEntry, scanAttempt, auditEntry];

describeDatabases('retention', () => {
  it('removes a night whole, once, and leaves what is younger or was corrected since', async () => {
    const [venue, other] = [await makeVenue(), await makeVenue()];
    const kept = [await bookWithArrivals(venue, YOUNG), await bookWithArrivals(venue, ago(1))];
    const corrected = await bookWithArrivals(venue, OLD);
    await db()
      .insert(attendanceEntry)
      .values({
        ...{ businessId: venue.venue.id, id: 'late', reservationId: corrected, delta: 1, nonce: 'late' },
        ...{ requestHash: 'hash', method: 'MANUAL', occurredAt: OLD, receivedAt: ago(30), scanCountAfter: 3 },
        ...{ guestCountThen: 4, statusAfter: 'COMPLETED', isFirstScan: false, seq: 9 },
      });
    const before = await Promise.all(OF_NIGHTS.map(rowsIn));
    for (let i = 0; i < 3; i++) await bookWithArrivals(i === 2 ? other : venue, OLD);
    const deleted = await book(venue, OLD);
    await deleteReservation(venue.as('OWNER', { now: OLD }), { id: deleted });

    const removed = await Promise.all([pruneNights(), pruneNights()]);
    expect(removed.reduce((a, b) => a + b, 0)).toBe(4);
    expect(await Promise.all(OF_NIGHTS.map(rowsIn))).toEqual(before);
    const left = await db().select({ id: reservation.id }).from(reservation);
    expect(left.map(({ id }) => id).sort()).toEqual([...kept, corrected].sort());
    expect(await pruneNights()).toBe(0);
  });

  it('forgets the key of a creation after thirty days, not before', async () => {
    const venue = await makeVenue();
    const [old, young] = [ago(31), ago(29)];
    const ids = [await book(venue, old, 'key-old'), await book(venue, young, 'key-new')];
    expect(await pruneIdempotencyKeys()).toBe(1);
    const rows = await db().select().from(reservation).where(eq(reservation.businessId, venue.venue.id));
    expect(
      rows.map(({ id, idempotencyKey: key, idempotencyHash: hash }) => [ids.indexOf(id), key, hash !== null]).sort(),
    ).toEqual([
      [0, null, false],
      [1, 'key-new', true],
    ]);
    expect(await book(venue, young, 'key-new')).toBe(ids[1]);
    expect(await book(venue, old, 'key-old')).not.toBe(ids[0]);
  });

  it('removes refused scans after half a year, batch by batch, by several at once', async () => {
    const venue = await makeVenue();
    await db().delete(scanAttempt);
    await db().execute(sql`insert into scan_attempt (business_id, id, reason, increment, occurred_at, received_at)
      select ${venue.venue.id}, 's' || n, 'INVALID', 1, now(), now() - interval '181 days' from generate_series(1, 2500) n`);
    await attempt(venue, ago(179));
    const removed = await Promise.all([pruneAttempts(), pruneAttempts()]);
    expect(removed.reduce((a, b) => a + b, 0)).toBe(2_500);
    expect(await rowsIn(scanAttempt)).toBe(1);
  });

  it('removes the audit of a venue itself with its nights, and ended sessions and codes', async () => {
    const venue = await makeVenue();
    const ctx = (now: Date) => venue.as('OWNER', { now });
    const change = {
      action: 'business.renamed',
      entity: 'business',
      entityId: 'b',
      before: null,
      after: null,
    } as const;
    await transaction(async (tx) => {
      for (const at of [OLD, YOUNG]) await recordAudit(tx, ctx(at), change);
    });
    expect(await pruneAudit()).toBe(1);
    for (const [id, expiresAt] of [
      ['ended', ago(2)],
      ['ending', ago(0.5)],
      ['living', ago(-7)],
    ] as const) {
      await db()
        .insert(session)
        .values({ id, token: id, userId: ctx(OLD).userId, expiresAt });
      await db().insert(verification).values({ id, identifier: id, value: id, expiresAt });
    }
    expect(await pruneExpired()).toBe(2);
    expect(await Promise.all([rowsIn(session), rowsIn(verification)])).toEqual([2, 2]);
  });

  it('keeps no guest in the event log for longer than in the list', async () => {
    const { venue } = await makeVenue();
    const at = [OLD, OLD, YOUNG, ago(1)];
    await db()
      .insert(venueEvent)
      .values(at.map((createdAt, i) => ({ businessId: venue.id, seq: i + 1, epoch: 'e1', payload: '{}', createdAt })));
    await db().update(business).set({ eventSeq: at.length }).where(eq(business.id, venue.id));
    expect(await pruneEvents()).toBe(2);
    const [row] = await db().select().from(business).where(eq(business.id, venue.id));
    expect(row).toMatchObject({ eventFloor: 2, eventSeq: 4 });
  });

  it('is shorter in a venue that says so, and in no other', async () => {
    const [short, other] = [await makeVenue(), await makeVenue()];
    await db().delete(scanAttempt);
    const since = { keptNightsDays: 400, keptRefusalsDays: 30 };
    await db().update(business).set(since).where(eq(business.id, short.venue.id));
    const settings = { action: 'venue.settings-changed', entity: 'venue', entityId: 'v', before: null, after: null };
    for (const venue of [short, other]) {
      for (const days of [402, 398]) {
        const at = ago(days);
        await book(venue, at);
        await transaction((tx) => recordAudit(tx, venue.as('OWNER', { now: at }), settings));
      }
      for (const days of [31, 29]) await attempt(venue, ago(days));
      await db()
        .update(venueEvent)
        .set({ createdAt: ago(402) })
        .where(and(eq(venueEvent.businessId, venue.venue.id), eq(venueEvent.seq, 1)));
    }
    const rowsOf = async (table: typeof reservation | typeof scanAttempt | typeof auditEntry | typeof venueEvent) => {
      const found = await db().select({ id: table.businessId }).from(table);
      return [short, other].map(({ venue }) => found.filter(({ id }) => id === venue.id).length);
    };
    expect(await rowsOf(venueEvent)).toEqual([2, 2]);
    expect([await pruneNights(), await pruneAttempts(), await pruneAudit(), await pruneEvents()]).toEqual([1, 1, 1, 1]);
    expect(await rowsOf(reservation)).toEqual([1, 2]);
    expect(await rowsOf(scanAttempt)).toEqual([1, 2]);
    expect(await rowsOf(auditEntry), 'of the reservation, and of the venue').toEqual([2, 4]);
    expect(await rowsOf(venueEvent)).toEqual([1, 2]);
  });

  it('is said of every table', async () => {
    const { rows } = (await db().execute(
      sql`select table_name as name from information_schema.tables where table_schema = 'public' order by table_name`,
    )) as unknown as { rows: { name: string }[] };
    const told = (await readFile('docs/operations.md', 'utf8')).matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm);
    const tables = new Set([...told].flatMap(([, names = '']) => names.replaceAll('`', '').split(', ')));
    expect(rows.map(({ name }) => name).filter((name) => !tables.has(name))).toEqual([]);
  });
});
