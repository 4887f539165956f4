import { Socket } from 'node:net';
import { Pool, type PoolClient, type PoolConfig, type QueryConfig, type QueryResult } from 'pg';
import { sqlState } from './sql-state';
import { timed } from './timed';

type Callback = (error: unknown, result?: QueryResult) => void;
type Send = (config: QueryConfig, values?: unknown[]) => Promise<QueryResult>;

/** SQLSTATE: a column that a prepared statement returns has changed its type since. */
const STALE = '0A000';

/** Connections that do not wait for answers that they do not need, and make one system call for everything that they send in a turn. */
export function openPool(config: PoolConfig): Pool {
  const pool = new Pool({ ...config, pipeline: true, stream: () => new BatchedSocket() });
  // The pool replaces an idle connection that fails; without a listener, its error would end the process.
  pool.on('error', () => {});
  // The same for a connection in use: its query fails, and the pool drops it.
  pool.on('connect', (client) => improve(client).on('error', () => {}));
  return pool;
}

/** Everything that is written before the next turn of the event loop goes to the kernel as one buffer. */
class BatchedSocket extends Socket {
  override write(...args: unknown[]): boolean {
    if (this.writableCorked === 0) {
      this.cork();
      process.nextTick(() => this.uncork());
    }
    return Reflect.apply(super.write, this, args);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer' as BufferEncoding, done);
  }
}

/**
 * `begin` is sent together with the first statement of its transaction. Every query is measured. A statement whose plan a
 * migration has made stale is sent without its name, and so is every later one of this connection.
 */
function improve(client: PoolClient): PoolClient {
  const send = client.query.bind(client) as unknown as Send;
  let begin: QueryConfig | null = null;
  let isInTransaction = false;
  let usesNames = true;

  const run: Send = async (config, values) => {
    const opening = begin;
    begin = null;
    const begun = opening ? send(opening) : null;
    const result = timed(() => send(usesNames ? config : unnamed(config), values));
    return begun ? (await Promise.all([result, begun]))[0] : result;
  };
  const query: Send = async (config, values) => {
    const text = typeof config === 'string' ? config : config.text;
    if (/^begin\b/.test(text)) {
      begin = config;
      isInTransaction = true;
      return NOTHING;
    }
    const isEnd = text === 'commit' || text === 'rollback';
    if (isEnd) isInTransaction = false;
    if (isEnd && begin) {
      begin = null;
      return NOTHING;
    }
    try {
      return await run(config, values);
    } catch (error) {
      if (sqlState(error) !== STALE || !usesNames) throw error;
      usesNames = false;
      if (isInTransaction) throw error;
      return run(config, values);
    }
  };
  const replaced = (config: QueryConfig, values?: unknown[] | Callback, callback?: Callback) => {
    const done = typeof values === 'function' ? values : callback;
    const result = query(config, typeof values === 'function' ? undefined : values);
    if (!done) return result;
    result.then((answer) => done(null, answer), done);
  };
  return Object.assign(client, { query: replaced });
}

const NOTHING: QueryResult = { rows: [], rowCount: null, command: '', oid: 0, fields: [] };

function unnamed({ name: _, ...config }: QueryConfig): QueryConfig {
  return config;
}
