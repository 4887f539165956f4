import pg from 'pg';

/** What PostgreSQL says of one step of a plan, of each of its loops. */
interface Step {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Step[];
}

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The rows that a step and those under it have looked at. */
function visitedBy(step: Step): number {
  const each =
    step['Actual Rows'] +
    (step['Rows Removed by Filter'] ?? 0) +
    (step['Rows Removed by Join Filter'] ?? 0) +
    (step['Rows Removed by Index Recheck'] ?? 0);
  return each * step['Actual Loops'] + (step.Plans ?? []).reduce((sum, below) => sum + visitedBy(below), 0);
}

/** What is recorded now; null while nothing is. */
let recorded: Asked[] | null = null;

// The pool keeps the method that a connection was made with, so that it is replaced before any is made.
const send = pg.Client.prototype.query;
pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const [query, values] = given as [string | { text: string; values?: unknown[] }, unknown[]?];
  const text = typeof query === 'string' ? query : query.text;
  const own = typeof query === 'string' ? undefined : query.values;
  if (/^\s*(select|with)\b/i.test(text)) recorded?.push({ text, values: (Array.isArray(values) ? values : own) ?? [] });
  return Reflect.apply(send, this, given);
} as typeof send;

/** The queries that `read` sends to the database. */
async function queriesOf(read: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = [];
  recorded = asked;
  try {
    await read();
  } finally {
    recorded = null;
  }
  return asked;
}

/** How many rows PostgreSQL looks at for all that `read` asks; `client` is another connection to the same database. */
export async function rowsVisitedBy(client: pg.Client, read: () => Promise<unknown>): Promise<number> {
  const asked = await queriesOf(read);
  if (asked.length === 0) throw new Error('it asked nothing');
  let visited = 0;
  for (const { text, values } of asked) {
    const { rows } = await client.query(`explain (analyze, format json) ${text}`, [...values]);
    visited += visitedBy(rows[0]['QUERY PLAN'][0].Plan);
  }
  return visited;
}

/** Calls `work` with a connection of its own to the database of the test. */
export async function withClient<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
