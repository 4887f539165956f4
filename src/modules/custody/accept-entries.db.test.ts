import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { readOccupancy } from '@/modules/attendance/read-occupancy';
import { readPersonalPasses } from '@/modules/attendance/read-personal-passes';
import { recordClick } from '@/modules/attendance/record-click';
import { scanQr } from '@/modules/attendance/scan-qr';
import { ClickInput, CountAttendanceInput } from '@/modules/attendance/schema';
import { attendanceEntry } from '@/modules/attendance/tables';
import { changeStatus } from '@/modules/reservations/change-status';
import { deleteReservation } from '@/modules/reservations/delete-reservation';
import { rotatePass } from '@/modules/reservations/rotate-pass';
import type { ReservationRow } from '@/modules/reservations/rows';
import { db } from '@/platform/db/transaction';
import { closeDueDays } from '../../../tests/support/close-days';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, NOW, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { countsOf, scanInput, tokenOf } from '../../../tests/support/scans';
import { acceptEntries } from './accept-entries';
import { entryOf, phoneOf } from './entries.fixture';
import { listIncidents } from './reads';
import { resolveIncident } from './resolve-incident';
import { SyncInput } from './schema';
import { custodyEntry } from './tables';

const open = async (venue: TestVenue) => {
  const { incidents } = await listIncidents(venue.as('DOOR'), {});
  return incidents.map(({ kind, reservationId, entries, people }) => ({ kind, reservationId, entries, people }));
};
const inside = async (venue: TestVenue) => (await readOccupancy(venue.as('DOOR'))).inside;
const kept = (venue: TestVenue) => db().select().from(custodyEntry).where(eq(custodyEntry.businessId, venue.venue.id));
const written = ({ id }: ReservationRow) =>
  db().select().from(attendanceEntry).where(eq(attendanceEntry.reservationId, id));

describeDatabases('what a phone delivers', () => {
  it('is counted once, however often and wherever it comes, and its answer says so', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const token = await tokenOf(row);
    const phone = phoneOf(venue);
    const entries = [
      entryOf({ token, gateId: 'norte', manifestSeq: 3 }),
      entryOf({ reservationId: row.id, delta: 1, basis: 'MANUAL' }),
      entryOf({ kind: 'WALK_IN', category: 'Lista', delta: 5 }),
      entryOf({ kind: 'EXIT', flow: 'OUT', delta: 3 }),
      entryOf({ kind: 'EXIT', flow: 'OUT', delta: 1, token }),
    ];
    const all = await Promise.all([phone.send(entries), phone.send(entries), phone.send(entries)]);
    for (const [i, { nonce }] of entries.entries()) {
      const results = all.map(({ results }) => results[i]);
      expect(results.map((result) => result?.nonce)).toEqual([nonce, nonce, nonce]);
      expect(results.map((result) => result?.state).sort()).toEqual(['ACCEPTED', 'REPLAYED', 'REPLAYED']);
    }
    expect(await countsOf(row)).toMatchObject({ scanCount: 3, status: 'CHECKED_IN' });
    expect(await readOccupancy(venue.as('DOOR'))).toMatchObject({ inside: 4, admitted: 3, walkIns: 5, left: 4 });
    expect(await kept(venue)).toHaveLength(5);
    expect(await open(venue)).toEqual([]);
  });

  it('is the same entry as one that was sent while the server could be reached, whichever came first', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 9 });
    const token = await tokenOf(row);
    const ctx = venue.as('DOOR');
    const [byPass, byHand, click] = [
      entryOf({ token }),
      entryOf({ reservationId: row.id }),
      entryOf({ kind: 'WALK_IN' }),
    ];
    const live = {
      pass: () => scanQr(ctx, scanInput(token, byPass.nonce, { increment: 2 })),
      hand: () => countAttendance(ctx, CountAttendanceInput.parse({ id: row.id, delta: 2, nonce: byHand.nonce })),
      click: () => recordClick(ctx, ClickInput.parse({ delta: 2, nonce: click.nonce })),
    };
    await live.pass();
    const phone = phoneOf(venue);
    const { results } = await phone.send([byPass, byHand, click]);
    expect(results.map(({ state }) => state)).toEqual(['REPLAYED', 'ACCEPTED', 'ACCEPTED']);
    expect(await Promise.all([live.pass(), live.hand(), live.click()])).toMatchObject([
      { replayed: true },
      { replayed: true },
      { replayed: true },
    ]);
    expect(await inside(venue)).toBe(6);
  });

  it('is in the ledger in the name of whoever counted, at the time and gate at which it was', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const at = new Date(NOW.getTime() - 20 * 60_000).toISOString();
    const host = venue.as('HOST').userId;
    await phoneOf(venue).one(entryOf({ token: await tokenOf(row), at, actor: host, gateId: 'sur' }));
    expect(await written(row)).toMatchObject([
      { userId: host, gateId: 'sur', method: 'QR', occurredAt: new Date(at), businessDay: TODAY },
    ]);
    const stranger = (await makeVenue()).as('HOST').userId;
    await phoneOf(venue).one(entryOf({ reservationId: row.id, delta: 1, actor: stranger }));
    expect((await written(row)).map(({ userId }) => userId)).toContain(venue.as('DOOR').userId);
    expect((await kept(venue)).map(({ sentBy }) => sentBy)).toEqual([venue.as('DOOR').userId, venue.as('DOOR').userId]);
  });

  it('counts the people whom a rule would refuse by now, and tells a person of each', async () => {
    const venue = await makeVenue({ capacity: 10, occupancyPolicy: 'BLOCK', capacityPolicy: 'BLOCK' });
    const [cancelled, replaced, deleted, planned] = await Promise.all(
      [1, 2, 3, 4].map(() => makeReservation(venue, { guestCount: 2 })),
    );
    if (!cancelled || !replaced || !deleted || !planned) throw new Error('not made');
    const tokens = await Promise.all([cancelled, replaced, deleted, planned].map(tokenOf));
    const owner = venue.as('OWNER');
    await changeStatus(owner, { id: cancelled.id, status: 'CANCELLED' });
    await rotatePass(owner, { id: replaced.id });
    await deleteReservation(owner, { id: deleted.id });
    const { results } = await phoneOf(venue).send(tokens.map((token, i) => entryOf({ token, delta: i === 3 ? 3 : 2 })));
    expect(results.map(({ state, incident }) => `${state} ${incident?.kind}`)).toEqual([
      'ACCEPTED CANCELLED_ENTERED',
      'ACCEPTED REVOKED_ENTERED',
      'ACCEPTED REVOKED_ENTERED',
      'ACCEPTED OVER_PLAN_OFFLINE',
    ]);
    expect(await countsOf(cancelled), 'it is not reopened').toMatchObject({ scanCount: 2, status: 'CANCELLED' });
    expect(await countsOf(replaced)).toMatchObject({ scanCount: 2, status: 'CHECKED_IN' });
    expect(await countsOf(deleted), 'they have no reservation').toMatchObject({ scanCount: 0 });
    expect(await inside(venue)).toBe(9);
    await phoneOf(venue).send([entryOf({ kind: 'WALK_IN' }), entryOf({ kind: 'WALK_IN' })]);
    expect(await inside(venue)).toBe(13);
    expect(await open(venue)).toEqual(
      expect.arrayContaining([
        { kind: 'CAPACITY_PASSED_OFFLINE', reservationId: null, entries: 2, people: 4 },
        { kind: 'CANCELLED_ENTERED', reservationId: cancelled.id, entries: 1, people: 2 },
        { kind: 'REVOKED_ENTERED', reservationId: replaced.id, entries: 1, people: 2 },
        { kind: 'REVOKED_ENTERED', reservationId: deleted.id, entries: 1, people: 2 },
        { kind: 'OVER_PLAN_OFFLINE', reservationId: planned.id, entries: 1, people: 3 },
      ]),
    );
    expect(await open(venue)).toHaveLength(5);
  });

  it('is judged by who is inside at that point of the night, in one delivery as in many', async () => {
    const click = (delta: number) => entryOf({ kind: 'WALK_IN', delta });
    const tell = async (isAtOnce: boolean) => {
      const venue = await makeVenue({ capacity: 10, occupancyPolicy: 'BLOCK' });
      const row = await makeReservation(venue, { guestCount: 4 });
      const token = await tokenOf(row);
      const first = click(6);
      const entries = [
        ...[first, entryOf({ token, delta: 4 }), entryOf({ kind: 'EXIT', flow: 'OUT', delta: 1, token })],
        ...[entryOf({ token, delta: 1 }), entryOf({ kind: 'EXIT', flow: 'OUT', delta: 3 }), click(3), click(1)],
        ...[entryOf({ kind: 'UNDO', undoOf: first.nonce, delta: 1 }), click(5), click(1)],
      ];
      const phone = phoneOf(venue);
      const told = isAtOnce ? (await phone.send(entries)).results : [];
      if (!isAtOnce) for (const entry of entries) told.push(await phone.one(entry));
      return {
        inside: await inside(venue),
        told: told.map(({ state, incident }) => `${state} ${incident?.kind ?? ''}`),
      };
    };
    const atOnce = await tell(true);
    expect(atOnce).toEqual(await tell(false));
    const full = atOnce.told.flatMap((each, index) => (each === 'ACCEPTED CAPACITY_PASSED_OFFLINE' ? [index] : []));
    expect(full, 'the eleventh person, twice').toEqual([6, 9]);
  });

  it('of one party at two phones is counted, and told of', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 4 });
    const token = await tokenOf(row);
    const [north, south] = [phoneOf(venue, 'phone-a'), phoneOf(venue, 'phone-b')];
    expect(await north.one(entryOf({ token, delta: 4, gateId: 'norte' }))).toMatchObject({ scanCount: 4 });
    expect(await north.one(entryOf({ token, delta: 1, gateId: 'norte' })), 'one phone knows what it does').toEqual(
      expect.not.objectContaining({ incident: expect.anything() }),
    );
    const late = await south.one(entryOf({ token, delta: 4, gateId: 'sur' }));
    expect(late).toMatchObject({ state: 'ACCEPTED', scanCount: 9, incident: { kind: 'SAME_PARTY_TWO_GATES' } });
    expect(await open(venue)).toEqual([{ kind: 'SAME_PARTY_TWO_GATES', reservationId: row.id, entries: 1, people: 4 }]);
  });

  it('of another night is counted without its reservation', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { reservedAt: '2026-11-24T02:00:00Z' });
    const answer = await phoneOf(venue).one(entryOf({ token: await tokenOf(row) }));
    expect(answer).toMatchObject({ state: 'ACCEPTED', incident: { kind: 'OTHER_DAY_ENTERED' } });
    expect([await inside(venue), (await countsOf(row)).scanCount]).toEqual([2, 0]);
  });

  it('that nobody can count is kept for a person, and stands in nobody’s way', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const foreign = await tokenOf(await makeReservation(await makeVenue()));
    const good = entryOf({ reservationId: row.id });
    const entries = [
      ...[null, 7, 'x', [], { nonce: 'short' }, { ...entryOf(), delta: 0 }, { ...entryOf(), at: 'ayer' }],
      { ...entryOf(), more: 'x'.repeat(5000) },
      entryOf({ token: foreign }),
      entryOf({ token: 'no es un pase' }),
      entryOf({ reservationId: 'nobody' }),
      entryOf({ reservationId: row.id, delta: -3 }),
      { ...good, delta: 4 },
      good,
    ];
    const { results } = await phoneOf(venue).send([good, ...entries]);
    expect(results.map(({ state, incident }) => `${state} ${incident?.kind ?? ''}`)).toEqual([
      'ACCEPTED ',
      ...Array.from({ length: 8 }, () => 'HELD MALFORMED'),
      ...Array.from({ length: 3 }, () => 'HELD UNKNOWN_PASS_ENTERED'),
      ...['HELD OVER_PLAN_OFFLINE', 'HELD NONCE_CONFLICT', 'REPLAYED '],
    ]);
    expect(await inside(venue)).toBe(2);
    expect(await kept(venue)).toHaveLength(14);
    const again = await phoneOf(venue).send(entries);
    expect(again.results.map(({ state, incident }) => ({ state, incident }))).toEqual(
      results.slice(1).map(({ state, incident }) => ({ state, incident })),
    );
    expect((await open(venue)).reduce((sum, { entries }) => sum + entries, 0)).toBe(13);
  });

  it('is taken back, also when the undo comes first', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const [seen, walkIn] = [entryOf({ token: await tokenOf(row) }), entryOf({ kind: 'WALK_IN' })];
    const undo = (undoOf: string) => entryOf({ kind: 'UNDO', undoOf, delta: -2, basis: 'MANUAL' });
    const phone = phoneOf(venue);
    const first = undo(seen.nonce);
    expect(await phone.one(first)).toEqual({ nonce: first.nonce, state: 'HELD', reason: 'WAITS_FOR_ENTRY' });
    await phone.send([seen, walkIn, undo(walkIn.nonce), undo(walkIn.nonce)]);
    expect([await inside(venue), (await countsOf(row)).scanCount]).toEqual([0, 0]);
    expect(await phone.one(first)).toMatchObject({ state: 'REPLAYED' });
    const others = entryOf({ token: await tokenOf(row) });
    await phoneOf(venue, 'phone-b', 'HOST').one(others);
    expect(await phone.one(undo(others.nonce)), 'what somebody else counted').toMatchObject({
      state: 'HELD',
      incident: { kind: 'MALFORMED' },
    });
  });

  it('has the server’s time, however wrong the phone’s clock is, which is one incident', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const ahead = NOW.getTime() + 3 * 3_600_000;
    const at = (minutes: number) => new Date(ahead - minutes * 60_000).toISOString();
    const sentAt = new Date(ahead + 60_000).toISOString();
    const phone = phoneOf(venue);
    await phone.send(
      [30, 10].map((age) => entryOf({ reservationId: row.id, at: at(age), delta: 1 })),
      { sentAt },
    );
    expect((await written(row)).map(({ occurredAt }) => occurredAt.getTime() - NOW.getTime())).toEqual([
      -30 * 60_000,
      -10 * 60_000,
    ]);
    const { incidents } = await listIncidents(venue.as('DOOR'), {});
    expect(incidents).toMatchObject([{ kind: 'CLOCK_SKEW', entries: 1, facts: { skewSeconds: 10_800 } }]);
  });

  it('of a night that has ended meanwhile counts in that night, and not in the next one', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const morning = new Date(NOW.getTime() + 12 * 3_600_000);
    await closeDueDays(morning);
    const entries = [entryOf({ token: await tokenOf(row) }), entryOf({ kind: 'WALK_IN', delta: 3 })];
    const batch = SyncInput.parse({ deviceId: 'phone-a', sentAt: morning.toISOString(), entries });
    const { results } = await acceptEntries(venue.as('DOOR', { now: morning }), batch);
    expect(results.map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(await written(row)).toMatchObject([{ delta: 2, businessDay: TODAY, occurredAt: NOW }]);
    expect((await countsOf(row)).scanCount).toBe(2);
    expect((await kept(venue)).map(({ businessDay }) => businessDay)).toEqual([TODAY, TODAY]);
    expect([await inside(venue), (await readOccupancy(venue.as('DOOR', { now: morning }))).inside]).toEqual([5, 0]);
    expect(await open(venue)).toEqual([]);
  });

  it('that left comes in any order: nobody who walked out is refused', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const token = await tokenOf(row);
    const leave = entryOf({ kind: 'EXIT', flow: 'OUT', token, delta: 2 });
    expect(await phoneOf(venue, 'phone-b').one(leave)).toMatchObject({ state: 'ACCEPTED' });
    expect(await phoneOf(venue).one(entryOf({ token, delta: 2 }))).toMatchObject({ state: 'ACCEPTED', scanCount: 2 });
    expect(await readOccupancy(venue.as('DOOR'))).toMatchObject({ inside: 0, admitted: 2, left: 2 });
  });

  it('of a paired phone whose access has ended waits for a person, all of it together', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const scope = { id: 'device-1', profile: 'SCAN_LIST' as const, gateIds: [], endedAt: NOW };
    const entries = [entryOf({ token: await tokenOf(row) }), entryOf({ kind: 'WALK_IN' })];
    const batch = SyncInput.parse({ deviceId: 'any', sentAt: NOW.toISOString(), entries });
    const { results } = await acceptEntries(venue.as('DOOR', { scope }), batch);
    expect(results).toMatchObject([
      { state: 'HELD', incident: { kind: 'DEVICE_REVOKED' } },
      { state: 'HELD', incident: { kind: 'DEVICE_REVOKED' } },
    ]);
    expect(await inside(venue)).toBe(0);
    const { incidents } = await listIncidents(venue.as('DOOR'), {});
    expect(incidents).toMatchObject([{ deviceId: 'device-1', entries: 2, people: 4 }]);
    await resolveIncident(venue.as('HOST'), {
      id: incidents[0]?.id ?? '',
      resolution: 'ACCEPTED',
      reason: 'eran suyos',
    });
    expect([await inside(venue), (await countsOf(row)).scanCount]).toEqual([4, 2]);
  });

  it('of a phone whose access has ended is not held where the server had counted it before', async () => {
    const venue = await makeVenue();
    const token = await tokenOf(await makeReservation(venue));
    const [entry, other] = [entryOf({ token }), entryOf({ token, delta: 1 })];
    await scanQr(venue.as('DOOR'), scanInput(token, entry.nonce, { increment: 2 }));
    const scope = { id: 'device-1', profile: 'SCAN_LIST' as const, gateIds: [], endedAt: NOW };
    const batch = SyncInput.parse({ deviceId: 'any', sentAt: NOW.toISOString(), entries: [entry, other] });
    const { results } = await acceptEntries(venue.as('DOOR', { scope }), batch);
    expect(results.map(({ state }) => state)).toEqual(['REPLAYED', 'HELD']);
    expect(await open(venue)).toMatchObject([{ kind: 'DEVICE_REVOKED', entries: 1, people: 1 }]);
    expect(await inside(venue)).toBe(2);
  });

  it('of one person’s pass twice is counted, and told of', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 4 });
    const passes = await readPersonalPasses(await tokenOf(row), NOW);
    const [token, other] = [passes[1]?.qrCode, passes[2]?.qrCode];
    await phoneOf(venue, 'phone-a').one(entryOf({ token, delta: 1 }));
    const twice = await phoneOf(venue, 'phone-b').one(entryOf({ token, delta: 1 }));
    expect(twice).toMatchObject({ state: 'ACCEPTED', scanCount: 2, incident: { kind: 'SAME_PARTY_TWO_GATES' } });
    expect(await phoneOf(venue).one(entryOf({ token: other, delta: 1 }))).toEqual(
      expect.not.objectContaining({ incident: expect.anything() }),
    );
  });

  it('counts the others of a batch when the database refuses one entry, which waits for a person', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { guestCount: 9 });
    const token = await tokenOf(row);
    const doomed = entryOf({ token, nonce: `doomed-${row.id}` });
    await db().execute(sql`create or replace function refuse_doomed() returns trigger language plpgsql as $$ begin
      if new.nonce like 'doomed-%' then raise exception 'refused' using errcode = '22000'; end if; return new; end $$`);
    await db().execute(sql`create or replace trigger refuse_doomed before insert on attendance_entry
      for each row execute function refuse_doomed()`);
    try {
      const entries = [
        entryOf({ token, delta: 1 }),
        doomed,
        entryOf({ token, delta: 3 }),
        entryOf({ kind: 'WALK_IN' }),
      ];
      const { results } = await phoneOf(venue).send(entries);
      expect(results.map(({ nonce }) => nonce)).toEqual(entries.map(({ nonce }) => nonce));
      expect(results.map(({ state }) => state)).toEqual(['ACCEPTED', 'HELD', 'ACCEPTED', 'ACCEPTED']);
      expect(await phoneOf(venue).one(doomed)).toMatchObject({ state: 'HELD', incident: { kind: 'MALFORMED' } });
    } finally {
      await db().execute(sql`drop trigger refuse_doomed on attendance_entry`);
    }
    expect(await countsOf(row)).toMatchObject({ scanCount: 4 });
    expect(await kept(venue)).toHaveLength(4);
    expect((await open(venue)).map(({ kind }) => kind)).toEqual(['MALFORMED']);
  });

  it('settles an undo that came just before its entry, and a repeated entry, in one batch', async () => {
    const venue = await makeVenue();
    const [entry, other] = [entryOf({ kind: 'WALK_IN' }), entryOf({ kind: 'WALK_IN', delta: 5 })];
    const undo = entryOf({ kind: 'UNDO', undoOf: entry.nonce, delta: -2, basis: 'MANUAL' });
    const { results } = await phoneOf(venue).send([undo, entry, other, other, { ...other, delta: 7 }]);
    expect(results.map(({ state }) => state)).toEqual(['HELD', 'ACCEPTED', 'ACCEPTED', 'REPLAYED', 'HELD']);
    expect(await inside(venue)).toBe(5);
    expect((await kept(venue)).find(({ nonce }) => nonce === undo.nonce)).toMatchObject({ state: 'ACCEPTED' });
    expect((await open(venue)).map(({ kind }) => kind)).toEqual(['NONCE_CONFLICT']);
  });
});
