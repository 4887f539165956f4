import { expect, type Page } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import type { Api } from '../api';
import { barOf, drag, HALF_HOUR, LINE, showEvening } from '../plan-page';
import { allSent } from './letters';
import { BY_HAND, CHANGE, DAY, type Night, type Sql } from './night';

const HOUR = 3_600_000;

/**
 * Carries parties from one table to the other with the mouse, each to another time: one before the clock of the venue changes, one
 * over the change, one after it.
 */
export async function moveByHand(night: Night, owner: Api, page: Page, sql: Sql): Promise<void> {
  const add = <T>(path: string, body: object) =>
    owner.ok<T>('POST', `/api/${path}?businessId=${owner.businessId}`, body);
  const { zone } = await add<{ zone: { id: string } }>('zonas', { name: 'A mano' });
  const tables: string[] = [];
  for (const name of ['Mano 1', 'Mano 2']) {
    const body = { name, zoneId: zone.id, maxSeats: 4, channel: 'IN_HOUSE' };
    tables.push((await add<{ table: { id: string } }>('mesas', body)).table.id);
  }
  const rows: Reservation[] = [];
  for (let i = 0; i < BY_HAND; i += 1) {
    const reservedAt = new Date(CHANGE + (i - 1) * 1.25 * HOUR - HOUR).toISOString();
    const customerName = `Mano ${i}`;
    const fields = { customerName, guestCount: 4, reservedAt, channel: 'IN_HOUSE', status: 'CONFIRMED' };
    const { reservation } = await night.host.ok<{ reservation: Reservation }>(
      'POST',
      `/api/reservas?businessId=${night.host.businessId}`,
      { ...fields, tableIds: [tables[0]], customerEmail: `mano.${i}@guest.test` },
    );
    rows.push(reservation);
  }
  // Whoever has no letter yet is told of a change as of a new reservation.
  await allSent(sql);
  await showEvening(page);
  for (const { id, reservedAt } of rows) {
    await expect(barOf(page, id)).toHaveAttribute('data-table', tables[0] ?? '');
    await drag(page, id, HALF_HOUR, LINE);
    await expect(barOf(page, id)).toHaveAttribute('data-table', tables[1] ?? '');
    const moved = { tableIds: [tables[1]], reservedAt: new Date(Date.parse(reservedAt) + HOUR / 2).toISOString() };
    const read = async () => (await night.host.list(DAY)).reservations.find((row) => row.id === id);
    await expect.poll(read).toMatchObject(moved);
  }
}
