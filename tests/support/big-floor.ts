import { Client } from 'pg';
import type { BigDayRow } from './big-day';

/** How many tables a venue may have at most. */
const TABLES = 400;

/** Gives the demo's first venue as many tables as it may have, and each party of a big day one of them: before any screen reads. */
export async function fillFloor(databaseUrl: string, rows: readonly BigDayRow[]): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `insert into dining_table (business_id, id, name, max_seats)
       select business.id, 'big-' || n, 'Mesa ' || n, 8 from business, generate_series(1, $1::int) n where slug = 'terraza'
         and n <= $1::int - (select count(*) from dining_table where business_id = business.id)`,
      [TABLES],
    );
    await client.query(
      `update reservation set table_ids = array[place.table_id], table_name = place.name
       from (select party.id, party.at, t.id as table_id, t.name from unnest($1::text[]) with ordinality party(id, at)
         join (select id, name, row_number() over (order by id) as nth, count(*) over () as many from dining_table
           where business_id = (select id from business where slug = 'terraza')) t on t.nth = party.at % t.many + 1) place
       where reservation.id = place.id`,
      [rows.map(({ id }) => id)],
    );
  } finally {
    await client.end();
  }
}
