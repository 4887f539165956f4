export interface PostgresServer {
  /** The address of its database `postgres`, as its superuser. */
  readonly url: string;
  readonly data: string;
  /** Starts it again after `stop`, on the same port and data; resolves when it accepts connections. */
  start(): Promise<void>;
  /** SIGINT stops it in order, SIGQUIT at once, as a crash would (`pg_ctl stop -m immediate`). */
  stop(signal?: 'SIGINT' | 'SIGQUIT'): Promise<void>;
  remove(): Promise<void>;
}

export function startPostgresServer(options?: {
  readonly home?: string;
  readonly packaged?: boolean;
  readonly settings?: Readonly<Record<string, string | number>>;
}): Promise<PostgresServer>;

export function isUsable(connectionString: string): Promise<boolean>;

export function freePort(): Promise<number>;
