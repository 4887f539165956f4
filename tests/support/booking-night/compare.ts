import { expect, type Page } from '@playwright/test';
import { compareFiles } from './files';
import { BOOKED, BY_HAND, CANCELLED, CHANGE, DAY, GROUPS, type Night, type Sql, WALK_INS } from './night';

export interface Row {
  readonly id: string;
  readonly code: string;
  readonly customer_name: string;
  readonly customer_email: string | null;
  readonly guest_count: number;
  readonly scan_count: number;
  readonly status: string;
  readonly table_name: string | null;
  readonly table_ids: string[] | null;
  readonly reserved_at: Date;
}

const EXPECTED = ['PENDING', 'CONFIRMED'];

interface Compared {
  readonly night: Night;
  readonly sql: Sql;
  readonly screens: readonly Page[];
  readonly opened: readonly number[];
}

/** Everything agrees with plain SQL. */
export async function compare({ night, sql, screens, opened }: Compared): Promise<void> {
  const rows = await sql<Row>(
    'select * from reservation where business_id = $1 and business_day = $2 and deleted_at is null order by code',
  );
  const named = (first: string) => rows.filter(({ customer_name }) => customer_name.startsWith(`${first} `));
  expect(
    ['Casa', 'Pagina', 'Archivo', 'Espera', 'Calle', 'Grupo', 'Mano'].map((first) => named(first).length),
    'each booking is there once',
  ).toEqual([BOOKED.host, BOOKED.online, BOOKED.file, BOOKED.waiting, WALK_INS, GROUPS, BY_HAND]);
  const there = rows.filter(({ status }) => EXPECTED.includes(status));
  expect(rows.filter(({ status }) => status === 'CANCELLED')).toHaveLength(CANCELLED.venue + CANCELLED.guest);
  expect(
    there.some(({ reserved_at }) => reserved_at.getTime() >= CHANGE),
    'after the change of the clock',
  ).toBe(true);

  const overlaps = await sql(
    `select one.id from stay one join stay other on other.business_id = one.business_id and other.table_id = one.table_id
       and other.id > one.id and tstzrange(other.starts_at, other.ends_at) && tstzrange(one.starts_at, one.ends_at)
     where one.business_id = $1 and one.override_id is null and other.override_id is null`,
  );
  expect(overlaps, 'no table has two parties at once').toEqual([]);
  const stays = await sql<{ id: string; tables: string[] }>(
    `select r.id, array_agg(s.table_id order by s.table_id) as tables from reservation r
       join stay s on s.business_id = r.business_id and s.reservation_id = r.id
     where r.business_id = $1 and r.business_day = $2 group by r.id`,
  );
  const withTables = there.filter(({ table_ids }) => (table_ids ?? []).length > 0);
  expect(new Map(stays.map(({ id, tables }) => [id, tables]))).toEqual(
    new Map(withTables.map(({ id, table_ids }) => [id, [...(table_ids ?? [])].sort()])),
  );
  expect(await sql('select id from stay where business_id = $1 and hold_id is not null'), 'no hold is left').toEqual(
    [],
  );

  for (const host of night.hosts) {
    const { reservations } = await host.list(DAY);
    const shown = reservations.map(({ id, code, guestCount, status, tableName, reservedAt }) => [
      ...[id, code, guestCount, status, tableName, new Date(reservedAt).getTime()],
    ]);
    expect(shown.sort()).toEqual(
      rows
        .map((row) => [row.id, row.code, row.guest_count, row.status, row.table_name, row.reserved_at.getTime()])
        .sort(),
    );
  }

  const [list, plan] = screens as [Page, Page];
  const planned = there.reduce((sum, { guest_count }) => sum + guest_count, 0);
  await expect(list.getByTestId('stat-planned')).toContainText(String(planned));
  const ids = async (page: Page, attribute: string) => [...(await seen(page, attribute)).keys()].sort();
  await expect.poll(() => ids(plan, 'data-visit-line'), { timeout: 60_000 }).toEqual(there.map(({ id }) => id).sort());
  const cards = await seen(list, 'data-reservation-id');
  for (const row of there) expect(cards.get(row.id), row.customer_name).toContain(row.customer_name);
  const lines = await seen(plan, 'data-visit-line');
  for (const row of there) {
    const text = lines.get(row.id) ?? '';
    expect(text).toContain(row.customer_name);
    if (row.table_name) expect(text, row.customer_name).toContain(row.table_name);
  }
  expect(
    await Promise.all(screens.map((page) => page.evaluate(() => performance.timeOrigin))),
    'never loaded again',
  ).toEqual(opened);

  await compareFiles(night, rows);
}

/** By the value of `attribute`: the text of every row that a page shows, from its start to its end. */
async function seen(page: Page, attribute: string): Promise<Map<string, string>> {
  const rows = await page.evaluate(async (name) => {
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const found = new Map<string, string>();
    for (let top = 0; ; top += window.innerHeight / 2) {
      window.scrollTo(0, top);
      await painted();
      for (const row of document.querySelectorAll(`[${name}]`))
        found.set(row.getAttribute(name) ?? '', row.textContent ?? '');
      if (top + window.innerHeight >= document.documentElement.scrollHeight) break;
    }
    window.scrollTo(0, 0);
    return [...found];
  }, attribute);
  return new Map(rows);
}
