import { randomUUID } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { venueEvent } from '@/modules/events/tables';
import type { ReservationRow } from '@/modules/reservations/rows';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { countsOf, scanInput, tokenOf } from '../../../tests/support/scans';
import { countAttendance } from './count-attendance';
import { createWalkIn } from './create-walk-in';
import { readHistory } from './read-history';
import { readLastArrival } from './read-last-arrival';
import { readOccupancy } from './read-occupancy';
import { readSummary } from './read-summary';
import { recordClick } from './record-click';
import { recordExit } from './record-exit';
import { scanQr } from './scan-qr';
import { ClickInput, ExitInput } from './schema';
import { attendanceEntry } from './tables';
import { undoAttendance } from './undo-attendance';
import { undoClick } from './undo-click';

type Fields = Record<string, unknown>;
const door = (venue: TestVenue) => venue.as('DOOR');
const click = (venue: TestVenue, delta: number, fields: Fields = {}, role: 'DOOR' | 'HOST' = 'DOOR') =>
  recordClick(venue.as(role), ClickInput.parse({ delta, nonce: randomUUID(), ...fields }));
const leave = (venue: TestVenue, delta: number, fields: Fields = {}) =>
  recordExit(door(venue), ExitInput.parse({ delta, nonce: randomUUID(), ...fields }));
const scan = async (venue: TestVenue, row: ReservationRow, increment: number, fields: Fields = {}) =>
  scanQr(door(venue), scanInput(await tokenOf(row), randomUUID(), { increment, ...fields }));
const figures = async (venue: TestVenue) => {
  const { inside, admitted, walkIns, entered, left, uncounted, byGate } = await readOccupancy(door(venue));
  return { inside, admitted, walkIns, entered, left, uncounted, byGate };
};
const lastEvent = async (venue: TestVenue) => {
  const [event] = await db()
    .select()
    .from(venueEvent)
    .where(eq(venueEvent.businessId, venue.venue.id))
    .orderBy(desc(venueEvent.seq))
    .limit(1);
  return JSON.parse(event?.payload ?? '{}');
};

describeDatabases('people without a reservation', () => {
  it('are counted once for each nonce, told of without anything personal, and taken back', async () => {
    const venue = await makeVenue({ walkInCategories: ['Lista', 'General'] });
    const input = ClickInput.parse({ delta: 5, nonce: 'nonce-0001', gateId: 'norte', category: 'Lista' });
    const answers = await Promise.all(Array.from({ length: 6 }, () => recordClick(door(venue), input)));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(answers[0]).toMatchObject({
      kind: 'WALK_IN',
      flow: 'IN',
      delta: 5,
      inside: 5,
      category: 'Lista',
      forced: false,
    });
    const { id } = (await lastEvent(venue)).row;
    expect(await lastEvent(venue)).toEqual({
      ...{ type: 'occupancy-changed', businessId: venue.venue.id, seq: 1, timestamp: expect.any(String), id },
      row: {
        ...{ id, businessDay: TODAY, flow: 'IN', kind: 'WALK_IN', delta: 5, gateId: 'norte', category: 'Lista' },
        ...{ booked: false, version: 1 },
      },
    });
    expect(await failureOf(recordClick(door(venue), { ...input, delta: 1 }))).toBe('NONCE_REUSED');
    const undo = () => undoClick(door(venue), { nonce: 'nonce-0001' });
    const undone = await Promise.all([undo(), undo()]);
    expect(undone.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await figures(venue)).toMatchObject({ inside: 0, walkIns: 0, entered: 0, left: 0, uncounted: 0 });
    expect(await failureOf(undoClick(door(venue), { nonce: 'nonce-none' }))).toBe('NOT_FOUND');
  });

  it('are corrected down to nobody, by the door only as far as it counted them', async () => {
    const venue = await makeVenue();
    await click(venue, 3);
    await click(venue, 4, {}, 'HOST');
    expect(await click(venue, -2)).toMatchObject({ kind: 'CLICK', delta: -2, inside: 5 });
    expect(await failureOf(click(venue, -2))).toBe('FORBIDDEN');
    expect(await click(venue, -5, {}, 'HOST')).toMatchObject({ inside: 0 });
    expect(await failureOf(click(venue, -1, {}, 'HOST'))).toBe('COUNT_BELOW_ZERO');
    expect(await failureOf(click(venue, 1, { category: 'Nadie' }))).toBe('VALIDATION');
  });

  it('are taken back by others only with the permission, and only tonight at the door', async () => {
    const venue = await makeVenue();
    await click(venue, 1, { nonce: 'nonce-host' }, 'HOST');
    await click(venue, 1, { nonce: 'nonce-door' });
    expect(await failureOf(undoClick(door(venue), { nonce: 'nonce-host' }))).toBe('FORBIDDEN');
    const tomorrow = { now: new Date(NOW.getTime() + 86_400_000) };
    expect(await failureOf(undoClick(venue.as('DOOR', tomorrow), { nonce: 'nonce-door' }))).toBe('FORBIDDEN');
    expect(await undoClick(venue.as('HOST'), { nonce: 'nonce-door' })).toMatchObject({ kind: 'UNDO', inside: 1 });
    const [undo] = await db()
      .select()
      .from(attendanceEntry)
      .where(and(eq(attendanceEntry.businessId, venue.venue.id), eq(attendanceEntry.kind, 'UNDO')));
    expect(await failureOf(undoClick(venue.as('HOST'), { nonce: undo?.nonce ?? '' }))).toBe('NOT_COUNTABLE');
  });

  it('belong to the night in which the device counted them', async () => {
    const venue = await makeVenue();
    const later = venue.as('DOOR', { now: new Date('2026-11-22T09:30:00Z') });
    const input = ClickInput.parse({ delta: 2, nonce: 'nonce-late', occurredAt: '2026-11-22T08:30:00Z' });
    await recordClick(later, input);
    expect(await figures(venue)).toMatchObject({ inside: 2 });
    expect(await readOccupancy(later)).toMatchObject({ day: '2026-11-22', inside: 0 });
    const old = ClickInput.parse({ delta: 2, nonce: 'nonce-old1', occurredAt: '2026-11-21T20:00:00Z' });
    expect(await failureOf(recordClick(later, old))).toBe('NOT_COUNTABLE');
  });
});

describeDatabases('people who leave', () => {
  it('are told to whoever reads their pass, also while others of the party are expected', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 5 });
    const qrCode = await tokenOf(row);
    await scan(venue, row, 2);
    expect(await scanQr(door(venue), { action: 'info', qrCode })).not.toHaveProperty('outside');
    await leave(venue, 1, { qrCode });
    expect(await scanQr(door(venue), { action: 'info', qrCode })).toMatchObject({ outside: 1, scanCount: 2 });
  });

  it('come back by their pass without arriving twice, as many as are outside', async () => {
    const venue = await makeVenue({ capacityPolicy: 'BLOCK' });
    const row = await makeReservation(venue, { guestCount: 4 });
    const qrCode = await tokenOf(row);
    await scan(venue, row, 4);
    expect(await leave(venue, 3, { qrCode })).toMatchObject({
      kind: 'EXIT',
      flow: 'OUT',
      inside: 1,
      reservationId: row.id,
    });
    expect(await failureOf(leave(venue, 2, { qrCode }))).toBe('COUNT_BELOW_ZERO');
    expect(await scanQr(door(venue), { action: 'info', qrCode })).toMatchObject({ outside: 3, scanCount: 4 });
    const back = scanInput(qrCode, 'nonce-back', { increment: 2 });
    const first = await scanQr(door(venue), back);
    expect(first).toMatchObject({ kind: 'REENTRY', scanCount: 4, excess: 0, isFirstScan: false, replayed: false });
    expect(await scanQr(door(venue), back)).toEqual({ ...first, replayed: true });
    expect(await failureOf(scan(venue, row, 2))).toBe('SCAN_REFUSED');
    expect(await countAttendance(door(venue), { id: row.id, delta: 1, nonce: 'nonce-hand' })).toMatchObject({
      ...{ kind: 'REENTRY', scanCount: 4 },
    });
    expect(await countsOf(row)).toMatchObject({ scanCount: 4, version: 2 });
    expect(await figures(venue)).toMatchObject({ inside: 4, admitted: 4, entered: 7, left: 3 });
    expect((await readLastArrival(door(venue), { id: row.id })).arrival).toMatchObject({ people: 4 });
    const { entries } = await readHistory(venue.as('HOST'), { id: row.id });
    expect(entries.filter(({ kind }) => kind === 'attendance')).toMatchObject(
      ['REENTRY', 'REENTRY', 'EXIT', 'FIRST'].map((movement) => ({ movement, scanCountAfter: 4 })),
    );
  });

  it('are the missing ones of a party that is not complete, whoever of them comes', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 3 });
    await scan(venue, row, 2);
    await leave(venue, 1, { qrCode: await tokenOf(row) });
    expect(await scan(venue, row, 1)).toMatchObject({ scanCount: 3 });
    expect(await scan(venue, row, 1)).toMatchObject({ scanCount: 3, kind: 'REENTRY' });
    expect(await figures(venue)).toMatchObject({ inside: 3, admitted: 3 });
  });

  it('are undone with their party, in an order that leaves nobody outside who never came', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 2 });
    const qrCode = await tokenOf(row);
    const host = venue.as('HOST');
    const undo = (nonce: string) => undoAttendance(host, { id: row.id, nonce });
    await scanQr(door(venue), scanInput(qrCode, 'nonce-came', { increment: 2 }));
    await leave(venue, 2, { qrCode, nonce: 'nonce-left', gateId: 'sur' });
    expect(await failureOf(undo('nonce-came'))).toBe('COUNT_BELOW_ZERO');
    expect(await failureOf(countAttendance(host, { id: row.id, delta: -1, nonce: 'nonce-less' }))).toBe(
      'COUNT_BELOW_ZERO',
    );
    await scanQr(door(venue), scanInput(qrCode, 'nonce-back', { increment: 2 }));
    expect(await failureOf(undo('nonce-left'))).toBe('COUNT_BELOW_ZERO');
    expect(await undo('nonce-back')).toMatchObject({ scanCount: 2, replayed: false });
    expect(await undo('nonce-left')).toMatchObject({ scanCount: 2 });
    expect(await undo('nonce-left')).toMatchObject({ replayed: true });
    expect(await undo('nonce-came')).toMatchObject({ scanCount: 0 });
    expect(await figures(venue)).toMatchObject({ inside: 0, admitted: 0, entered: 0, left: 0 });
    expect((await figures(venue)).byGate).toContainEqual({ gateId: 'sur', entered: 0, left: 0 });
  });

  it('are never refused without a pass, and said to be more than were counted', async () => {
    const venue = await makeVenue();
    await click(venue, 1);
    expect(await leave(venue, 3, { nonce: 'nonce-0001' })).toMatchObject({
      inside: 0,
      forced: true,
      reservationId: null,
    });
    expect(await figures(venue)).toMatchObject({ inside: 0, uncounted: 2, left: 3 });
    await click(venue, 4);
    expect(await figures(venue)).toMatchObject({ inside: 2, uncounted: 0 });
    expect(await leave(venue, 3, { nonce: 'nonce-0001' })).toMatchObject({ replayed: true, inside: 2 });
    await undoClick(door(venue), { nonce: 'nonce-0001' });
    expect(await figures(venue)).toMatchObject({ inside: 5, left: 0 });
  });

  it('are refused with what is no pass of this venue, and let out with a pass that opens nothing any more', async () => {
    const [venue, other] = [await makeVenue(), await makeVenue()];
    const [row, foreign] = [await makeReservation(venue), await makeReservation(other)];
    expect(await failureOf(leave(venue, 1, { qrCode: 'x' }))).toBe('SCAN_REFUSED');
    expect(await failureOf(leave(venue, 1, { qrCode: await tokenOf(foreign) }))).toBe('SCAN_REFUSED');
    const tomorrow = await makeReservation(venue, { reservedAt: '2026-11-23T02:00:00Z' });
    expect(await failureOf(leave(venue, 1, { qrCode: await tokenOf(tomorrow) }))).toBe('SCAN_REFUSED');
    await scan(venue, row, 2);
    const night = venue.as('DOOR', { now: new Date('2026-11-22T09:30:00Z') });
    const exit = ExitInput.parse({ delta: 2, nonce: 'nonce-0001', qrCode: await tokenOf(row) });
    expect(await recordExit(night, exit)).toMatchObject({ inside: 0 });
  });
});

describeDatabases('a venue that is full', () => {
  it('lets in no more than it holds, whatever the gates and the ways to count, at once', async () => {
    const venue = await makeVenue({ capacity: 20, occupancyPolicy: 'BLOCK', capacityPolicy: 'ALLOW' });
    const rows = await Promise.all(Array.from({ length: 6 }, () => makeReservation(venue, { guestCount: 50 })));
    const tries = [
      ...rows.flatMap((row, i) => [scan(venue, row, 2, { gateId: `g${i % 3}` }), scan(venue, row, 1)]),
      ...rows.map((row) => countAttendance(door(venue), { id: row.id, delta: 3, nonce: randomUUID() })),
      ...Array.from({ length: 8 }, () => click(venue, 2)),
      ...Array.from({ length: 3 }, () => createWalkIn(venue.as('HOST'), { guestCount: 4, nonce: randomUUID() })),
    ];
    const results = await Promise.allSettled(tries);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    for (const code of refused) expect(['SCAN_REFUSED', 'NOT_COUNTABLE', 'VENUE_FULL']).toContain(code);
    const { inside } = await figures(venue);
    expect(inside).toBeLessThanOrEqual(20);
    // Whoever was refused did not fit when they came: the smallest step is one.
    expect(inside).toBeGreaterThan(16);
    while ((await figures(venue)).inside < 20) await click(venue, 1);
    const [row] = rows;
    if (!row) throw new Error('no reservation');
    const byHand = countAttendance(door(venue), { id: row.id, delta: 1, nonce: randomUUID() });
    expect(await failureOf(byHand)).toBe('NOT_COUNTABLE');
    expect(await failureOf(scan(venue, row, 1))).toBe('SCAN_REFUSED');
    expect(await failureOf(click(venue, 1))).toBe('VENUE_FULL');
    const walkIn = createWalkIn(venue.as('HOST'), { guestCount: 1, nonce: randomUUID() });
    expect(await failureOf(walkIn)).toBe('VENUE_FULL');
    await leave(venue, 1);
    expect(await click(venue, 1)).toMatchObject({ inside: 20 });
  });

  it('lets more in for who may and says why', async () => {
    const venue = await makeVenue({ capacity: 1, occupancyPolicy: 'BLOCK' });
    const row = await makeReservation(venue, { guestCount: 4 });
    await click(venue, 1);
    const input = (fields: Fields) => ClickInput.parse({ delta: 1, nonce: randomUUID(), ...fields });
    const refusal = async (work: Promise<unknown>) => work.catch(({ code, extra }) => ({ code, ...extra }));
    const full = { code: 'VENUE_FULL', inside: 1, capacity: 1 };
    expect(await refusal(recordClick(door(venue), input({ force: true, reason: 'vip' })))).toEqual({
      ...full,
      needs: 'manager',
    });
    expect(await refusal(recordClick(venue.as('HOST'), input({ force: true })))).toEqual({ ...full, needs: 'reason' });
    const forced = await recordClick(venue.as('HOST'), input({ force: true, reason: 'vip' }));
    expect(forced).toMatchObject({ forced: true, inside: 2 });
    const scanned = scanInput(await tokenOf(row), 'nonce-scan', { force: true });
    expect(await refusal(scanQr(venue.as('HOST'), scanned))).toMatchObject({ reason: 'VENUE_FULL', needs: 'reason' });
    await scanQr(venue.as('HOST'), { ...scanned, reason: 'vip' } as typeof scanned);
    const entries = await db()
      .select({ forced: attendanceEntry.forced, reason: attendanceEntry.reason })
      .from(attendanceEntry)
      .where(and(eq(attendanceEntry.businessId, venue.venue.id), eq(attendanceEntry.forced, true)));
    expect(entries).toEqual([
      { forced: true, reason: 'vip' },
      { forced: true, reason: 'vip' },
    ]);
  });

  it.each(['ALLOW', 'WARN'] as const)('refuses nobody under %s', async (occupancyPolicy) => {
    const venue = await makeVenue({ capacity: 1, occupancyPolicy });
    expect(await click(venue, 5)).toMatchObject({ inside: 5, forced: false });
  });
});

describeDatabases('a night', () => {
  it('adds people without a reservation to those who came, and says what the exits say', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 4 });
    await scan(venue, row, 3);
    expect((await readSummary(venue.as('HOST'), {})).flow).toBeNull();
    await click(venue, 5, { nonce: 'nonce-five', gateId: 'norte' });
    await click(venue, -1);
    await leave(venue, 2, { qrCode: await tokenOf(row), occurredAt: '2026-11-22T01:59:00Z' });
    const summary = await readSummary(venue.as('HOST'), {});
    expect(summary).toMatchObject({
      ...{ arrived: 7, planned: 4, missing: 1, excess: 0, walkIns: { parties: 0, people: 4 } },
      ...{ withoutHour: 0, peak: { people: 7 }, flow: { left: 2, inside: 5 } },
    });
    expect(summary.byHour.reduce((sum, { people }) => sum + people, 0)).toBe(7);
    expect(new Map(summary.byGate.map(({ gateId, ...figures }) => [gateId, figures]))).toEqual(
      new Map([
        ['norte', { entered: 5, left: 0 }],
        [null, { entered: 2, left: 2 }],
      ]),
    );
  });

  it('counts the rows of the version before, which name neither flow nor kind nor night', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 4 });
    const old = (id: string, delta: number, method: 'QR' | 'UNDO', undoOf: string | null) =>
      db()
        .insert(attendanceEntry)
        .values({
          ...{
            businessId: venue.venue.id,
            id,
            reservationId: row.id,
            delta,
            nonce: id,
            requestHash: 'h',
            method,
            undoOf,
          },
          ...{ occurredAt: NOW, receivedAt: NOW, scanCountAfter: 1, guestCountThen: 4, statusAfter: 'CHECKED_IN' },
          ...{ isFirstScan: false, seq: 1 },
        });
    await old('old-1', 3, 'QR', null);
    await old('old-2', 2, 'QR', null);
    await old('old-3', -2, 'UNDO', 'old-2');
    expect(await figures(venue)).toMatchObject({ inside: 3, admitted: 3, walkIns: 0 });
  });
});
