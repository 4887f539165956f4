import { count, eq, isNull, sum } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { membership } from '@/modules/access/tables';
import { attendanceEntry } from '@/modules/attendance/tables';
import { venueEvent } from '@/modules/events/tables';
import { qrPass } from '@/modules/passes/tables';
import { reservation } from '@/modules/reservations/tables';
import { diningTable, stay } from '@/modules/tables/tables';
import { businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../tests/support/databases';
import { seedDemoIfEmpty } from './demo';

/** A Saturday's 22:00 in Quito. */
const NOW = new Date('2026-11-22T03:00:00Z');

describeDatabases('seedDemoIfEmpty', () => {
  it('fills an empty database once, also when two ask at once', async () => {
    const demos = await Promise.all([seedDemoIfEmpty(NOW), seedDemoIfEmpty(NOW)]);
    expect(demos.filter((demo) => demo === null)).toHaveLength(1);
    const demo = demos.find((each) => each !== null);
    expect(demo?.password).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect(demo?.accounts.map((account) => account.email)).toEqual([
      'owner@terraza.test',
      'manager@terraza.test',
      'host@terraza.test',
      'door@terraza.test',
      'owner@otro.test',
      'operator@aforo.test',
    ]);
    expect(await db().select().from(membership)).toHaveLength(5);
  });

  it('leaves ledger, counts, passes and log in agreement', async () => {
    const rows = await db().select().from(reservation);
    expect(rows.length).toBeGreaterThan(120);
    const ledger = await db()
      .select({ id: attendanceEntry.reservationId, total: sum(attendanceEntry.delta).mapWith(Number) })
      .from(attendanceEntry)
      .groupBy(attendanceEntry.reservationId);
    const totals = new Map(ledger.map(({ id, total }) => [id, total]));
    for (const row of rows) expect(row.scanCount).toBe(totals.get(row.id) ?? 0);
    expect(await db().select().from(qrPass).where(isNull(qrPass.revokedAt))).toHaveLength(rows.length);
    for (const venue of await db().select().from(business)) {
      const [events] = await db().select({ n: count() }).from(venueEvent).where(eq(venueEvent.businessId, venue.id));
      expect(events?.n).toBe(venue.eventSeq);
    }
  });

  it('shows an evening in full swing, and past ones that are over', async () => {
    const [terraza] = await db().select().from(business).where(eq(business.slug, 'terraza'));
    if (!terraza) throw new Error('no demo venue');
    const rows = await db().select().from(reservation).where(eq(reservation.businessId, terraza.id));
    const today = businessDayOf(NOW, terraza);
    const tonight = rows.filter((row) => row.businessDay === today);
    expect(tonight).toHaveLength(35);
    const statuses = new Set(tonight.map((row) => row.status));
    for (const status of ['PENDING', 'CONFIRMED', 'CHECKED_IN', 'CANCELLED', 'NO_SHOW'] as const) {
      expect(statuses).toContain(status);
    }
    expect(tonight.some((row) => row.scanCount > 0 && row.scanCount < row.guestCount)).toBe(true);
    const seated = tonight.filter((row) => row.seatedAt !== null && row.leftAt === null);
    expect(seated.length).toBeGreaterThan(3);
    expect(tonight.filter((row) => row.leftAt !== null).every((row) => row.status === 'COMPLETED')).toBe(true);
    expect(tonight.some((row) => row.status === 'PENDING' && row.tableIds === null)).toBe(true);
    const stays = await db().select().from(stay).where(eq(stay.businessId, terraza.id));
    const held = tonight.filter((row) => row.tableIds !== null && row.leftAt === null && row.status !== 'NO_SHOW');
    expect(held.every((row) => stays.some(({ reservationId }) => reservationId === row.id))).toBe(true);
    const tables = await db().select().from(diningTable).where(eq(diningTable.businessId, terraza.id));
    expect(tables.every(({ plan, zoneId }) => plan !== null && zoneId !== null)).toBe(true);
    const past = new Set(rows.filter((row) => row.businessDay < today).map((row) => row.status));
    expect([...past].filter((status) => !['COMPLETED', 'CANCELLED', 'NO_SHOW'].includes(status))).toEqual([]);
    expect(new Set(rows.map((row) => row.businessDay)).size).toBe(10);
  });
});
