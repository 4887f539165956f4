import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditEntry } from '@/modules/audit/tables';
import { createImport } from '@/modules/imports/create-import';
import { getImport } from '@/modules/imports/reads';
import { ImportInput } from '@/modules/imports/schema';
import { importRow } from '@/modules/imports/tables';
import { writeImport } from '@/modules/imports/write-import';
import { outboxMessage } from '@/modules/messages/tables';
import { reservation } from '@/modules/reservations/tables';
import { business } from '@/modules/venues/tables';
import { createEntry } from '@/modules/waitlist/create-entry';
import { listWaitlist } from '@/modules/waitlist/reads';
import { CreateEntryInput } from '@/modules/waitlist/schema';
import { waitlistEntry } from '@/modules/waitlist/tables';
import { updateEntry } from '@/modules/waitlist/update-entry';
import { db, transaction } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { makeVenue, NOW, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { sleep } from '../../../tests/support/until';
import { wholeDatabase } from '../../../tests/support/whole-database';
import { erasePerson } from './erase-person';
import { exportPerson } from './read-person';
import { PersonInput } from './schema';

const GUEST = { name: 'Ximena Quiñónez', phone: '+593987650001', email: 'ximena@guest.test' };
const OTHER = { name: 'Bruno Paz', phone: '+593987650002', email: 'bruno@guest.test' };
const WORDS = ['ximena', 'quiñónez', '593987650001', 'cumpleaños de mamá'];
const NOTES = 'Cumpleaños de mamá';

const mentions = async ({ venue }: TestVenue) =>
  (await wholeDatabase()).filter((text) => text.includes(venue.id) && WORDS.some((word) => text.includes(word)));
const read = (venue: TestVenue, person: object) => exportPerson(venue.as('OWNER'), PersonInput.parse(person));
const erase = (venue: TestVenue, person: object) => erasePerson(venue.as('OWNER'), PersonInput.parse(person));
const waitRow = async (id: string) => (await db().select().from(waitlistEntry).where(eq(waitlistEntry.id, id)))[0];
const wait = async (venue: TestVenue, fields: object, minutes = 0) =>
  (
    await createEntry(
      venue.as('HOST', { now: new Date(NOW.getTime() + minutes * 60_000) }),
      CreateEntryInput.parse({ party: 2, day: TODAY, ...fields }),
    )
  ).entry.id;

/** Begins to bring a file in, whose rows nobody has written yet. */
async function begin(venue: TestVenue, guests: readonly (typeof GUEST)[]) {
  const rows = guests.map(({ name, phone, email }, i) => `2026-12-0${i + 1};21:00;${name};4;${phone};${email}`);
  const content = Buffer.from(['fecha;hora;nombre;pax;telefono;email', ...rows].join('\n')).toString('base64');
  const { import: begun } = await createImport(venue.as('HOST'), ImportInput.parse({ fileName: 'lista.csv', content }));
  if (!begun) throw new Error('not begun');
  return { id: begun.id, write: () => writeImport(`${venue.venue.id}/${begun.id}`, NOW) };
}

describeDatabases('a guest on the waiting list', () => {
  it('is handed where they wait and what was written to them, and nothing of others', async () => {
    const venue = await makeVenue();
    const id = await wait(venue, { ...GUEST, notes: NOTES });
    await wait(venue, OTHER);
    await wait(await makeVenue(), GUEST);
    for (const person of [{ phone: '098 765 0001' }, { email: 'Ximena@Guest.TEST' }]) {
      const { waits, messages, reservations } = await read(venue, person);
      expect(waits).toMatchObject([
        { id, customerName: GUEST.name, customerPhone: GUEST.phone, customerEmail: GUEST.email, notes: NOTES },
      ]);
      expect(messages).toMatchObject([{ kind: 'waitlist-joined', recipient: GUEST.email }]);
      expect(reservations).toEqual([]);
    }
    const isExport = and(eq(auditEntry.businessId, venue.venue.id), eq(auditEntry.action, 'person.exported'));
    const counts = { reservations: 0, imported: 0, waits: 1, invitations: 0, messages: 1 };
    expect((await db().select().from(auditEntry).where(isExport)).map(({ after }) => after)).toEqual([counts, counts]);
  });

  it('is nowhere any more once erased, keeps the place in the list, and is written to no more', async () => {
    const venue = await makeVenue();
    const id = await wait(venue, { ...GUEST, notes: NOTES });
    // Joined in her name, and another party's since.
    const passed = await wait(venue, { ...GUEST, notes: NOTES }, 1);
    await updateEntry(venue.as('HOST'), { id: passed, ...OTHER, notes: null });
    const stranger = await wait(venue, OTHER, 2);
    const before = await waitRow(id);
    expect((await mentions(venue)).length).toBeGreaterThan(6);

    expect(await erase(venue, { phone: '0987650001' })).toMatchObject({ waits: 1, messages: 2 });
    expect(await mentions(venue)).toEqual([]);
    expect(await waitRow(id)).toEqual({
      ...before,
      ...{ customerName: '—', customerPhone: null, customerEmail: null, notes: null, version: expect.any(Number) },
    });
    for (const other of [passed, stranger])
      expect(await waitRow(other)).toMatchObject({ customerName: OTHER.name, customerPhone: OTHER.phone });
    const sent = await db().select().from(outboxMessage).where(eq(outboxMessage.businessId, venue.venue.id));
    expect(sent.map(({ recipient, state }) => [recipient, state]).sort()).toEqual([
      [OTHER.email, 'WAITING'],
      ['—', 'SUPERSEDED'],
      ['—', 'SUPERSEDED'],
    ]);
    const { entries } = await listWaitlist(venue.as('HOST'), { day: TODAY });
    expect(entries.map(({ id: each, customerName }) => [each, customerName])).toEqual([
      ...[
        [id, '—'],
        [passed, OTHER.name],
        [stranger, OTHER.name],
      ],
    ]);
    expect(await erase(venue, { phone: GUEST.phone })).toMatchObject({ waits: 0, messages: 0 });
  });
});

describeDatabases('a guest in a file that is being brought in', () => {
  it('is handed their rows until these are reservations', async () => {
    const venue = await makeVenue();
    const file = await begin(venue, [GUEST, OTHER, GUEST]);
    const row = { customerName: GUEST.name, customerPhone: GUEST.phone, customerEmail: GUEST.email };
    for (const person of [{ phone: GUEST.phone }, { email: 'XIMENA@guest.test' }])
      expect(await read(venue, person)).toMatchObject({ imported: [row, row], reservations: [] });
    expect((await read(await makeVenue(), { phone: GUEST.phone })).imported).toEqual([]);
    await file.write();
    const { imported, reservations } = await read(venue, { phone: GUEST.phone });
    expect([imported.length, reservations.length]).toEqual([0, 2]);
  });

  it('is nowhere any more once erased, and their rows become no reservation', async () => {
    const venue = await makeVenue();
    const file = await begin(venue, [GUEST, OTHER, GUEST]);
    expect(await mentions(venue)).toHaveLength(2);
    expect(await erase(venue, { email: GUEST.email })).toMatchObject({ imported: 2, reservations: 0 });
    expect(await mentions(venue)).toEqual([]);
    await file.write();
    const made = await db().select().from(reservation).where(eq(reservation.businessId, venue.venue.id));
    expect(made.map(({ customerName }) => customerName)).toEqual([OTHER.name]);
    const { import: done } = await getImport(venue.as('HOST'), { id: file.id });
    expect(done).toMatchObject({ state: 'DONE', created: 1, failed: 2 });
  });

  it('is erased whichever of both ends first', async () => {
    const venue = await makeVenue();
    const file = await begin(venue, [GUEST, OTHER]);
    // The writer has read the rows and waits for the venue's log when the guest is erased.
    const both = await transaction(async (tx) => {
      await tx.select().from(business).where(eq(business.id, venue.venue.id)).for('update');
      const writing = file.write();
      await sleep(300);
      const erasing = erase(venue, { phone: GUEST.phone });
      await sleep(300);
      return { all: Promise.all([writing, erasing]) };
    });
    await both.all;
    expect(await mentions(venue)).toEqual([]);
    const rows = await db().select().from(importRow).where(eq(importRow.importId, file.id));
    expect(rows.filter(({ content }) => content !== null)).toEqual([]);
  });
});
