import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { type Doorbell, type Link, type OpenLink, parseSeq } from './link';

/** The name of the connection in `pg_stat_activity`. */
export const APPLICATION_NAME = 'aforo-bus';
const CONNECT_MS = 5_000;
/** Milliseconds that a clean close may take before the socket is destroyed. */
const GOODBYE_MS = 500;

/**
 * `LISTEN` and `NOTIFY` on a dedicated connection, which a pooler in transaction mode does not provide.
 *
 * A backend compares each notification of its database with every channel that it listens to, so thousands of `LISTEN`s slow down
 * all of them, and one channel for all would wake every process for every event. Businesses therefore share 256 channels by the
 * hash of their id.
 * `NOTIFY` holds a lock on the whole database until its transaction is on disk. Nothing is lost if the transaction never gets
 * there, so the connection does not wait for the disk.
 */
export function postgresLink(connectionString: string): OpenLink {
  return async ({ onRing, onLost }) => {
    const socket = new Socket();
    const client = new Client({
      connectionString,
      application_name: APPLICATION_NAME,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      stream: () => socket,
    });
    client.on('error', onLost);
    client.on('end', () => onLost(new Error('the server closed the connection')));
    client.on('notification', ({ payload }) => {
      const bell = parse(payload);
      if (bell) onRing(bell);
    });
    try {
      await client.connect();
      await client.query('set synchronous_commit = off');
    } catch (error) {
      socket.destroy();
      throw error;
    }
    return new PostgresLink(client, socket);
  };
}

class PostgresLink implements Link {
  /** The subscribed businesses of each channel. */
  readonly #listening = new Map<string, Set<string>>();

  constructor(
    private readonly client: Client,
    private readonly socket: Socket,
  ) {}

  async subscribe(businessIds: readonly string[]): Promise<void> {
    const fresh: string[] = [];
    for (const businessId of businessIds) {
      const channel = channelOf(businessId);
      const heard = this.#listening.get(channel);
      if (!heard) fresh.push(`listen ${channel}`);
      this.#listening.set(channel, (heard ?? new Set()).add(businessId));
    }
    if (fresh.length > 0) await this.client.query(fresh.join(';'));
  }

  async unsubscribe(businessIds: readonly string[]): Promise<void> {
    const empty: string[] = [];
    for (const businessId of businessIds) {
      const channel = channelOf(businessId);
      const heard = this.#listening.get(channel);
      heard?.delete(businessId);
      if (heard?.size !== 0) continue;
      this.#listening.delete(channel);
      empty.push(`unlisten ${channel}`);
    }
    if (empty.length > 0) await this.client.query(empty.join(';'));
  }

  async publish(bells: readonly Doorbell[]): Promise<void> {
    await this.client.query('select pg_notify(c, p) from unnest($1::text[], $2::text[]) as bell (c, p)', [
      bells.map(({ businessId }) => channelOf(businessId)),
      bells.map(({ businessId, seq }) => `${seq} ${businessId}`),
    ]);
  }

  async ping(): Promise<void> {
    await this.client.query('');
  }

  async close(): Promise<void> {
    const ended = this.client.end().catch(() => {});
    await Promise.race([ended, delay(GOODBYE_MS, undefined, { ref: false })]);
    this.socket.destroy();
  }
}

function channelOf(businessId: string): string {
  return `aforo_${createHash('sha256').update(businessId).digest('hex').slice(0, 2)}`;
}

function parse(payload = ''): Doorbell | null {
  const space = payload.indexOf(' ');
  const seq = parseSeq(payload.slice(0, space));
  return space > 0 && seq !== null ? { businessId: payload.slice(space + 1), seq } : null;
}
