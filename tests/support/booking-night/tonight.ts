import { expect } from '@playwright/test';
import type { Reservation } from '@/modules/reservations/wire';
import type { Night, Sql } from './night';

/** Parties of the night that runs now, who sit down, leave, and come back. */
const PARTIES = 12;

/**
 * Sits parties of tonight down and sees them off, over both processes; what the database then holds is what was done, and a table
 * that is left is the next party's.
 */
export async function sitTonight(night: Night, tables: readonly string[], sql: Sql): Promise<void> {
  const { businessId } = night.host;
  const book = async (i: number, customerName: string) => {
    const fields = { customerName, guestCount: 2, channel: 'WALK_IN', status: 'CONFIRMED' };
    const { reservation } = await night.host.ok<{ reservation: Reservation }>(
      'POST',
      `/api/reservas?businessId=${businessId}`,
      { ...fields, reservedAt: new Date().toISOString() },
    );
    const given = { tableIds: [tables[i]], override: { reason: 'Se sientan ya' } };
    await night.host.ok('POST', `/api/reservas/${reservation.id}/mesa?businessId=${businessId}`, given);
    return reservation.id;
  };
  const step = (id: string, action: 'seat' | 'leave' | 'undo', more: object = {}) =>
    night.host.call('POST', `/api/reservas/${id}/sala?businessId=${businessId}`, { body: { action, ...more } });

  const ids: string[] = [];
  for (let i = 0; i < PARTIES; i += 1) ids.push(await book(i, `Sala ${i}`));
  // Each of them twice at once, at both processes.
  const seated = await Promise.all(ids.flatMap((id) => [step(id, 'seat'), step(id, 'seat')]));
  expect(seated.map(({ status }) => status)).toEqual(seated.map(() => 200));
  const gone = ids.slice(0, 6);
  for (const id of gone) expect((await step(id, 'leave')).status).toBe(200);
  const [back, ...left] = gone as [string, ...string[]];
  expect((await step(back, 'undo')).status).toBe(200);
  const next = await book(1, 'Sala siguiente');
  expect((await step(next, 'seat')).status, 'the table of who has left is free').toBe(200);
  expect((await step(left[0] ?? '', 'undo')).body, 'and not the other party’s any more').toMatchObject({
    code: 'TABLE_TAKEN',
  });

  const rows = await sql<{ id: string; status: string; seated: boolean; gone: boolean; tables: string[] | null }>(
    `select r.id, r.status, r.seated_at is not null as seated, r.left_at is not null as gone,
       (select array_agg(s.table_id) from stay s where s.business_id = r.business_id and s.reservation_id = r.id
          and s.ends_at > r.seated_at) as tables
     from reservation r where r.business_id = $1 and r.customer_name like 'Sala %'`,
  );
  const found = new Map(rows.map(({ id, ...row }) => [id, row]));
  const sits = (table: string | undefined) => ({ status: 'CHECKED_IN', seated: true, gone: false, tables: [table] });
  for (const [i, id] of ids.entries())
    expect(found.get(id)).toEqual(
      left.includes(id) ? { status: 'COMPLETED', seated: true, gone: true, tables: null } : sits(tables[i]),
    );
  expect(found.get(next)).toEqual(sits(tables[1]));
  expect(rows).toHaveLength(PARTIES + 1);
  for (const host of night.hosts) {
    const { reservations } = await host.list();
    const shown = reservations.filter(({ customerName }) => customerName.startsWith('Sala '));
    expect(
      shown.map(({ id, status, seatedAt, leftAt }) => [id, status, seatedAt !== null, leftAt !== null]).sort(),
    ).toEqual(rows.map(({ id, status, seated: sat, gone: went }) => [id, status, sat, went]).sort());
  }
}
