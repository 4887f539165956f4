import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createImport } from '@/modules/imports/create-import';
import { IMPORT_JOBS } from '@/modules/imports/jobs';
import { ImportInput } from '@/modules/imports/schema';
import { importRow, reservationImport } from '@/modules/imports/tables';
import { undoImport } from '@/modules/imports/undo-import';
import { writeImport } from '@/modules/imports/write-import';
import { reservation } from '@/modules/reservations/tables';
import { businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import { createEntry } from '@/modules/waitlist/create-entry';
import { deleteEntry } from '@/modules/waitlist/delete-entry';
import { CreateEntryInput } from '@/modules/waitlist/schema';
import { waitlistEntry } from '@/modules/waitlist/tables';
import { db } from '@/platform/db/transaction';
import type { JobKind } from '@/platform/jobs/kind';
import { JobRunner } from '@/platform/jobs/runner';
import { describeDatabases } from '../../../tests/support/databases';
import { makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { wholeDatabase } from '../../../tests/support/whole-database';
import { RETENTION_JOBS } from './jobs';
import { pruneWaits } from './prune-waits';

const DAY_MS = 24 * 60 * 60_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const mentions = async (word: string) => (await wholeDatabase()).filter((text) => text.includes(word));

/** Runs a daily job as a process does that started a day ago. */
async function runDaily(jobs: readonly JobKind[], kind: string): Promise<void> {
  const runnerAt = (clock: () => Date) =>
    new JobRunner({ db: db(), kinds: jobs.filter((one) => one.kind === kind), clock });
  await runnerAt(() => ago(1.01)).plan();
  await runnerAt(() => new Date()).runDue();
}

/** A party that waited for the night that was so many days ago; `now` is when it joined. */
async function wait(venue: TestVenue, days: number, name: string, now = ago(days)): Promise<string> {
  const contact = { phone: '+593987650001', email: `${name}@correo.test`, notes: `Nota de ${name}` };
  const input = { party: 2, day: businessDayOf(ago(days), venue.venue), name, ...contact };
  return (await createEntry(venue.as('HOST', { now }), CreateEntryInput.parse(input))).entry.id;
}

const waiting = async () =>
  (await db().select({ name: waitlistEntry.customerName }).from(waitlistEntry)).map(({ name }) => name).sort();

describeDatabases('parties that waited', () => {
  it('are removed when their venue no longer keeps contacts, in log, audit and messages too', async () => {
    const [short, usual] = [await makeVenue(), await makeVenue()];
    await db().update(business).set({ keptContactDays: 60 }).where(eq(business.id, short.venue.id));
    const left = await wait(short, 63, 'zoila');
    await deleteEntry(short.as('HOST', { now: ago(63) }), { id: left });
    await wait(short, 62, 'ulrike');
    await wait(short, 58, 'tamara');
    // By its night, and not by when it joined.
    await wait(short, 50, 'sabina', ago(90));
    await wait(usual, 732, 'rebeca');
    await wait(usual, 728, 'quima');
    for (const word of ['zoila', 'ulrike', 'rebeca']) expect((await mentions(word)).length).toBeGreaterThan(3);

    await runDaily(RETENTION_JOBS, 'prune-waits');
    expect(await waiting()).toEqual(['quima', 'sabina', 'tamara']);
    for (const word of ['zoila', 'ulrike', 'rebeca']) expect(await mentions(word)).toEqual([]);
    for (const word of ['tamara', 'sabina', 'quima'])
      expect((await mentions(`${word}@correo.test`)).length, word).toBeGreaterThan(3);
  });

  it('are removed batch by batch, by several at once', async () => {
    const venue = await makeVenue();
    await db().delete(waitlistEntry);
    const template = await wait(venue, 740, 'paula');
    const [row] = await db().select().from(waitlistEntry).where(eq(waitlistEntry.id, template));
    if (!row) throw new Error('no such row');
    await db()
      .insert(waitlistEntry)
      .values(Array.from({ length: 450 }, (_, i) => ({ ...row, id: `w${i}` })));
    const removed = await Promise.all([pruneWaits(), pruneWaits()]);
    expect(removed.reduce((a, b) => a + b, 0)).toBe(451);
    expect(await waiting()).toEqual([]);
  });
});

describeDatabases('imports', () => {
  const begin = async (venue: TestVenue, days: number) => {
    const now = ago(days);
    const day = businessDayOf(new Date(now.getTime() + 5 * DAY_MS), venue.venue);
    const rows = ['fecha;hora;nombre;pax', `${day};21:00;Ana de ${days};2`, `${day};21:00;Eva de ${days};3`];
    const content = Buffer.from(rows.join('\n')).toString('base64');
    const input = ImportInput.parse({ fileName: `${days}.csv`, content });
    const { import: begun } = await createImport(venue.as('HOST', { now }), input);
    if (!begun) throw new Error('not begun');
    return { id: begun.id, now, write: () => writeImport(`${venue.venue.id}/${begun.id}`, now) };
  };

  it('are forgotten 90 days later with their rows, and their reservations stay', async () => {
    const venue = await makeVenue();
    const files = [await begin(venue, 92)];
    await files[0]?.write();
    const undone = await begin(venue, 91);
    await undone.write();
    await undoImport(venue.as('HOST', { now: undone.now }), { id: undone.id });
    await undone.write();
    const young = await begin(venue, 89);
    await young.write();
    // What is still to be written is not forgotten, however old.
    const running = await begin(await makeVenue(), 91);

    await runDaily(IMPORT_JOBS, 'prune-imports');
    const kept = [young.id, running.id].sort();
    const imports = await db().select({ id: reservationImport.id }).from(reservationImport);
    expect(imports.map(({ id }) => id).sort()).toEqual(kept);
    const rows = await db().select({ id: importRow.importId }).from(importRow);
    expect(rows.map(({ id }) => id).sort()).toEqual(kept.flatMap((id) => [id, id]));
    const made = await db().select().from(reservation).where(eq(reservation.businessId, venue.venue.id));
    const left = made.filter(({ deletedAt }) => deletedAt === null).map(({ customerName }) => customerName);
    expect(left.sort()).toEqual(['Ana de 89', 'Ana de 92', 'Eva de 89', 'Eva de 92']);
  });
});
