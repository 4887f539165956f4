import {
  type PGlite,
  parse,
  protocol,
  type QueryOptions,
  type Results,
  TransactionAbortedError,
} from '@electric-sql/pglite';
import { timed } from './timed';

type Message = Parameters<Parameters<InstanceType<typeof protocol.Parser>['parse']>[1]>[0];

/** A statement that the database has parsed. */
interface Prepared {
  readonly name: string;
  readonly parameterTypes: readonly number[];
  /** Describes its rows; absent for a statement without rows. */
  readonly description: Message | undefined;
}

/** The `BEGIN` that is sent together with a transaction's first statement. */
interface Opening {
  message: Uint8Array | null;
}

/** The part of a driver that the ORM uses. */
interface EmbeddedTransaction {
  query<T>(text: string, params?: unknown[], options?: QueryOptions): Promise<Results<T>>;
}

/** Maximum number of prepared texts; the least recently used one is dropped. */
const MAX_PREPARED = 300;
/** SQLSTATE: the types of a statement's result have changed since it was prepared. */
const STALE = '0A000';

const { serialize } = protocol;
const SYNC = serialize.sync();
const EXECUTE = serialize.execute();

/**
 * The embedded database for the ORM: one connection, which queries and transactions use in turn. The engine's own `query` parses
 * and plans each statement every time, in six exchanges; here every text is prepared once and then runs in one exchange.
 */
export class EmbeddedClient {
  readonly #lite: PGlite;
  readonly #prepared = new Map<string, Prepared>();
  #names = 0;
  #last: Promise<unknown> = Promise.resolve();
  #active = 0;

  constructor(lite: PGlite) {
    this.#lite = lite;
  }

  /** Queries and transactions that run or wait for their turn. */
  get active(): number {
    return this.#active;
  }

  query<T>(text: string, params: unknown[] = [], options: QueryOptions = {}): Promise<Results<T>> {
    return this.#inTurn(async () => {
      try {
        return await this.#run<T>({ message: null }, text, params, options);
      } catch (error) {
        if (!isStale(error)) throw error;
        return this.#run<T>({ message: null }, text, params, options);
      }
    });
  }

  transaction<T>(work: (tx: EmbeddedTransaction) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const opening: Opening = { message: serialize.query('BEGIN') };
      let result: T;
      try {
        result = await work({ query: (text, params = [], options = {}) => this.#run(opening, text, params, options) });
      } catch (error) {
        if (!opening.message) await this.#exchange([serialize.query('ROLLBACK')]);
        throw error;
      }
      if (!opening.message) await this.#commit();
      return result;
    });
  }

  /** Waits for the queries and transactions in progress. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#lite.close());
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#active += 1;
    const turn = this.#last.then(() => this.#lite.waitReady).then(work);
    this.#last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.#active -= 1;
    }
  }

  async #commit(): Promise<void> {
    const messages = await this.#exchange([serialize.query('COMMIT')]);
    const isUndone = messages.some((message) => message.name === 'commandComplete' && tagOf(message) === 'ROLLBACK');
    if (isUndone) throw new TransactionAbortedError();
  }

  /** Statements of one transaction may be sent at the same time: they run in the order in which they were sent. */
  #run<T>(opening: Opening, text: string, params: unknown[], options: QueryOptions): Promise<Results<T>> {
    return this.#lite.runExclusive(() =>
      timed(async () => {
        const begin = opening.message ? [opening.message] : [];
        opening.message = null;
        const known = this.#prepared.get(text);
        const statement = known ?? (await this.#prepare(text, begin));
        const values = params.map((param, i) => this.#serialize(param, statement.parameterTypes[i] ?? 0));
        const bind = serialize.bind({ statement: statement.name, values });
        const sent = [...(known ? begin : []), bind, EXECUTE, SYNC];
        const messages = await this.#exchange(sent).catch(async (error: unknown) => {
          if (isStale(error)) await this.#forget(text, statement);
          throw error;
        });
        this.#keep(text, statement);
        const own = known && begin.length > 0 ? afterFirst(messages) : messages;
        const rows = statement.description ? [statement.description, ...own] : own;
        // The query's own parsers have precedence over the engine's.
        const parsers = Object.assign(Object.create(this.#lite.parsers), options.parsers);
        return parse.parseResults(rows, parsers, { rowMode: options.rowMode ?? 'object' })[0] as Results<T>;
      }),
    );
  }

  async #prepare(text: string, begin: readonly Uint8Array[]): Promise<Prepared> {
    for (const [oldest, statement] of this.#prepared) {
      if (this.#prepared.size < MAX_PREPARED) break;
      await this.#forget(oldest, statement);
    }
    this.#names += 1;
    const name = `s${this.#names}`;
    const sent = [serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), SYNC];
    const messages = await this.#exchange([...begin, ...sent]);
    return {
      name,
      parameterTypes: parse.parseDescribeStatementResults(messages),
      description: messages.find((message) => message.name === 'rowDescription'),
    };
  }

  /** Marks it as the most recently used one. */
  #keep(text: string, statement: Prepared): void {
    this.#prepared.delete(text);
    this.#prepared.set(text, statement);
  }

  async #forget(text: string, { name }: Prepared): Promise<void> {
    this.#prepared.delete(text);
    await this.#exchange([serialize.close({ type: 'S', name }), SYNC]);
  }

  #serialize(param: unknown, type: number) {
    if (param === null || param === undefined) return null;
    const own = this.#lite.serializers[type];
    return own ? own(param) : String(param);
  }

  /** Sends messages as one buffer. Throws the first error of the answer; the messages after it, up to the next sync, have not run. */
  async #exchange(messages: readonly Uint8Array[]): Promise<Message[]> {
    const answer: Message[] = [];
    const parser = new protocol.Parser();
    await this.#lite.execProtocolRawStream(Buffer.concat(messages), {
      syncToFs: false,
      onRawData: (bytes) => parser.parse(bytes, (message) => answer.push(message)),
    });
    const error = answer.find((message) => message.name === 'error');
    if (error) throw error;
    return answer;
  }
}

function isStale(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === STALE;
}

/** The answers to all commands except the first. */
function afterFirst(messages: readonly Message[]): Message[] {
  return messages.slice(messages.findIndex(({ name }) => name === 'readyForQuery') + 1);
}

function tagOf(message: Message): unknown {
  return 'text' in message ? message.text : undefined;
}
