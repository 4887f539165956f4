export interface TestPostgres {
  /** The address of a database whose role may create others. */
  readonly url: string;
  readonly origin: 'environment' | 'local' | 'package';
  stop(): Promise<void>;
}
export function ensurePostgres(env?: NodeJS.ProcessEnv): Promise<TestPostgres>;
export function freePort(): Promise<number>;
