import { Client } from 'pg';
import { summarize } from '../lib';

const BUSINESSES = 2_000;
const PARTITIONS = 16;
const BATCH = 500_000;
const INSERTS = 2_000;
const READS = 300;
/** A catch-up reads at most so many at once. */
const READ_LIMIT = 500;

export interface LogCost {
  readonly layout: 'one table' | 'by business' | 'by day';
  readonly events: number;
  readonly gigabytes: number;
  /** Microseconds of one appended event, flushing to disk left out, which costs the same everywhere. */
  readonly insert: number;
  /** Pages touched by one append and by one catch-up, which no other work on the machine changes. */
  readonly insertPages: number;
  readonly readPages: number;
  /** Milliseconds of a catch-up of 500 events at a random place: p50 and p99. */
  readonly read: { readonly p50: number; readonly p99: number };
  /** Seconds to remove the oldest tenth. */
  readonly prune: number;
}

/** Keys stand as in src/modules/venues/tables.ts; a table cut by day can hold a number once only with its day. */
const LAYOUTS = {
  'one table': { key: 'primary key (business_id, seq)', partition: '' },
  'by business': { key: 'primary key (business_id, seq)', partition: 'partition by hash (business_id)' },
  'by day': { key: 'primary key (business_id, seq, created_at)', partition: 'partition by range (created_at)' },
} as const;

/** Fills a log of one layout step by step and measures it at each size. Its events are spread over ten days, oldest first. */
export async function measureLog(url: string, layout: LogCost['layout'], sizes: readonly number[]): Promise<LogCost[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const costs: LogCost[] = [];
  try {
    await client.query('set synchronous_commit = off');
    for (const events of sizes) {
      await create(client, layout);
      for (let from = 0; from < events; from += BATCH) await fill(client, from, Math.min(events, from + BATCH), events);
      await client.query('vacuum analyze bench_log');
      const { rows } = await client.query(
        "select sum(pg_total_relation_size(relid))::float8 as bytes from pg_partition_tree('bench_log')",
      );
      const size =
        rows[0]?.bytes ||
        (await client.query("select pg_total_relation_size('bench_log')::float8 as bytes")).rows[0].bytes;
      const insert = await timeInserts(client, events);
      const read = await timeReads(client, events);
      const pages = await countPages(client, events);
      const prune = await timePrune(client, layout, events);
      costs.push({ layout, events, gigabytes: Math.round(size / 1e7) / 100, insert, ...pages, read, prune });
    }
  } finally {
    await client.query('drop table if exists bench_log');
    await client.end();
  }
  return costs;
}

async function create(client: Client, layout: LogCost['layout']): Promise<void> {
  const { key, partition } = LAYOUTS[layout];
  await client.query('drop table if exists bench_log');
  await client.query(
    `create table bench_log (business_id text not null, seq bigint not null, epoch text not null, payload text not null,
       created_at timestamptz not null default now(), ${key}) ${partition}`,
  );
  if (layout === 'by business') {
    for (let i = 0; i < PARTITIONS; i++) {
      await client.query(
        `create table bench_log_${i} partition of bench_log for values with (modulus ${PARTITIONS}, remainder ${i})`,
      );
    }
  } else if (layout === 'by day') {
    for (let i = 0; i <= 10; i++) {
      await client.query(
        `create table bench_log_${i} partition of bench_log
           for values from ('2026-01-${String(i + 1).padStart(2, '0')}') to ('2026-01-${String(i + 2).padStart(2, '0')}')`,
      );
    }
  }
}

/** Event n is number n / BUSINESSES of business n % BUSINESSES, so that a business's rows lie apart as they do in life. */
async function fill(client: Client, from: number, to: number, events: number): Promise<void> {
  await client.query(
    `insert into bench_log select 'b' || n % ${BUSINESSES}, n / ${BUSINESSES} + 1, 'e1', repeat(md5(n::text), 9),
       timestamptz '2026-01-01 00:00+00' + n * (interval '10 days' / ${events})
     from generate_series($1::int, $2::int - 1) n`,
    [from, to],
  );
}

async function timeInserts(client: Client, events: number): Promise<number> {
  const payload = 'x'.repeat(288);
  const start = performance.now();
  for (let i = 0; i < INSERTS; i++) {
    const n = events + i;
    await client.query({
      name: 'append',
      text: "insert into bench_log values ($1, $2, 'e1', $3, '2026-01-11 12:00+00')",
      values: [`b${n % BUSINESSES}`, Math.floor(n / BUSINESSES) + 1, payload],
    });
  }
  return Math.round(((performance.now() - start) / INSERTS) * 1_000);
}

async function timeReads(client: Client, events: number): Promise<LogCost['read']> {
  const times: number[] = [];
  const perBusiness = Math.floor(events / BUSINESSES);
  for (let i = 0; i < READS; i++) {
    const after = Math.max(0, Math.floor(Math.random() * (perBusiness - READ_LIMIT)));
    const start = performance.now();
    await client.query({
      name: 'catch-up',
      text: `select epoch, seq, payload from bench_log where business_id = $1 and seq > $2 order by seq limit ${READ_LIMIT}`,
      values: [`b${Math.floor(Math.random() * BUSINESSES)}`, after],
    });
    times.push(performance.now() - start);
  }
  const { p50, p99 } = summarize(times);
  return { p50, p99 };
}

/** Medians over a few of each. */
async function countPages(client: Client, events: number): Promise<Pick<LogCost, 'insertPages' | 'readPages'>> {
  const pagesOf = async (statement: string) => {
    const { rows } = await client.query(`explain (analyze, buffers, format json) ${statement}`);
    const { Plan } = rows[0]['QUERY PLAN'][0];
    return Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'];
  };
  const inserts: number[] = [];
  const reads: number[] = [];
  const last = Math.floor(events / BUSINESSES);
  for (let i = 0; i < 21; i++) {
    const business = `b${(i * 97) % BUSINESSES}`;
    const values = `('${business}', ${last + 1_000 + i}, 'e1', repeat('x', 288), '2026-01-11 12:00+00')`;
    inserts.push(await pagesOf(`insert into bench_log values ${values}`));
    const after = Math.max(0, Math.floor((last - READ_LIMIT) * (i / 21)));
    const where = `business_id = '${business}' and seq > ${after}`;
    reads.push(
      await pagesOf(`select epoch, seq, payload from bench_log where ${where} order by seq limit ${READ_LIMIT}`),
    );
  }
  return { insertPages: summarize(inserts).p50, readPages: summarize(reads).p50 };
}

/** Business by business as the product does; of a table cut by day, the oldest day goes whole. */
async function timePrune(client: Client, layout: LogCost['layout'], events: number): Promise<number> {
  const floor = Math.floor(events / BUSINESSES / 10);
  const start = performance.now();
  if (layout === 'by day') await client.query('drop table bench_log_0');
  else {
    for (let i = 0; i < BUSINESSES; i++) {
      await client.query('delete from bench_log where business_id = $1 and seq <= $2', [`b${i}`, floor]);
    }
  }
  return Math.round((performance.now() - start) / 100) / 10;
}
