import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Mailer, smtpMailer } from '@/modules/messages/mailer';
import { sendMessages } from '@/modules/messages/send-messages';
import { outboxMessage } from '@/modules/messages/tables';
import { updateSettings } from '@/modules/settings/update-settings';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { job } from '@/platform/jobs/tables';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { type MailServer, startMailServer } from '../../../tests/support/mail-server';
import { changeStatus } from './change-status';
import { deleteReservation } from './delete-reservation';
import { RESERVATION_MESSAGES } from './messages';
import { SEND_REMINDERS } from './schedule-reminder';
import { sendReminders } from './send-reminders';
import { updateReservation } from './update-reservation';

const HOUR = 60 * 60_000;
/** A Friday's 21:00 in Guayaquil. */
const STARTS = new Date('2026-11-28T02:00:00Z');
const before = (hours: number) => new Date(STARTS.getTime() - hours * HOUR);

describeDatabases('the reminder of a reservation', () => {
  let server: MailServer;
  let mailer: Mailer;
  beforeAll(async () => {
    server = await startMailServer();
    mailer = smtpMailer(server.url, { origin: 'https://aforo.test', address: 'mesas@aforo.test' });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await db().delete(outboxMessage);
    (server.inbox as unknown[]).length = 0;
  });

  async function makeBooked(changes: object = {}, hours: number | null = 24, zone = 'America/Guayaquil') {
    const venue = await makeVenue({ timeZone: zone });
    await db().update(business).set({ reminderHours: hours }).where(eq(business.id, venue.venue.id));
    const row = await makeReservation(venue, {
      ...{ customerEmail: 'ana@mail.test', reservedAt: STARTS.toISOString() },
      ...changes,
    });
    await send(NOW);
    (server.inbox as unknown[]).length = 0;
    return { venue, row };
  }
  const send = (now: Date) => sendMessages(now, { kinds: RESERVATION_MESSAGES, mailer });
  const run = async ({ venue }: TestVenue, now: Date) => {
    const next = await sendReminders(venue.id, now);
    await send(now);
    return next;
  };
  const reminders = ({ venue }: TestVenue) =>
    db()
      .select()
      .from(outboxMessage)
      .where(and(eq(outboxMessage.businessId, venue.id), eq(outboxMessage.kind, 'reminder')));
  const jobOf = ({ venue }: TestVenue) =>
    db()
      .select()
      .from(job)
      .where(and(eq(job.kind, SEND_REMINDERS), eq(job.key, venue.id)));

  it('comes a day before, once, with the pass and a calendar file', async () => {
    const { venue, row } = await makeBooked();
    expect(await run(venue, before(25.5))).toEqual(before(24.5));
    expect(await run(venue, before(24.5))).toEqual(before(24));
    expect(server.inbox).toHaveLength(0);
    await Promise.all([run(venue, before(24)), sendReminders(venue.venue.id, before(24))]);
    await run(venue, before(23));
    expect(server.inbox).toHaveLength(1);
    const [mail] = server.inbox;
    expect(mail?.to?.[0]?.address).toBe('ana@mail.test');
    expect(mail?.subject).toBe(`Te esperamos en ${venue.venue.name}: viernes, 27 de noviembre, 21:00`);
    expect(mail?.text).toContain('https://aforo.test/pase/');
    const calendar = mail?.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
    expect(Buffer.from(calendar?.content as Uint8Array).toString()).toContain(row.id);
    expect(await reminders(venue)).toMatchObject([{ state: 'SENT', expiresAt: STARTS, locale: 'es' }]);
  });

  it('is never written where the venue reminds nobody, and is from the moment it begins to', async () => {
    const { venue } = await makeBooked({}, null);
    expect(await jobOf(venue)).toEqual([]);
    expect(await run(venue, before(2))).toBeNull();
    await updateSettings(venue.as('OWNER', { now: before(10) }), { reminderHours: 24 });
    expect(await jobOf(venue)).toMatchObject([{ runAt: before(10) }]);
    await run(venue, before(10));
    expect(server.inbox).toHaveLength(1);
    await updateSettings(venue.as('OWNER'), { reminderHours: null });
    expect(await run(venue, before(9))).toBeNull();
    // Nor to the invented guests of a demo.
    const { venue: invented } = await makeBooked();
    const isInvented = (demo: boolean) => db().update(business).set({ demo }).where(eq(business.id, invented.venue.id));
    await isInvented(true);
    expect(await run(invented, before(24))).toBeNull();
    expect(await reminders(invented)).toEqual([]);
    // Real venues are never made beside a demo.
    await isInvented(false);
  });

  it('waits for nine in the morning, but never past the start', async () => {
    // A day before 23:30 is 23:30.
    const late = new Date(STARTS.getTime() + 2.5 * HOUR);
    const { venue } = await makeBooked({ reservedAt: late.toISOString() });
    const nine = new Date('2026-11-27T14:00:00Z');
    const evening = new Date('2026-11-27T04:00:00Z');
    expect(await run(venue, evening), 'nothing is due in the night').toEqual(new Date(evening.getTime() + HOUR));
    expect(await run(venue, new Date(nine.getTime() - HOUR / 2))).toEqual(nine);
    expect(server.inbox).toHaveLength(0);
    await run(venue, nine);
    expect(server.inbox).toHaveLength(1);
    // Two hours before 8:00 is 6:00, and 9:00 would be too late.
    const early = new Date('2026-11-28T13:00:00Z');
    const other = await makeBooked({ reservedAt: early.toISOString() }, 2);
    await run(other.venue, new Date(early.getTime() - 2 * HOUR));
    expect(server.inbox).toHaveLength(1);
    expect(server.inbox[0]?.subject).toContain('08:00');
  });

  it('comes at the same time of day when the clock changes in between', async () => {
    // In the night before, Madrid's clock goes back: a day before 21:00 is 25 hours before.
    const startsAt = new Date('2026-10-25T20:00:00Z');
    const venue = await makeVenue({ timeZone: 'Europe/Madrid' });
    await db().update(business).set({ reminderHours: 24 }).where(eq(business.id, venue.venue.id));
    const booked = new Date('2026-10-20T10:00:00Z');
    await makeReservation(
      { ...venue, as: (role, changes) => venue.as(role, { now: booked, ...changes }) },
      { customerEmail: 'ana@mail.test', reservedAt: startsAt.toISOString() },
    );
    const due = new Date('2026-10-24T19:00:00Z');
    expect(await sendReminders(venue.venue.id, new Date(due.getTime() - HOUR / 2))).toEqual(due);
    expect(await reminders(venue)).toEqual([]);
    await sendReminders(venue.venue.id, due);
    expect(await reminders(venue)).toHaveLength(1);
  });

  it('is not for whom it would tell nothing: booked or told since, unconfirmed, off, come, past', async () => {
    // At nine in the evening on the clock of the venue, when everybody else is reminded.
    const { venue, row } = await makeBooked({ status: 'PENDING' });
    await run(venue, before(24));
    await changeStatus(venue.as('HOST', { now: before(10) }), { id: row.id, status: 'CONFIRMED' });
    await run(venue, before(9));
    expect((await reminders(venue)).length, 'the confirmation came after its time').toBe(0);
    const off = await makeBooked();
    await changeStatus(off.venue.as('HOST'), { id: off.row.id, status: 'CANCELLED' });
    await run(off.venue, before(24));
    const gone = await makeBooked();
    await deleteReservation(gone.venue.as('HOST'), { id: gone.row.id, reason: undefined });
    await run(gone.venue, before(24));
    const past = await makeBooked();
    await run(past.venue, STARTS);
    for (const each of [off, gone, past]) expect(await reminders(each.venue)).toEqual([]);
    const unnamed = await makeBooked({ customerEmail: null });
    expect(await jobOf(unnamed.venue)).toEqual([]);
  });

  it('that waits is replaced by a change or a cancellation, and another time has another one', async () => {
    const { venue, row } = await makeBooked();
    const later = new Date(STARTS.getTime() + 48 * HOUR);
    await sendReminders(venue.venue.id, before(24));
    await updateReservation(venue.as('HOST', { now: before(23) }), { id: row.id, reservedAt: later.toISOString() });
    await run(venue, before(23));
    expect(server.inbox.map(({ subject }) => subject)).toEqual([expect.stringContaining('cambió')]);
    expect(await reminders(venue)).toMatchObject([{ state: 'SUPERSEDED' }]);
    await run(venue, new Date(later.getTime() - 24 * HOUR));
    expect(await reminders(venue)).toHaveLength(2);
    expect(server.inbox).toHaveLength(2);
    // Moved back to the first time, of which nobody was told: its reminder was never sent.
    await changeStatus(venue.as('HOST', { now: new Date(later.getTime() - 20 * HOUR) }), {
      id: row.id,
      status: 'CANCELLED',
    });
    await run(venue, new Date(later.getTime() - 19 * HOUR));
    expect(server.inbox.at(-1)?.subject).toContain('canceló');
  });

  it('is planned by the booking itself, in time for the venue’s clock', async () => {
    const { venue } = await makeBooked();
    const [planned] = await jobOf(venue);
    expect(planned?.runAt).toEqual(before(25.5));
    await makeReservation(venue, {
      customerEmail: 'eva@mail.test',
      reservedAt: new Date(STARTS.getTime() + HOUR).toISOString(),
    });
    expect((await jobOf(venue))[0]?.runAt).toEqual(before(25.5));
    await makeReservation(venue, { customerEmail: 'luz@mail.test', reservedAt: before(1).toISOString() });
    expect((await jobOf(venue))[0]?.runAt).toEqual(before(26.5));
  });
});
