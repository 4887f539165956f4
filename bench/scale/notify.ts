import { Client } from 'pg';

const SECONDS = 3;

export interface NotifyRate {
  readonly publishers: number;
  /** Commits per second: with the NOTIFY in a statement of its own after the commit, inside the transaction, and without any. */
  readonly after: number;
  readonly inside: number;
  readonly without: number;
}

/** How many commits per second so many publishers reach, each on a connection and a row of its own, with one listener. */
export async function measureNotify(url: string, publishers: number): Promise<NotifyRate> {
  const clients = await Promise.all(Array.from({ length: publishers + 1 }, () => connected(url)));
  const [listener, ...writers] = clients;
  await listener?.query('listen bench');
  await listener?.query('create table if not exists bench_row (id int primary key, n int not null)');
  for (let i = 0; i < publishers; i++) {
    await listener?.query('insert into bench_row values ($1, 0) on conflict do nothing', [i]);
  }
  const update = 'update bench_row set n = n + 1 where id = $1';
  const rate = async (work: (client: Client, id: number) => Promise<unknown>) => {
    let commits = 0;
    const end = performance.now() + SECONDS * 1_000;
    await Promise.all(
      writers.map(async (client, id) => {
        for (; performance.now() < end; commits++) await work(client, id);
      }),
    );
    return Math.round(commits / SECONDS);
  };
  const without = await rate((client, id) => client.query(update, [id]));
  const after = await rate(async (client, id) => {
    await client.query(update, [id]);
    await client.query("select pg_notify('bench', $1)", [`b${id}:1`]);
  });
  const inside = await rate((client, id) =>
    client.query(`with row as (${update}) select pg_notify('bench', 'b' || $1 || ':1')`, [id]),
  );
  await Promise.all(clients.map((client) => client.end()));
  return { publishers, after, inside, without };
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
