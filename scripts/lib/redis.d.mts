export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}
export interface OwnRedis extends TestRedis {
  /** Ends it as a power failure would. */
  kill9(): Promise<void>;
}
export function ensureRedis(env?: NodeJS.ProcessEnv): Promise<TestRedis>;
export function startRedis(port: number, settings?: readonly string[]): Promise<OwnRedis>;
