import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Author } from '@/modules/access/context';
import { auditEntry } from '@/modules/audit/tables';
import { makeTonight, type Tonight } from '@/modules/floor/tonight.fixture';
import { changeStatus } from '@/modules/reservations/change-status';
import { createReservation } from '@/modules/reservations/create-reservation';
import { readFacts } from '@/modules/reservations/read-facts';
import { reservation } from '@/modules/reservations/tables';
import { stay } from '@/modules/tables/tables';
import { business } from '@/modules/venues/tables';
import { db, snapshot, transaction } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, failureOf, TODAY } from '../../../tests/support/fixtures';
import { closeOffers } from './close-offers';
import { seatEntry } from './complete-entry';
import { completeOffer } from './complete-offer';
import { createEntry } from './create-entry';
import { createOffer } from './create-offer';
import { deleteEntry } from './delete-entry';
import { judgeWaits } from './judge-wait';
import { listWaitlist } from './reads';
import { lockEntry } from './rows';
import { OFFER_MS } from './rules';
import { CreateEntryInput } from './schema';
import { waitlistEntry } from './tables';
import { undoEntry } from './undo-entry';
import { updateEntry } from './update-entry';

/** At noon on the clock of the venue, before its dinner. */
const EARLY = new Date('2026-11-21T17:00:00Z');
const MINUTE = 60_000;
const LATER_DAY = '2026-11-23';
const after = (minutes: number, from = EARLY) => new Date(from.getTime() + minutes * MINUTE);
const at = (time: string, day = TODAY) => new Date(`${day}T${time}:00-05:00`);
const host = (venue: Tonight, now = EARLY) => venue.as('HOST', { now });
const guest = ({ venue }: Tonight, now = EARLY): Author => ({ venue, now, userId: null, requestId: randomUUID() });

const add = async (venue: Tonight, changes: object = {}, now = EARLY) =>
  (await createEntry(host(venue, now), CreateEntryInput.parse({ party: 2, name: 'Ana Pérez', ...changes }))).entry.id;
const offer = (venue: Tonight, id: string, time = '20:00', now = EARLY, tableIds?: readonly string[]) =>
  createOffer(host(venue, now), { id, at: at(time).toISOString(), tableIds: tableIds && [...tableIds] });
const accept = (venue: Tonight, id: string, now = EARLY, seen?: number) =>
  transaction(async (tx) => {
    const author = guest(venue, now);
    return completeOffer(tx, author, await lockEntry(tx, author, id), seen);
  });
const rowOf = async (id: string) => (await db().select().from(waitlistEntry).where(eq(waitlistEntry.id, id)))[0];
const statesOf = async (...ids: string[]) => Promise.all(ids.map(async (id) => (await rowOf(id))?.state));
const bookedOf = ({ venue }: Tonight) => db().select().from(reservation).where(eq(reservation.businessId, venue.id));
const staysOf = ({ venue }: Tonight) => db().select().from(stay).where(eq(stay.businessId, venue.id));
const run = (venue: Tonight, now = EARLY) => closeOffers(venue.venue.id, now);
const decide = ({ venue }: Tonight, waitlistOffers: 'NEVER' | 'LATER' | 'ALWAYS') =>
  db().update(business).set({ waitlistOffers }).where(eq(business.id, venue.id));
const fill = (venue: Tonight, time: string, day = TODAY, table = 0) =>
  createReservation(
    host(venue),
    bookingInput({
      ...{ reservedAt: at(time, day).toISOString(), guestCount: 2, tableIds: [venue.tables[table]?.id] },
    }),
  );

describeDatabases('the waiting list', () => {
  it('offers one table to one party, whoever asks at once', async () => {
    const venue = await makeTonight([2]);
    const ids = await Promise.all(['Ana', 'Berta', 'Clara', 'Dora'].map((name) => add(venue, { name })));
    const outcomes = await Promise.all(ids.map((id) => failureOf(offer(venue, id))));
    expect(outcomes.filter((each) => each === 'TABLE_TAKEN')).toHaveLength(3);
    expect((await statesOf(...ids)).filter((state) => state === 'OFFERED')).toHaveLength(1);
    const [kept] = await staysOf(venue);
    expect(kept).toMatchObject({ reservationId: null, holdId: expect.any(String) });
    expect(await failureOf(fill(venue, '20:30'))).toBe('TABLE_TAKEN');
  });

  it('offers the tables that a person chooses, and no others in their stead', async () => {
    const venue = await makeTonight([2, 2, 4], [[0, 1]]);
    const [one, two, three] = venue.tables.map(({ id }) => id) as [string, string, string];
    const id = await add(venue);
    await offer(venue, id, '20:00', EARLY, [two]);
    expect([(await staysOf(venue)).map(({ tableId }) => tableId), (await rowOf(id))?.offerTables]).toEqual([
      [two],
      'Mesa 2',
    ]);
    const other = await add(venue, { name: 'Berta', party: 4 });
    expect(await failureOf(offer(venue, other, '20:00', EARLY, [one, two])), 'one of them is kept').toBe('TABLE_TAKEN');
    expect(await failureOf(offer(venue, other, '20:00', EARLY, [one])), 'too small').toBe('TABLE_TAKEN');
    expect(await statesOf(other)).toEqual(['WAITING']);
    await offer(venue, other, '22:30', EARLY, [two, one]);
    await accept(venue, other);
    expect((await bookedOf(venue)).map(({ tableIds }) => [...(tableIds ?? [])].sort())).toEqual([[one, two].sort()]);
    expect((await staysOf(venue)).some(({ tableId }) => tableId === three)).toBe(false);
  });

  it('changes what is known of a party by whoever has seen it last, and its size only without an offer', async () => {
    const venue = await makeTonight([4]);
    const id = await add(venue, { phone: '0987654321', notes: 'ventana' });
    const seen = (await listWaitlist(host(venue), {})).entries[0]?.version ?? 0;
    const as = (ifMatch: number) => venue.as('HOST', { now: EARLY, ifMatch });
    const changes = { id, party: 3, from: '20:00', until: '21:30', name: 'Ana Mora', phone: null, priority: 5 };
    const { entry } = await updateEntry(as(seen), changes);
    expect(entry).toMatchObject({
      ...{ guestCount: 3, wishFrom: '20:00', wishUntil: '21:30', customerName: 'Ana Mora', priority: 5 },
      ...{ customerPhone: null, notes: 'ventana' },
    });
    expect(await failureOf(updateEntry(as(seen), { id, notes: 'terraza' }))).toBe('VERSION_CONFLICT');
    expect(await failureOf(updateEntry(host(venue), { id, from: '22:00' })), 'after the last time').toBe('VALIDATION');
    expect((await updateEntry(as(entry.version), { id, from: null })).entry.wishFrom).toBeNull();
    await offer(venue, id);
    expect(await failureOf(updateEntry(host(venue), { id, party: 2 }))).toBe('VALIDATION');
    expect((await updateEntry(host(venue), { id, notes: 'terraza' })).entry).toMatchObject({
      ...{ state: 'OFFERED', notes: 'terraza' },
    });
    await accept(venue, id);
    expect(await failureOf(updateEntry(host(venue), { id, notes: 'sala' }))).toBe('ENTRY_CLOSED');
    const audits = await db().select().from(auditEntry).where(eq(auditEntry.entityId, id));
    expect(audits.filter(({ action }) => action === 'waitlist.updated')).toHaveLength(3);
  });

  it('makes the offer one reservation, however often it is accepted', async () => {
    const venue = await makeTonight([2]);
    const id = await add(venue, { email: 'ana@guest.test', notes: 'ventana' });
    await offer(venue, id);
    const answers = await Promise.all([0, 1, 2].map(() => accept(venue, id, after(1))));
    expect(new Set(answers.map(({ reservationId }) => reservationId)).size).toBe(1);
    expect(await bookedOf(venue)).toMatchObject([
      {
        status: 'CONFIRMED',
        channel: 'IN_HOUSE',
        tableName: 'Mesa 1',
        guestCount: 2,
        notes: 'ventana',
        createdBy: null,
      },
    ]);
    expect((await staysOf(venue)).map(({ holdId }) => holdId)).toEqual([null]);
    expect((await accept(venue, id, after(600))).state).toBe('ACCEPTED');
    expect(await failureOf(deleteEntry(host(venue), { id }))).toBe('ENTRY_CLOSED');
  });

  it('ends an offer by the clock, and at its time at the latest', async () => {
    const venue = await makeTonight([2]);
    const id = await add(venue);
    await offer(venue, id);
    const end = new Date(EARLY.getTime() + OFFER_MS.tonight);
    expect((await rowOf(id))?.offerExpiresAt).toEqual(end);
    expect(await failureOf(accept(venue, id, end))).toBe('HOLD_EXPIRED');
    // Nobody has written down that it ended, and yet the table is another party's.
    const other = await add(venue, { name: 'Berta' });
    await offer(venue, other, '20:00', end);
    expect(await failureOf(accept(venue, id, after(20)))).toBe('HOLD_EXPIRED');
    const short = await add(venue, { name: 'Clara' });
    const shortly = new Date(at('22:00').getTime() - 5 * MINUTE);
    await offer(venue, short, '22:00', shortly);
    expect((await rowOf(short))?.offerExpiresAt).toEqual(at('22:00'));
    expect(await failureOf(accept(venue, short, at('22:00')))).toBe('HOLD_EXPIRED');
    expect(await failureOf(offer(venue, await add(venue), '21:00', at('21:00')))).toBe('VALIDATION');
  });

  it('accepts only the offer that was seen', async () => {
    const venue = await makeTonight([2]);
    const id = await add(venue);
    await offer(venue, id);
    const seen = (await rowOf(id))?.offeredAt?.getTime();
    await updateEntry(host(venue), { id, answer: 'DECLINE' });
    expect(await staysOf(venue)).toHaveLength(0);
    await offer(venue, id, '21:00', after(1));
    expect(await failureOf(accept(venue, id, after(2), seen))).toBe('ENTRY_CLOSED');
    expect((await accept(venue, id, after(2))).state).toBe('ACCEPTED');
  });

  it('offers a table that becomes free to whose turn it is: by priority, then by time, where it fits', async () => {
    const venue = await makeTonight([2]);
    for (const time of ['19:00', '21:00', '23:00']) await fill(venue, time, LATER_DAY);
    const [, taken] = await bookedOf(venue);
    const day = LATER_DAY;
    const large = await add(venue, { day, party: 6, priority: 9 });
    const late = await add(venue, { day, from: '23:30', priority: 9 });
    const first = await add(venue, { day, name: 'Primera' });
    const second = await add(venue, { day, name: 'Segunda' }, after(1));
    const vip = await add(venue, { day, name: 'Tercera', priority: 5 }, after(2));
    await run(venue);
    expect(await statesOf(large, late, first, second, vip)).toEqual([
      'WAITING',
      'WAITING',
      'WAITING',
      'WAITING',
      'WAITING',
    ]);
    await changeStatus(host(venue), { id: taken?.id ?? '', status: 'CANCELLED' });
    await Promise.all([run(venue), run(venue)]);
    expect(await statesOf(large, late, first, second, vip)).toEqual([
      'WAITING',
      'WAITING',
      'WAITING',
      'WAITING',
      'OFFERED',
    ]);
    const end = new Date(EARLY.getTime() + OFFER_MS.later);
    expect((await rowOf(vip))?.offerExpiresAt).toEqual(end);
    expect(await run(venue, end)).toEqual(new Date(end.getTime() + MINUTE));
    expect(await statesOf(first, second, vip)).toEqual(['OFFERED', 'WAITING', 'EXPIRED']);
    await updateEntry(host(venue, end), { id: first, answer: 'DECLINE' });
    await run(venue, end);
    expect(await statesOf(first, second, vip)).toEqual(['DECLINED', 'OFFERED', 'EXPIRED']);
  });

  it('offers nothing to who has left, nor once the night is over, nor against what the venue decides', async () => {
    const venue = await makeTonight([2]);
    const gone = await add(venue, { day: LATER_DAY });
    await deleteEntry(host(venue), { id: gone });
    const tonight = await add(venue);
    const standing = await add(venue, { source: 'WALK_IN' });
    await run(venue);
    expect(await statesOf(gone, tonight, standing)).toEqual(['CANCELLED', 'WAITING', 'WAITING']);
    expect(await failureOf(offer(venue, gone))).toBe('ENTRY_CLOSED');
    await decide(venue, 'NEVER');
    const later = await add(venue, { day: LATER_DAY });
    await run(venue);
    expect(await statesOf(later)).toEqual(['WAITING']);
    await decide(venue, 'LATER');
    // Nobody is written to in the middle of the night about another one.
    await run(venue, at('23:30'));
    expect(await statesOf(later)).toEqual(['WAITING']);
    await decide(venue, 'ALWAYS');
    await run(venue);
    expect(await statesOf(gone, tonight, standing, later)).toEqual(['CANCELLED', 'OFFERED', 'WAITING', 'OFFERED']);
    const over = new Date('2026-11-22T17:00:00Z');
    await run(venue, over);
    expect(await statesOf(gone, tonight, standing)).toEqual(['CANCELLED', 'EXPIRED', 'EXPIRED']);
  });

  it('seats a party that stands there, and gives the table that was kept for it to it', async () => {
    const venue = await makeTonight([2]);
    const now = at('20:10');
    const id = await add(venue, { source: 'WALK_IN', day: LATER_DAY }, now);
    expect((await rowOf(id))?.businessDay).toBe(TODAY);
    await createOffer(host(venue, now), { id, at: at('20:30').toISOString() });
    const seated = await seatEntry(host(venue, now), { id });
    expect(seated.entry.state).toBe('ACCEPTED');
    expect(await bookedOf(venue)).toMatchObject([
      { id: seated.reservationId, status: 'CHECKED_IN', channel: 'WALK_IN', tableName: 'Mesa 1' },
    ]);
    const other = await add(venue, { source: 'WALK_IN' }, now);
    expect(await failureOf(seatEntry(host(venue, now), { id: other }))).toBe('TABLE_TAKEN');
    expect(await failureOf(seatEntry(host(venue, now), { id: other, tableIds: [venue.tables[0]?.id ?? ''] }))).toBe(
      'TABLE_TAKEN',
    );
    expect((await seatEntry(host(venue, now), { id: other, tableIds: [] })).entry.state).toBe('ACCEPTED');
    const later = await add(venue, { day: LATER_DAY }, now);
    expect(await failureOf(seatEntry(host(venue, now), { id: later }))).toBe('OTHER_DAY');
  });

  it('takes back only what the same member just did', async () => {
    const venue = await makeTonight([2]);
    const id = await add(venue);
    await deleteEntry(host(venue), { id });
    expect(await failureOf(undoEntry(venue.as('MANAGER', { now: EARLY }), { id }))).toBe('UNDO_EXPIRED');
    expect(await failureOf(undoEntry(host(venue, after(11)), { id }))).toBe('UNDO_EXPIRED');
    expect((await undoEntry(host(venue, after(1)), { id })).entry.state).toBe('WAITING');
    expect(await failureOf(undoEntry(host(venue), { id }))).toBe('UNDO_EXPIRED');
  });

  it('shows the door one night, and no contact', async () => {
    const venue = await makeTonight([2]);
    await add(venue, { name: 'Ana Pérez Mora', phone: '+593987654321', notes: 'ventana' });
    await add(venue, { day: LATER_DAY });
    const { entries } = await listWaitlist(venue.as('DOOR', { now: EARLY }), {});
    expect(entries).toMatchObject([{ businessDay: TODAY, customerPhone: null, notes: null }]);
    expect(entries[0]?.customerName).not.toContain('Mora');
    expect(await failureOf(listWaitlist(venue.as('DOOR', { now: EARLY }), { day: LATER_DAY }))).toBe('FORBIDDEN');
    const stranger = await makeTonight([2]);
    expect(await failureOf(offer(stranger, entries[0]?.id ?? ''))).toBe('NOT_FOUND');
  });

  it('says how long a party waits as a range, one after another, and nothing where it cannot know', async () => {
    const venue = await makeTonight([2]);
    await fill(venue, '20:00');
    const now = at('20:30');
    const facts = await snapshot((tx) => readFacts(tx, { venue: venue.venue, now }, TODAY));
    const party = (id: string, guestCount = 2) => ({ id, guestCount, channel: 'WALK_IN' as const });
    const [stayed] = facts.stays;
    const free = Math.ceil(((stayed?.until ?? 0) - now.getTime()) / (5 * MINUTE)) * 5;
    const waits = judgeWaits(facts, TODAY, [party('a'), party('b'), party('c', 8)], now);
    expect(waits.get('a')?.least).toBe(free);
    expect(waits.get('a')?.most).toBeGreaterThan(free);
    expect(waits.get('b')?.least ?? Number.POSITIVE_INFINITY).toBeGreaterThan(free);
    expect(waits.get('c')).toBeNull();
    const emptied = { ...facts, stays: [], parties: [] };
    expect(judgeWaits(emptied, TODAY, [party('a')], now).get('a')).toEqual({ least: 0, most: 0 });
    // The last party of the night has been seated by then, however free the tables are.
    const late = new Date('2026-11-22T00:40:00-05:00');
    expect(judgeWaits(emptied, TODAY, [party('a')], late).get('a')).toBeNull();
  });
});
