import { and, asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { makeTonight } from '@/modules/floor/tonight.fixture';
import { outboxMessage } from '@/modules/messages/tables';
import { createReservation } from '@/modules/reservations/create-reservation';
import { reservation } from '@/modules/reservations/tables';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { stay } from '@/modules/tables/tables';
import { db } from '@/platform/db/transaction';
import { job } from '@/platform/jobs/tables';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, makeReservation, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { createImport } from './create-import';
import { pruneImports } from './prune-imports';
import { getImport, listImports } from './reads';
import { ImportInput } from './schema';
import { importRow, reservationImport } from './tables';
import { undoImport } from './undo-import';
import { writeImport } from './write-import';

const HEAD = 'fecha;hora;nombre;pax;email';
const line = (i: number) => `2026-12-0${1 + (i % 9)};21:00;Grupo ${i};${2 + (i % 4)};g${i}@mail.test`;
const fileOf = (lines: readonly string[]) =>
  ImportInput.parse({ fileName: 'lista.csv', content: Buffer.from([HEAD, ...lines].join('\n')).toString('base64') });
const LINES = Array.from({ length: 65 }, (_, i) => line(i));

const rowsOf = ({ venue }: TestVenue) =>
  db().select().from(reservation).where(eq(reservation.businessId, venue.id)).orderBy(asc(reservation.createdAt));

async function begin(made: TestVenue, lines = LINES, key?: string) {
  const ctx = made.as('HOST', key === undefined ? {} : { idempotencyKey: key });
  const { import: begun } = await createImport(ctx, fileOf(lines));
  if (!begun) throw new Error('not begun');
  return begun;
}
const work = (made: TestVenue, id: string) => writeImport(`${made.venue.id}/${id}`, NOW);

describeDatabases('an import', () => {
  it('writes nothing while it is looked at', async () => {
    const made = await makeVenue();
    const { preview } = await createImport(made.as('HOST'), { ...fileOf([...LINES, 'x', line(0)]), preview: true });
    expect(preview).toMatchObject({ counts: { new: 65, same: 1, past: 0, invalid: 1 }, missing: [] });
    expect(preview?.rows.at(-2)).toMatchObject({ line: 67, fate: 'invalid', field: 'date', reason: 'date' });
    expect(await rowsOf(made)).toEqual([]);
    expect((await listImports(made.as('HOST'))).imports).toEqual([]);
    await expect(createImport(made.as('HOST'), { ...fileOf(LINES), columns: { date: 0 } })).rejects.toMatchObject({
      ...{ code: 'IMPORT_REFUSED', extra: { reason: 'missing' } },
    });
  });

  it('brings each row in once, with its event and its pass, and writes to nobody', async () => {
    const made = await makeVenue();
    const begun = await begin(made);
    expect(begun).toMatchObject({ state: 'RUNNING', total: 65, created: 0, by: expect.stringContaining('HOST') });
    await Promise.all([work(made, begun.id), work(made, begun.id)]);
    const [done] = (await listImports(made.as('HOST'))).imports;
    expect(done).toMatchObject({ state: 'DONE', total: 65, created: 65, same: 0, failed: 0 });
    const rows = await rowsOf(made);
    expect(rows).toHaveLength(65);
    const events = await db()
      .select({ seq: venueEvent.seq, type: venueEvent.type })
      .from(venueEvent)
      .where(eq(venueEvent.businessId, made.venue.id))
      .orderBy(asc(venueEvent.seq));
    expect(events.filter(({ type }) => type === 'reservation-created')).toHaveLength(65);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + (events[0]?.seq ?? 0)));
    expect(await db().select().from(outboxMessage).where(eq(outboxMessage.businessId, made.venue.id))).toEqual([]);
    // What a row said is not kept beside its reservation.
    const left = await db()
      .select({ content: importRow.content })
      .from(importRow)
      .where(eq(importRow.importId, begun.id));
    expect(left.filter(({ content }) => content !== null)).toEqual([]);
    const audits = await db()
      .select({ userId: auditEntry.userId })
      .from(auditEntry)
      .where(and(eq(auditEntry.businessId, made.venue.id), eq(auditEntry.action, 'reservation.created')));
    expect(new Set(audits.map(({ userId }) => userId))).toEqual(new Set([made.as('HOST').userId]));
  });

  it('is the same import when it is sent again, and finds all of it there when the file comes again', async () => {
    const made = await makeVenue();
    const first = await begin(made, LINES, 'clave-1');
    expect((await begin(made, LINES, 'clave-1')).id).toBe(first.id);
    await expect(begin(made, LINES.slice(1), 'clave-1')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    await expect(begin(made, LINES, 'clave-2')).rejects.toMatchObject({ code: 'IMPORT_RUNNING' });
    await work(made, first.id);
    expect((await begin(made, LINES, 'clave-1')).state).toBe('DONE');
    const again = await begin(made, LINES, 'clave-3');
    expect(again).toMatchObject({ same: 65, created: 0 });
    await work(made, again.id);
    expect(await rowsOf(made)).toHaveLength(65);
  });

  it('does not double what somebody books while it is being written', async () => {
    const made = await makeVenue();
    const begun = await begin(made, LINES.slice(0, 3));
    await createReservation(
      made.as('OWNER'),
      bookingInput({ customerEmail: 'G1@mail.test', guestCount: 3, reservedAt: '2026-12-03T02:00:00Z' }),
    );
    await work(made, begun.id);
    expect((await getImport(made.as('HOST'), { id: begun.id })).import).toMatchObject({ created: 2, same: 1 });
    expect(await rowsOf(made)).toHaveLength(3);
  });

  it('is taken back but for what somebody has changed or counted, and says what stays', async () => {
    const made = await makeVenue();
    const own = await makeReservation(made);
    const begun = await begin(made);
    await expect(undoImport(made.as('HOST'), { id: begun.id })).rejects.toMatchObject({ code: 'IMPORT_RUNNING' });
    await work(made, begun.id);
    const changed = (await rowsOf(made)).find(({ customerName }) => customerName === 'Grupo 7');
    if (!changed) throw new Error('no such row');
    await updateReservation(made.as('HOST'), { id: changed.id, notes: 'cumpleaños' });
    expect((await undoImport(made.as('HOST'), { id: begun.id })).import.state).toBe('UNDOING');
    await Promise.all([work(made, begun.id), work(made, begun.id)]);
    const { import: undone, stays } = await getImport(made.as('HOST'), { id: begun.id });
    expect(undone).toMatchObject({ state: 'UNDONE', created: 65, removed: 64, kept: 1 });
    expect(stays).toMatchObject([{ id: changed.id, customerName: 'Grupo 7' }]);
    const left = (await rowsOf(made)).filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id);
    expect(left.sort()).toEqual([own.id, changed.id].sort());
    // The second time changes nothing, and the file can be brought in again.
    expect((await undoImport(made.as('HOST'), { id: begun.id })).import).toMatchObject({
      state: 'UNDONE',
      removed: 64,
    });
    expect(await begin(made)).toMatchObject({ total: 65, same: 1 });
  });

  it('leaves what it has brought in for a night that is over', async () => {
    const made = await makeVenue();
    const begun = await begin(made, ['2026-11-22;21:00;Pronto;2;p@mail.test', '2026-12-22;21:00;Lejos;2;l@mail.test']);
    await work(made, begun.id);
    const later = new Date('2026-11-23T15:00:00Z');
    await undoImport(made.as('HOST', { now: later }), { id: begun.id });
    await writeImport(`${made.venue.id}/${begun.id}`, later);
    const { import: undone, stays } = await getImport(made.as('HOST'), { id: begun.id });
    expect(undone).toMatchObject({ state: 'UNDONE', removed: 1, kept: 1 });
    expect(stays).toMatchObject([{ customerName: 'Pronto' }]);
  });

  it('gives rows the tables that they name while these are free, and leaves the name of any other as it is', async () => {
    const made = await makeTonight([4, 4, 4]);
    const [one, two, three] = made.tables.map(({ id }) => id);
    const day = '2026-12-05';
    const reservedAt = `${day}T21:00:00-05:00`;
    await createReservation(
      made.as('OWNER'),
      bookingInput({ customerPhone: null, guestCount: 2, reservedAt, tableIds: [three] }),
    );
    const row = (name: string, table: string, time = '21:00') => `${day};${time};${name};4;;${table}`;
    const lines = [
      ...[row('Ana', 'mesa 1'), row('Berta', 'Mesa 1', '22:00'), row('Clara', 'Mesa 2'), row('Dora', 'Mesa 3')],
      ...[row('Elsa', 'Ventana'), row('Fina', '')],
    ];
    const input = ImportInput.parse({
      ...{ fileName: 'mesas.csv', content: Buffer.from([`${HEAD};mesa`, ...lines].join('\n')).toString('base64') },
    });
    const { preview } = await createImport(made.as('HOST'), { ...input, preview: true });
    const fates = ['given', 'taken', 'given', 'taken', 'unknown', null];
    expect(preview?.rows.map(({ table }) => table)).toEqual(fates);
    const { import: begun } = await createImport(made.as('HOST'), input);
    await Promise.all([work(made, begun?.id ?? ''), work(made, begun?.id ?? '')]);
    const rows = (await rowsOf(made)).filter(({ customerName }) => /^[A-F][a-z]+$/.test(customerName));
    const seats = rows.map(({ customerName, tableIds, tableName }) => [customerName, tableIds, tableName]);
    expect(seats.sort()).toEqual([
      ['Ana', [one], 'Mesa 1'],
      ['Berta', null, 'Mesa 1'],
      ['Clara', [two], 'Mesa 2'],
      ['Dora', null, 'Mesa 3'],
      ['Elsa', null, 'Ventana'],
      ['Fina', null, null],
    ]);
    const staysOf = async () =>
      (await db().select().from(stay).where(eq(stay.businessId, made.venue.id))).map(({ tableId }) => tableId).sort();
    expect(await staysOf(), 'kept for them by the database').toEqual([one, two, three].sort());
    // The tables are free again with the import taken back.
    await undoImport(made.as('HOST'), { id: begun?.id ?? '' });
    await work(made, begun?.id ?? '');
    expect(await staysOf()).toEqual([three]);
  });

  it('is its venue’s alone, and a row that fails leaves the others', async () => {
    const made = await makeVenue();
    const other = await makeVenue();
    const begun = await begin(made, LINES.slice(0, 5));
    await expect(undoImport(other.as('OWNER'), { id: begun.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(getImport(other.as('OWNER'), { id: begun.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await db()
      .update(importRow)
      .set({ content: null })
      .where(and(eq(importRow.importId, begun.id), eq(importRow.line, 3)));
    await work(made, begun.id);
    expect((await listImports(made.as('HOST'))).imports).toMatchObject([{ state: 'DONE', created: 4, failed: 1 }]);
    expect((await listImports(other.as('HOST'))).imports).toEqual([]);
  });

  it('has a job from its first moment, and is forgotten after a season', async () => {
    const made = await makeVenue();
    const begun = await begin(made, LINES.slice(0, 2));
    const jobs = await db()
      .select()
      .from(job)
      .where(eq(job.key, `${made.venue.id}/${begun.id}`));
    expect(jobs).toMatchObject([{ kind: 'write-import' }]);
    await work(made, begun.id);
    const after = (days: number) => new Date(NOW.getTime() + days * 24 * 60 * 60_000);
    await pruneImports(after(89));
    expect(await db().select().from(reservationImport).where(eq(reservationImport.id, begun.id))).toHaveLength(1);
    await pruneImports(after(91));
    expect(await db().select().from(reservationImport).where(eq(reservationImport.id, begun.id))).toEqual([]);
    expect(await rowsOf(made)).toHaveLength(2);
  });
});
