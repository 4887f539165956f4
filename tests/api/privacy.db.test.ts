import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { and, eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { POST as borrar } from '@/app/api/personas/borrar/route';
import { POST as exportar } from '@/app/api/personas/exportar/route';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { readHistory } from '@/modules/attendance/read-history';
import { scanQr } from '@/modules/attendance/scan-qr';
import { attendanceEntry } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { createInvitation } from '@/modules/members/create-invitation';
import { invitation } from '@/modules/members/tables';
import { outboxMessage } from '@/modules/messages/tables';
import type { PersonExport } from '@/modules/privacy/answers';
import { DAY_RULES, type DaySnapshot } from '@/modules/reservations/client/day-list';
import { createReservation } from '@/modules/reservations/create-reservation';
import { deleteReservation } from '@/modules/reservations/delete-reservation';
import { findKnownGuests } from '@/modules/reservations/find-known-guests';
import { listReservations } from '@/modules/reservations/reads';
import { reservation } from '@/modules/reservations/tables';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { sqlState } from '@/platform/db/sql-state';
import { database, db, transaction } from '@/platform/db/transaction';
import { job } from '@/platform/jobs/tables';
import { applyEvent } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { SequencedEvent } from '@/realtime/protocol/events';
import { writeCopy } from '@/server/copies/write-copy';
import { describeDatabases } from '../support/databases';
import { bookingInput, makeReservation, makeVenue, NOW, type TestVenue } from '../support/fixtures';
import { call, cookieOf, makeUser } from '../support/http';
import { countsOf, scanInput, tokenOf } from '../support/scans';
import { wholeDatabase } from '../support/whole-database';

const GUEST = { customerName: 'Ximena Quiñónez', customerPhone: '+593987650001', customerEmail: 'ximena@guest.test' };
const OTHER = { customerName: 'Bruno Paz', customerPhone: '+593987650002', customerEmail: 'bruno@guest.test' };
const WORDS = ['ximena', 'quiñónez', '593987650001', 'cumpleaños de mamá', 'llegó tarde', 'frutos secos'];
const NOTES = 'Cumpleaños de mamá, sin frutos secos';

const owned = async () => {
  const venue = await makeVenue();
  const email = `owner-${venue.venue.slug}@dueno.example`;
  await makeUser(email, { businessId: venue.venue.id, role: 'OWNER' });
  return { venue, cookie: await cookieOf(email) };
};

const ask = (handler: typeof borrar, venue: TestVenue, cookie: string, body: object) =>
  call(handler, `/api/personas?businessId=${venue.venue.id}`, { method: 'POST', body, cookie });

/** A guest with all that the product can hold of one: counted, edited, deleted, refused, invited. */
async function makeGuest(venue: TestVenue) {
  const owner = venue.as('OWNER', { idempotencyKey: `key-${venue.venue.id}` });
  const first = (await createReservation(owner, bookingInput({ ...GUEST, notes: NOTES, tags: ['ALLERGY'] })))
    .reservation;
  const row = { ...(await rowOf(first.id)) };
  await scanQr(venue.as('DOOR'), scanInput(await tokenOf(row), `nonce-${venue.venue.id}-1`));
  await countAttendance(venue.as('HOST'), {
    ...{ id: first.id, delta: 1, nonce: `nonce-${venue.venue.id}-2`, reason: 'Ximena llegó tarde' },
  });
  await updateReservation(venue.as('HOST'), { id: first.id, notes: `${NOTES}, terraza` });
  const deleted = await makeReservation(venue, { ...GUEST, customerName: 'XIMENA Q.' });
  await deleteReservation(venue.as('HOST'), { id: deleted.id, reason: 'Lo pidió Ximena' });
  // Booked in her name, and taken over by somebody else.
  const soon = new Date(NOW.getTime() + 3_600_000).toISOString();
  const passed = (await createReservation(venue.as('HOST'), bookingInput({ ...GUEST, reservedAt: soon }))).reservation;
  await updateReservation(venue.as('HOST'), { id: passed.id, ...OTHER });
  const stranger = await makeReservation(venue, OTHER);
  await createInvitation(venue.as('OWNER'), { role: 'HOST', email: GUEST.customerEmail });
  await db()
    .insert(job)
    .values({ kind: 'test', key: venue.venue.id, runAt: NOW, lastError: `no message to ${GUEST.customerPhone}` });
  return { first, deleted, passed, stranger, row };
}

async function rowOf(id: string) {
  const [row] = await db().select().from(reservation).where(eq(reservation.id, id));
  if (!row) throw new Error('no such row');
  return row;
}

const found = async () => {
  const all = await wholeDatabase();
  return all.filter((text) => WORDS.some((word) => text.includes(word)));
};

describeDatabases('a guest who asks what is held of them', () => {
  it('is handed all of it, by the phone as it is dialled, and the trail says that somebody asked', async () => {
    const { venue, cookie } = await owned();
    const { first, deleted, passed } = await makeGuest(venue);
    const { status, body } = await ask(exportar, venue, cookie, { phone: '098 765 0001' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ phone: GUEST.customerPhone, email: null });
    const { reservations, messages } = body as unknown as PersonExport;
    const held = Object.fromEntries(reservations.map((each) => [each.reservationId, each]));
    expect(Object.keys(held).sort()).toEqual([first.id, deleted.id, passed.id].sort());
    expect(held[first.id]).toMatchObject({
      reservation: { ...GUEST, notes: `${NOTES}, terraza`, tags: ['ALLERGY'], deletedAt: null },
      attendance: [
        { delta: 1, method: 'QR' },
        { delta: 1, reason: 'Ximena llegó tarde' },
      ],
    });
    expect(held[first.id]?.passes).toHaveLength(1);
    expect(held[first.id]?.events.map(({ type }) => type)).toContain('qr-scanned');
    expect(held[deleted.id]?.reservation?.deletedAt).toEqual(expect.any(String));
    // The row is another guest's now, of whom nothing is handed over.
    expect(held[passed.id]).toMatchObject({ reservation: null, passes: [], attendance: [] });
    expect(held[passed.id]?.changes.length).toBeGreaterThan(0);
    expect(messages).toContainEqual(expect.objectContaining({ kind: 'confirmation', recipient: GUEST.customerEmail }));
    const byEmail = await ask(exportar, venue, cookie, { email: 'Ximena@Guest.TEST' });
    expect(byEmail.body.reservations).toHaveLength(3);
    expect(byEmail.body.invitations).toMatchObject([{ email: GUEST.customerEmail, role: 'HOST' }]);
    const trail = await db()
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.businessId, venue.venue.id), eq(auditEntry.entity, 'person')))
      .orderBy(auditEntry.at);
    expect(trail.map(({ action, after }) => [action, after])).toEqual([
      ['person.exported', { reservations: 3, imported: 0, waits: 0, invitations: 0, messages: messages.length }],
      ['person.exported', { reservations: 3, imported: 0, waits: 0, invitations: 1, messages: messages.length }],
    ]);
  });

  it('is found from any reservation of theirs, by the phone, else by the e-mail', async () => {
    const { venue, cookie } = await owned();
    const { first, deleted, passed } = await makeGuest(venue);
    const whole = (await ask(exportar, venue, cookie, { phone: GUEST.customerPhone })).body.reservations;
    for (const { id } of [first, deleted]) {
      const { body } = await ask(exportar, venue, cookie, { reservationId: id });
      expect(body).toMatchObject({ phone: GUEST.customerPhone, email: null, reservations: whole });
    }
    // The guest that it has now, and not the one of before.
    expect((await ask(exportar, venue, cookie, { reservationId: passed.id })).body.phone).toBe(OTHER.customerPhone);
    const written = await makeReservation(venue, { customerPhone: null, customerEmail: 'Eva@Guest.test' });
    expect((await ask(exportar, venue, cookie, { reservationId: written.id })).body).toMatchObject({
      ...{ phone: null, email: 'eva@guest.test', reservations: [{ reservationId: written.id }] },
    });
    const nameless = await makeReservation(venue, { customerPhone: null });
    expect((await ask(exportar, venue, cookie, { reservationId: nameless.id })).body.code).toBe('NOT_FOUND');
    expect((await ask(borrar, venue, cookie, { reservationId: written.id })).body).toMatchObject({ reservations: 1 });
    expect((await rowOf(written.id)).customerEmail).toBeNull();
  });

  it("is another venue's nobody, and no phone is refused", async () => {
    const { venue } = await owned();
    const { first } = await makeGuest(venue);
    const other = await owned();
    expect(await ask(exportar, other.venue, other.cookie, { phone: GUEST.customerPhone })).toMatchObject({
      body: { reservations: [] },
    });
    expect(await ask(borrar, other.venue, other.cookie, { phone: GUEST.customerPhone })).toMatchObject({
      body: { reservations: 0 },
    });
    expect((await ask(exportar, venue, other.cookie, { phone: GUEST.customerPhone })).status).toBe(403);
    const elsewhere = { reservationId: first.id };
    expect((await ask(exportar, other.venue, other.cookie, elsewhere)).body.code).toBe('NOT_FOUND');
    expect((await ask(borrar, other.venue, other.cookie, elsewhere)).body.code).toBe('NOT_FOUND');
    for (const body of [
      {},
      { reservationId: '' },
      { reservationId: first.id, phone: GUEST.customerPhone },
      { phone: '12' },
      { email: 'x' },
      { phone: GUEST.customerPhone, email: GUEST.customerEmail },
    ])
      expect(await ask(borrar, other.venue, other.cookie, body), JSON.stringify(body)).toMatchObject({ status: 400 });
  });
});

describeDatabases('a guest who asks to be forgotten', () => {
  it('is nowhere in the database any more, nor in a backup, while every count stays', async () => {
    const { venue, cookie } = await owned();
    const { first, deleted, passed, stranger, row } = await makeGuest(venue);
    expect((await found()).length).toBeGreaterThan(10);
    const counts = await countsOf(row);
    const ledger = await db().select({ id: attendanceEntry.id, delta: attendanceEntry.delta }).from(attendanceEntry);
    const before = await listReservations(venue.as('HOST'), {});
    const seqs = await db().select({ seq: venueEvent.seq }).from(venueEvent);

    const answer = await ask(borrar, venue, cookie, { phone: '0987650001' });
    expect(answer).toMatchObject({ status: 200, body: { reservations: 3, invitations: 0 } });
    expect(await ask(borrar, venue, cookie, { email: GUEST.customerEmail })).toMatchObject({
      body: { reservations: 0, invitations: 1 },
    });
    expect(await found()).toEqual([]);
    const folder = await mkdtemp(join(tmpdir(), 'aforo-privacy-'));
    const file = join(folder, 'copy');
    await writeCopy(database(), null, folder, createWriteStream(file));
    const copied = gunzipSync(await readFile(file))
      .toString()
      .toLowerCase();
    expect(copied).toContain('reservation_event');
    expect(WORDS.filter((word) => copied.includes(word))).toEqual([]);
    await rm(folder, { recursive: true });

    // What was counted, and by whom, is as it was.
    expect({ ...(await countsOf(row)), version: 0 }).toEqual({ ...counts, version: 0 });
    expect(await db().select({ id: attendanceEntry.id, delta: attendanceEntry.delta }).from(attendanceEntry)).toEqual(
      ledger,
    );
    expect(await rowOf(passed.id)).toMatchObject(OTHER);
    expect(await rowOf(stranger.id)).toMatchObject(OTHER);
    expect(await rowOf(deleted.id)).toMatchObject({ customerName: '—', customerPhone: null });
    const { entries } = await readHistory(venue.as('OWNER'), { id: first.id });
    expect(entries.filter(({ kind }) => kind === 'attendance')).toHaveLength(2);
    expect(entries.map((entry) => entry.kind === 'change' && entry.action)).toContain('reservation.person-erased');
    expect(await findKnownGuests(venue.as('HOST'), { q: '0987650001' })).toEqual({ guests: [] });

    // A list that was open follows by the events alone, and shows what the server reads.
    const log = await db()
      .select()
      .from(venueEvent)
      .where(and(eq(venueEvent.businessId, venue.venue.id), sql`${venueEvent.seq} > ${seqs.length}`))
      .orderBy(venueEvent.seq);
    const cursor = parseCursor(before.cursor);
    if (!cursor) throw new Error('no cursor');
    let list: DaySnapshot = { day: before.day, reservations: before.reservations, cursor };
    for (const { payload } of log) list = applyEvent(DAY_RULES, list, JSON.parse(payload) as SequencedEvent);
    const after = await listReservations(venue.as('HOST'), {});
    expect(list.reservations).toEqual(after.reservations);
    expect(after.reservations.find(({ id }) => id === first.id)).toMatchObject({
      ...{ customerName: '—', customerPhone: null, customerEmail: null, notes: null, tags: null, scanCount: 2 },
    });
  });

  it('is gone from open lists of invitations and messages too, where no reservation tells them to look', async () => {
    const { venue, cookie } = await owned();
    await createInvitation(venue.as('OWNER'), { role: 'HOST', email: GUEST.customerEmail });
    const isOfVenue = eq(venueEvent.businessId, venue.venue.id);
    const before = await db().select().from(venueEvent).where(isOfVenue);
    expect(await ask(borrar, venue, cookie, { email: GUEST.customerEmail })).toMatchObject({
      body: { reservations: 0, messages: 1 },
    });
    const [message] = await db().select().from(outboxMessage).where(eq(outboxMessage.businessId, venue.venue.id));
    const after = await db().select().from(venueEvent).where(isOfVenue).orderBy(venueEvent.seq);
    const [invited] = await db().select().from(invitation).where(eq(invitation.businessId, venue.venue.id));
    const told = (type: string, id: string | undefined, version: number) =>
      expect.objectContaining({ type, id, row: { id, version } });
    expect(after.slice(before.length).map(({ payload }) => JSON.parse(payload))).toEqual([
      told('invitation-changed', invited?.id, after.length - 1),
      told('message-changed', message?.id, after.length),
    ]);
    await ask(borrar, venue, cookie, { email: GUEST.customerEmail });
    expect(await db().select().from(venueEvent).where(isOfVenue), 'nothing more to erase').toHaveLength(after.length);
  });

  it('leaves the audit as evidence: nothing but the person can be taken out, and only by who says so', async () => {
    const { venue } = await owned();
    const { first } = await makeGuest(venue);
    const isRow = and(eq(auditEntry.businessId, venue.venue.id), eq(auditEntry.entityId, first.id));
    const attempt = async (set: Record<string, unknown>, says: boolean) => {
      try {
        await transaction(async (tx) => {
          if (says) await tx.execute(sql`select set_config('aforo.erasing', 'on', true)`);
          await tx.update(auditEntry).set(set).where(isRow);
        });
        return 'done';
      } catch (error) {
        return sqlState(error);
      }
    };
    const redacted = { before: sql`redact_personal(before)`, after: sql`redact_personal(after)` };
    expect(await attempt(redacted, false)).toBe('23001');
    expect(await attempt({ ...redacted, action: 'nothing' }, true)).toBe('23001');
    expect(await attempt({ after: null }, true)).toBe('23001');
    expect(await attempt({ before: sql`redact_personal(before) || '{"guestCount": 1}'` }, true)).toBe('23001');
    expect(await attempt(redacted, true)).toBe('done');
    const counted = db().update(attendanceEntry).set({ delta: 9, reason: null });
    await expect(counted).rejects.toThrow();
  });

  it('is not made again by a repeated request of the time before', async () => {
    const { venue, cookie } = await owned();
    await makeGuest(venue);
    await ask(borrar, venue, cookie, { phone: GUEST.customerPhone });
    const again = createReservation(
      venue.as('OWNER', { idempotencyKey: `key-${venue.venue.id}` }),
      bookingInput({ ...GUEST, notes: NOTES, tags: ['ALLERGY'] }),
    );
    await expect(again).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });
});
