import { and, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { LOCALES, type Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { changeStatus } from '@/modules/reservations/change-status';
import { createReservation } from '@/modules/reservations/create-reservation';
import { RESERVATION_MESSAGES } from '@/modules/reservations/messages';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { db, transaction } from '@/platform/db/transaction';
import { LINE } from '@/platform/log';
import { describeDatabases } from '../../../tests/support/databases';
import { deferred } from '../../../tests/support/deferred';
import { bookingInput, failureOf, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { type MailServer, startMailServer } from '../../../tests/support/mail-server';
import { insertReservation } from '../reservations/insert-reservation';
import { countMessages } from './count-messages';
import type { Message } from './kind';
import { type Mailer, smtpMailer } from './mailer';
import { pruneMessages } from './prune-messages';
import { listMessages } from './reads';
import { CLAIM_MS } from './rules';
import { sendAgain } from './send-again';
import { sendMessages } from './send-messages';
import { outboxMessage } from './tables';

const DAY_MS = 24 * 60 * 60_000;
const TOMORROW = new Date(NOW.getTime() + DAY_MS);
const GUEST = 'lucia.secreta@correo.test';
const SENDER = { origin: 'https://aforo.test', address: 'reservas@aforo.test' };
const SHORT = { connect: 2_000, silence: 2_000, whole: 4_000 };
const after = (ms: number) => new Date(NOW.getTime() + ms);
/** Longer than any wait between two attempts. */
const LATER = after(2 * 60 * 60_000);

describeDatabases('a message', () => {
  let place: TestVenue;
  let server: MailServer;
  let mailer: Mailer;
  beforeAll(async () => {
    server = await startMailServer();
    mailer = smtpMailer(server.url, SENDER, SHORT);
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    place = await makeVenue({ address: 'Calle Larga 12' });
    Object.assign(server, { refuse: () => null, diesAfterData: false, hangs: false });
    (server.inbox as unknown[]).length = 0;
  });
  afterEach(() => db().delete(outboxMessage));

  const book = async (changes: Record<string, unknown> = {}, locale: Locale = 'es') => {
    const input = bookingInput({ customerEmail: GUEST, reservedAt: TOMORROW.toISOString(), ...changes });
    return (await createReservation(place.as('HOST', { locale }), input)).reservation.id;
  };
  const edit = (id: string, changes: object) => updateReservation(place.as('HOST'), { id, ...changes } as never);
  const send = (now = NOW, by: Mailer | null = mailer) =>
    sendMessages(now, { kinds: RESERVATION_MESSAGES, mailer: by });
  const rows = (subjectId?: string) =>
    db()
      .select()
      .from(outboxMessage)
      .where(
        and(
          eq(outboxMessage.businessId, place.venue.id),
          subjectId === undefined ? undefined : eq(outboxMessage.subjectId, subjectId),
        ),
      )
      .orderBy(outboxMessage.version);
  const states = async () => (await rows()).map(({ kind, state }) => `${kind} ${state}`);
  const calendarOf = (index: number) => {
    const mail = server.inbox[index];
    const file = mail?.attachments.find(
      ({ mimeType }) => mimeType === 'text/calendar' || mimeType === 'application/ics',
    );
    const content = file?.content ?? '';
    return (typeof content === 'string' ? content : new TextDecoder().decode(content)).replace(/\r\n[ \t]/g, '');
  };

  it('is written with the change, and never without it', async () => {
    await book();
    expect(await states()).toEqual(['confirmation WAITING']);
    await book({ customerEmail: null });
    await book({ reservedAt: NOW.toISOString() });
    await book({ status: 'PENDING' });
    expect(await rows(), 'no address, no time left, not confirmed').toHaveLength(1);
    const failed = transaction(async (tx) => {
      const input = bookingInput({ customerEmail: GUEST, reservedAt: TOMORROW.toISOString() });
      await insertReservation(tx, place.as('HOST'), input, undefined);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await rows()).toHaveLength(1);
  });

  it('tells the guest of the reservation as it stands, in one letter', async () => {
    const id = await book();
    await edit(id, { guestCount: 6 });
    await edit(id, { notes: 'ventana' });
    expect(await states()).toEqual(['confirmation SUPERSEDED', 'confirmation WAITING']);
    await send();
    await send();
    expect(server.inbox).toHaveLength(1);
    const [mail] = server.inbox;
    expect(mail?.to?.[0]?.address).toBe(GUEST);
    expect(mail?.from).toMatchObject({ name: place.venue.name, address: SENDER.address });
    expect(mail?.subject).toContain(place.venue.name);
    for (const text of [mail?.text, mail?.html]) {
      expect(text).toContain('6 personas');
      expect(text).toContain('https://aforo.test/pase/');
    }
    expect(mail?.html).toContain('color-scheme');
    expect(mail?.html).not.toMatch(/<img|src=/);
    expect((await rows()).at(-1)).toMatchObject({ state: 'SENT', attempts: 1, reason: null });
  });

  it('has the sheet of the pass beside it, in each language, and not once the reservation is off', async () => {
    for (const locale of LOCALES) {
      (server.inbox as unknown[]).length = 0;
      const { pdf } = MESSAGES[locale].mail.letter;
      const id = await book({}, locale);
      await send();
      const [mail] = server.inbox;
      const [, pass = ''] = /(https:\/\/aforo\.test\/pase\/\S+)/.exec(mail?.text ?? '') ?? [];
      expect(mail?.text).toContain(`${pdf}:\n${pass}/pdf\n`);
      expect(mail?.html).toContain(`href="${pass}/pdf"`);
      expect(mail?.html).toContain(`>${pdf}</a>`);
      await changeStatus(place.as('HOST'), { id, status: 'CANCELLED' } as never);
      await send();
      expect(server.inbox).toHaveLength(2);
      expect(server.inbox[1]?.text).not.toContain('/pdf');
    }
  });

  it('carries a calendar file that follows the reservation to its end', async () => {
    const id = await book();
    await send();
    await edit(id, { reservedAt: new Date(TOMORROW.getTime() + 30 * 60_000).toISOString() });
    await send();
    await changeStatus(place.as('HOST'), { id, status: 'CANCELLED' } as never);
    await send();
    expect(await states()).toEqual(['confirmation SENT', 'change SENT', 'cancellation SENT']);
    const files = [0, 1, 2].map(calendarOf);
    expect(files.map((file) => /METHOD:(\w+)/.exec(file)?.[1])).toEqual(['PUBLISH', 'PUBLISH', 'CANCEL']);
    expect(new Set(files.map((file) => /UID:(.+)/.exec(file)?.[1]))).toEqual(new Set([id]));
    const sequence = files.map((file) => Number(/SEQUENCE:(\d+)/.exec(file)?.[1]));
    expect(sequence).toEqual((await rows()).map(({ version }) => version));
    expect(sequence[0]).toBeLessThan(sequence[1] ?? 0);
    expect(files[0]).toContain('DTSTART:20261123T020000Z');
    expect(files[1]).toContain('DTSTART:20261123T023000Z');
    expect(files[2]).toContain('STATUS:CANCELLED');
    expect(server.inbox[2]?.text).not.toContain('/pase/');
  });

  it('says nothing of a reservation that is off before anything was sent, and confirms one that is on again', async () => {
    const id = await book();
    await changeStatus(place.as('HOST'), { id, status: 'CANCELLED' } as never);
    await send();
    expect(server.inbox).toHaveLength(0);
    await changeStatus(place.as('OWNER'), { id, status: 'CONFIRMED' } as never);
    await send();
    expect(server.inbox).toHaveLength(1);
    expect(await states()).toEqual(['confirmation SUPERSEDED', 'confirmation SENT']);
  });

  it('is unique for its kind, its subject and its version', async () => {
    const id = await book();
    const [row] = await rows(id);
    const again = db()
      .insert(outboxMessage)
      .values({ ...(row as never as typeof outboxMessage.$inferInsert), id: 'other' });
    await expect(again).rejects.toThrow();
  });

  it('waits where no mail is sent, until what it tells is over', async () => {
    await book();
    await send(NOW, null);
    expect(await states()).toEqual(['confirmation WAITING']);
    await send(TOMORROW, null);
    expect(await states()).toEqual(['confirmation EXPIRED']);
    await send(TOMORROW);
    expect(server.inbox).toHaveLength(0);
    await pruneMessages(new Date(TOMORROW.getTime() + 91 * DAY_MS));
    expect(await rows()).toEqual([]);
  });

  it('fails when its recipient is refused for good, is tried again after a passing refusal, and holds up no other', async () => {
    const refused = await book({ customerEmail: 'nadie@correo.test' });
    const grey = await book({ customerEmail: 'gris@correo.test' });
    const good = await book();
    server.refuse = (to) => ({ 'nadie@correo.test': 550, 'gris@correo.test': 451 })[to] ?? null;
    await send();
    expect(server.inbox).toHaveLength(1);
    expect(await rows(refused)).toMatchObject([{ state: 'FAILED', reason: 'SMTP_550', attempts: 1 }]);
    expect(await rows(grey)).toMatchObject([{ state: 'WAITING', reason: 'SMTP_451', attempts: 1 }]);
    expect(await rows(good)).toMatchObject([{ state: 'SENT' }]);
    server.refuse = () => null;
    await send(after(10_000));
    expect(server.inbox, 'not before its time').toHaveLength(1);
    await send(LATER);
    expect(await rows(grey)).toMatchObject([{ state: 'SENT', reason: null, attempts: 2 }]);
    expect(server.inbox).toHaveLength(2);
  });

  it('waits for a server that refuses every connection or says nothing, which the job reports', async () => {
    await book();
    const closed = smtpMailer('smtp://127.0.0.1:1', SENDER, SHORT);
    expect(await failureOf(send(NOW, closed))).toMatch(/^E(SOCKET|CONNECTION|CONNREFUSED)$/);
    expect(await rows()).toMatchObject([{ state: 'WAITING', attempts: 1, reason: expect.stringMatching(/^E/) }]);
    server.hangs = true;
    expect(await failureOf(send(LATER))).toBe('ETIMEDOUT');
    expect(await rows()).toMatchObject([{ state: 'WAITING', attempts: 2, reason: 'ETIMEDOUT' }]);
    server.hangs = false;
    await send(after(4 * 60 * 60_000));
    expect(await states()).toEqual(['confirmation SENT']);
  });

  it('has one Message-ID when the server dies after accepting it, and another when a person sends it again', async () => {
    const id = await book();
    server.diesAfterData = true;
    expect(await failureOf(send())).toMatch(/^E/);
    server.diesAfterData = false;
    await send(LATER);
    expect(server.inbox).toHaveLength(2);
    expect(new Set(server.inbox.map(({ messageId }) => messageId)).size).toBe(1);
    const [row] = await rows(id);
    await sendAgain(place.as('OWNER', { now: LATER }), { id: row?.id ?? '' });
    expect(await failureOf(sendAgain(place.as('OWNER', { now: LATER }), { id: row?.id ?? '' }))).toBe('MESSAGE_CLOSED');
    await send(LATER);
    expect(server.inbox).toHaveLength(3);
    expect(new Set(server.inbox.map(({ messageId }) => messageId)).size).toBe(2);
    const foreign = await makeVenue();
    expect(await failureOf(sendAgain(foreign.as('OWNER'), { id: row?.id ?? '' }))).toBe('NOT_FOUND');
    await edit(id, { guestCount: 7 });
    expect(await failureOf(sendAgain(place.as('OWNER', { now: LATER }), { id: row?.id ?? '' }))).toBe('MESSAGE_CLOSED');
  });

  it('is sent once by two runs at once', async () => {
    for (let i = 0; i < 12; i++) await book({ customerEmail: `g${i}@correo.test` });
    await Promise.all([send(), send(), send()]);
    expect(server.inbox.map(({ to }) => to?.[0]?.address).sort()).toEqual(
      Array.from({ length: 12 }, (_, i) => `g${i}@correo.test`).sort(),
    );
  });

  it('of a run that was killed is sent by another when the claim has ended, and never by both', async () => {
    const id = await book();
    const { promise, resolve } = deferred<null>();
    const stalled: Mailer = { sender: SENDER, send: () => promise };
    const killed = send(NOW, stalled);
    while ((await rows(id))[0]?.state !== 'SENDING') await new Promise((done) => setTimeout(done, 20));
    await send(after(CLAIM_MS - 10_000));
    expect(server.inbox, 'it is still in the hands of the first').toHaveLength(0);
    server.refuse = () => 451;
    await send(after(CLAIM_MS + 10_000));
    expect(await rows(id)).toMatchObject([{ state: 'WAITING', reason: 'SMTP_451', attempts: 2 }]);
    resolve(null);
    await killed;
    expect(await rows(id), 'what the first run says no longer counts').toMatchObject([
      { state: 'WAITING', sentAt: null },
    ]);
    server.refuse = () => null;
    await send(LATER);
    await send(LATER);
    expect(server.inbox).toHaveLength(1);
  });

  it('that a killed run held gives way to a newer one', async () => {
    const id = await book();
    const stalled: Mailer = { sender: SENDER, send: () => new Promise(() => undefined) };
    void send(NOW, stalled);
    while ((await rows(id))[0]?.state !== 'SENDING') await new Promise((done) => setTimeout(done, 20));
    await edit(id, { guestCount: 8 });
    await send(after(CLAIM_MS + 1_000));
    expect(await states()).toEqual(['confirmation SUPERSEDED', 'change SENT']);
    expect(server.inbox).toHaveLength(1);
  });

  it('that cannot be written waits, and others go', async () => {
    const broken = await book({ customerEmail: 'roto@correo.test' });
    await book();
    const kinds = RESERVATION_MESSAGES.map((kind) => ({
      ...kind,
      write: (message: Message, ...rest: [never, never]) => {
        if (message.recipient === 'roto@correo.test') throw new Error(`cannot write to ${message.recipient}`);
        return kind.write(message, ...rest);
      },
    }));
    await sendMessages(NOW, { kinds: kinds as never, mailer });
    expect(server.inbox).toHaveLength(1);
    expect(await rows(broken)).toMatchObject([{ state: 'WAITING', reason: 'NOT_WRITTEN' }]);
  });

  it('is counted while it waits and when it was refused, until what it tells is over', async () => {
    const other = await makeVenue();
    const count = (scope: readonly string[] | 'all' = [place.venue.id], now = NOW) => countMessages(scope, now);
    const none = { waiting: 0, failed: 0, oldestAt: null };
    expect(await count()).toEqual(none);
    await book();
    await book({ customerEmail: 'nadie@correo.test' });
    expect(await count()).toEqual({ waiting: 2, failed: 0, oldestAt: NOW });
    expect(await count('all')).toEqual(await count());
    expect(await count([other.venue.id])).toEqual(none);
    server.refuse = (to) => (to === GUEST ? null : 550);
    await send();
    expect(await count()).toEqual({ waiting: 0, failed: 1, oldestAt: null });
    expect(await count('all', TOMORROW), 'its time has come').toEqual(none);
  });

  it('is listed with its reservation, which has no other', async () => {
    const id = await book();
    await book();
    await send();
    await edit(id, { guestCount: 6 });
    const { messages } = await listMessages(place.as('OWNER'), { reservationId: id });
    expect(messages.map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['change', 'WAITING'],
      ['confirmation', 'SENT'],
    ]);
    expect((await listMessages(place.as('OWNER'), {})).messages).toHaveLength(3);
    const elsewhere = await makeVenue();
    expect((await listMessages(elsewhere.as('OWNER'), { reservationId: id })).messages).toEqual([]);
  });

  it('leaves nothing personal in the log', async () => {
    const lines: string[] = [];
    const key = Symbol.for('aforo.log');
    const before = Reflect.get(globalThis, key);
    Reflect.set(globalThis, key, pino({ ...LINE, level: 'debug' }, { write: (line: string) => void lines.push(line) }));
    await book();
    await book({ customerEmail: 'otra.secreta@correo.test' });
    server.refuse = (to) => (to === GUEST ? 550 : 451);
    await send();
    server.diesAfterData = true;
    server.refuse = () => null;
    await failureOf(send(LATER));
    Reflect.set(globalThis, key, before);
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines.join()).toContain('SMTP_550');
    expect(lines.join()).not.toMatch(/secreta|correo|Luc[ií]a|pase\//);
  });
});
