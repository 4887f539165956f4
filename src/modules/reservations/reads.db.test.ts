import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { scanQr } from '@/modules/attendance/scan-qr';
import { parseCursor } from '@/realtime/protocol/cursor';
import { describeDatabases } from '../../../tests/support/databases';
import {
  bookingInput,
  failureOf,
  makeReservation,
  makeVenue,
  type TestVenue,
  TODAY,
} from '../../../tests/support/fixtures';
import { scanInput, tokenOf } from '../../../tests/support/scans';
import { createReservation } from './create-reservation';
import { getReservation, listReservations, readDayStats } from './reads';
import { DayList } from './wire';

describeDatabases('listReservations', () => {
  it('lists the running business day by time, then code, with statistics that no filter changes', async () => {
    const venue = await makeVenue();
    const late = await makeReservation(venue, { reservedAt: '2026-11-22T01:30:00-05:00', customerName: 'Ángel Núñez' });
    const early = await makeReservation(venue, { reservedAt: '2026-11-21T19:00:00-05:00', tableName: 'T12' });
    await makeReservation(venue, { reservedAt: '2026-11-22T19:00:00-05:00' });
    const list = await listReservations(venue.as('HOST'), { include: 'stats' });
    expect(list.day).toBe(TODAY);
    expect(list.reservations.map((row) => row.id)).toEqual([early.id, late.id]);
    const found = async (q: string) =>
      (await listReservations(venue.as('HOST'), { q, include: 'stats' })).reservations.map((row) => row.id);
    expect(await found('angel NUNEZ')).toEqual([late.id]);
    expect(await found('t12')).toEqual([early.id]);
    expect(await found(late.code.toLowerCase())).toEqual([late.id]);
    expect(await found('98-765')).toEqual([early.id, late.id]);
    const none = await listReservations(venue.as('HOST'), { status: 'NO_SHOW', include: 'stats' });
    expect(none.reservations).toEqual([]);
    expect(none.stats).toEqual(list.stats);
    expect((await readDayStats(venue.as('HOST'), {})).stats).toEqual(list.stats);
    expect(list.stats?.guestsPlanned).toBe(8);
  });

  it('shows the door tonight only, without personal data, and nothing of another venue', async () => {
    const venue = await makeVenue();
    const other = await makeVenue();
    const row = await makeReservation(venue, { notes: 'alérgica' });
    const later = await makeReservation(venue, { reservedAt: '2026-11-23T02:00:00Z' });
    const { reservations } = await listReservations(venue.as('DOOR'), {});
    expect(reservations).toMatchObject([
      { id: row.id, customerName: 'Lucía M.', customerPhone: null, customerEmail: null, notes: null },
    ]);
    expect((await listReservations(venue.as('DOOR'), { q: '98765' })).reservations).toEqual([]);
    expect(await failureOf(listReservations(venue.as('DOOR'), { day: '2026-11-22' }))).toBe('FORBIDDEN');
    expect(await failureOf(readDayStats(venue.as('DOOR'), { day: '2026-11-22' }))).toBe('FORBIDDEN');
    expect(await failureOf(getReservation(venue.as('DOOR'), { id: later.id }))).toBe('NOT_FOUND');
    expect((await getReservation(venue.as('DOOR'), row)).reservation.customerName).toBe('Lucía M.');
    expect(await failureOf(getReservation(other.as('OWNER'), { id: row.id }))).toBe('NOT_FOUND');
    expect((await listReservations(other.as('OWNER'), {})).reservations).toEqual([]);
  });

  it('finds for the door by the whole name, shows the short one, and answers nothing about contact data', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, {
      customerName: "Lucía O'Neill Mendoza",
      customerPhone: '+593987654321',
      customerEmail: 'secreta@example.com',
      notes: 'alérgica',
      tableName: 'T12',
    });
    const found = async (q: string) => (await listReservations(venue.as('DOOR'), { q })).reservations;
    for (const q of ['mendoza', 'oneill', 'Mendza', 'o neill lucia', row.code, 't12']) {
      expect(await found(q)).toMatchObject([
        { id: row.id, customerName: 'Lucía M.', customerPhone: null, notes: null },
      ]);
    }
    for (const q of ['0987654321', '4321', '+593', '98 765', 'secreta', 'example', 'alérgica', 'mendoza 4321']) {
      expect([q, await found(q)]).toEqual([q, []]);
    }
    const host = await listReservations(venue.as('HOST'), { q: '0987654321' });
    expect(host.reservations).toMatchObject([{ id: row.id }]);
  });

  it('shows tags at the door, where their words find them, in a scan too', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { tags: ['MOBILITY', 'ALLERGY'] });
    await makeReservation(venue);
    const shown = { id: row.id, tags: ['ALLERGY', 'MOBILITY'] };
    expect((await getReservation(venue.as('DOOR'), row)).reservation).toMatchObject(shown);
    for (const q of ['alergia', 'allergy', 'movilidad', 'mobility', 'lucia alérgica']) {
      expect((await listReservations(venue.as('DOOR'), { q })).reservations).toMatchObject([shown]);
    }
    expect((await listReservations(venue.as('DOOR'), { q: 'vip' })).reservations).toEqual([]);
    const scanned = await scanQr(venue.as('DOOR'), scanInput(await tokenOf(row), 'nonce-0001'));
    expect(scanned.reservation).toMatchObject(shown);
  });

  it('gives each audience a cursor of its own, a new one each day to the door', async () => {
    const venue = await makeVenue();
    await makeReservation(venue);
    const epochOf = async (...member: Parameters<TestVenue['as']>) => {
      const ctx = venue.as(...member);
      const [list, stats] = [await listReservations(ctx, {}), await readDayStats(ctx, {})];
      expect(list.cursor).toBe(stats.cursor);
      expect(DayList.safeParse(list).success, list.cursor).toBe(true);
      return parseCursor(list.cursor)?.epoch;
    };
    const epoch = await epochOf('OWNER');
    expect(epoch).toMatch(/^[0-9a-f]+$/);
    expect(await epochOf('HOST')).toBe(epoch);
    expect(await epochOf('DOOR')).toBe(`${epoch}-1-2026-11-21`);
    expect(await epochOf('DOOR', { now: new Date('2026-11-23T02:00:00Z') })).toBe(`${epoch}-1-2026-11-22`);
  });

  it('reads rows and cursor of one instant while others write', async () => {
    const venue = await makeVenue();
    let writing = true;
    const writers = Array.from({ length: 4 }, async () => {
      for (let i = 0; i < 15; i++) await createReservation(venue.as('HOST'), bookingInput());
    });
    const reader = async () => {
      let seen = 0;
      while (writing) {
        const list = await listReservations(venue.as('HOST'), {});
        // Every event so far created one row of this day.
        expect(parseCursor(list.cursor)?.seq).toBe(list.reservations.length);
        seen += 1;
        await setTimeout(1);
      }
      return seen;
    };
    const reading = Promise.all([reader(), reader()]);
    await Promise.all(writers);
    writing = false;
    expect(Math.min(...(await reading))).toBeGreaterThan(0);
    expect((await listReservations(venue.as('HOST'), {})).reservations).toHaveLength(60);
  });
});
