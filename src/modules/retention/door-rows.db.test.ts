import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { user } from '@/modules/access/tables';
import { acceptEntries } from '@/modules/custody/accept-entries';
import { entryOf } from '@/modules/custody/entries.fixture';
import { listIncidents } from '@/modules/custody/reads';
import { resolveIncident } from '@/modules/custody/resolve-incident';
import { SyncInput } from '@/modules/custody/schema';
import { custodyEntry, incident } from '@/modules/custody/tables';
import { erasePerson } from '@/modules/privacy/erase-person';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { tokenOf } from '../../../tests/support/scans';
import { wholeDatabase } from '../../../tests/support/whole-database';
import { eraseOldNotes } from './erase-old-persons';
import { pruneNights } from './prune-nights';

const DAY_MS = 24 * 60 * 60_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const GUEST = { customerName: 'Ximena Quiñónez', customerPhone: '+593987650001' };

/** What a phone delivers at `now`. */
const deliver = (venue: TestVenue, now: Date, entries: readonly Record<string, unknown>[]) =>
  acceptEntries(
    venue.as('HOST', { now }),
    SyncInput.parse({
      ...{ deviceId: 'phone-a', sentAt: now.toISOString() },
      entries: entries.map((entry) => entryOf({ at: now.toISOString(), ...entry })),
    }),
  );

const rowsOf = async ({ venue }: TestVenue) => ({
  kept: await db().select().from(custodyEntry).where(eq(custodyEntry.businessId, venue.id)),
  incidents: await db().select().from(incident).where(eq(incident.businessId, venue.id)),
});
const mentions = async (word: string) => (await wholeDatabase()).filter((text) => text.includes(word));

describeDatabases('what phones delivered, and the incidents of it', () => {
  it('goes with its night, as long as the venue keeps nights', async () => {
    const venue = await makeVenue();
    const odd = { token: 'no es un pase' };
    await deliver(venue, ago(3 * 365 + 2), [{ kind: 'WALK_IN', basis: 'MANUAL' }, odd]);
    await deliver(venue, ago(3 * 365 - 2), [{ kind: 'WALK_IN', basis: 'MANUAL' }, odd]);
    const before = await rowsOf(venue);
    expect([before.kept.length, before.incidents.length]).toEqual([4, 2]);
    await pruneNights();
    const after = await rowsOf(venue);
    expect([after.kept.length, after.incidents.length]).toEqual([2, 1]);
    expect(after.incidents[0]?.openedAt.getTime()).toBeGreaterThan(ago(3 * 365).getTime());
  });

  it('loses what staff wrote as soon as the venue keeps notes no longer', async () => {
    const venue = await makeVenue();
    const old = ago(367);
    await deliver(venue, old, [{ token: 'no es un pase', reason: 'razón antigua' }]);
    const [found] = (await rowsOf(venue)).incidents;
    const decision = { id: found?.id ?? '', resolution: 'DISCARDED', reason: 'decisión antigua' } as const;
    await resolveIncident(venue.as('OWNER', { now: old }), decision);
    await deliver(venue, ago(360), [{ token: 'no es un pase', reason: 'razón reciente' }]);
    expect((await mentions('antigua')).length).toBeGreaterThan(1);
    await eraseOldNotes();
    expect(await mentions('antigua')).toEqual([]);
    expect((await mentions('razón reciente')).length).toBe(1);
    const { kept, incidents } = await rowsOf(venue);
    expect([kept.length, incidents.length], 'the rows stay').toEqual([2, 2]);
  });

  it('says nothing of a guest who was erased, counted or held, and every row stays', async () => {
    const venue = await makeVenue();
    const tonight = await makeReservation(venue, GUEST);
    const later = new Date(NOW.getTime() + 3 * DAY_MS).toISOString();
    const other = await makeReservation(venue, { ...GUEST, reservedAt: later });
    await deliver(venue, NOW, [
      { token: await tokenOf(tonight), reason: 'Ximena vino con dos más' },
      // Held: nobody knows which night is meant.
      { reservationId: other.id, basis: 'MANUAL', reason: 'Ximena dice que es hoy' },
      { reservationId: tonight.id, delta: -30, basis: 'MANUAL', reason: 'Ximena se fue' },
    ]);
    const { incidents } = await listIncidents(venue.as('OWNER'), {});
    expect(incidents).toHaveLength(2);
    for (const { id } of incidents)
      await resolveIncident(venue.as('OWNER'), { id, resolution: 'DISCARDED', reason: 'Se habló con Ximena' });
    const before = await rowsOf(venue);
    await erasePerson(venue.as('OWNER'), { phone: GUEST.customerPhone });
    expect(await mentions('ximena')).toEqual([]);
    const after = await rowsOf(venue);
    const kept = (rows: typeof before) => rows.kept.map(({ nonce, state, at }) => [nonce, state, at]).sort();
    expect(kept(after)).toEqual(kept(before));
    expect(after.incidents.map(({ state, reason }) => [state, reason])).toEqual([
      ['DISCARDED', null],
      ['DISCARDED', null],
    ]);
  });

  it('names no account that was deleted', async () => {
    const venue = await makeVenue();
    await deliver(venue, NOW, [{ token: 'no es un pase' }, { kind: 'WALK_IN', basis: 'MANUAL' }]);
    const host = venue.as('HOST');
    const [found] = (await rowsOf(venue)).incidents;
    await resolveIncident(host, { id: found?.id ?? '', resolution: 'DISCARDED', reason: 'visto' });
    await db().delete(user).where(eq(user.id, host.userId));
    const { kept, incidents } = await rowsOf(venue);
    expect(kept.map(({ sentBy }) => sentBy)).toEqual([null, null]);
    expect(incidents.map(({ resolvedBy }) => resolvedBy)).toEqual([null]);
    const [shown] = (await listIncidents(venue.as('OWNER'), { day: found?.businessDay })).incidents;
    expect(shown?.resolvedBy).toBeNull();
  });
});
