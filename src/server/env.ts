import { z } from 'zod';
import { shared } from './shared';

const flag = z.enum(['true', 'false', '1', '0']).transform((v) => v === 'true' || v === '1');
const count = (fallback: number) => z.coerce.number().int().positive().default(fallback);
/** An empty variable is an absent one. */
const present = (value: string | undefined) => (value === '' ? undefined : value);

const Env = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  /** Folder of the embedded database, and of the secret when AFORO_SECRET is not given. */
  DATA_DIR: z.string().default('./data'),
  /** PostgreSQL 15 or newer; without it the embedded database runs. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  DATABASE_POOL_SIZE: count(10),
  /** At least 32 characters, the same in every process on one database. Without it one is made and kept in DATA_DIR. */
  AFORO_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** The address people use, when a proxy stands in front: https://aforo.example. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DEMO_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  SSE_ENABLED: flag.default(true),
  SSE_HEARTBEAT_MS: count(30_000),
  SSE_MAX_LIFE_MS: count(4 * 60 * 60_000),
  SSE_MAX_STREAMS: count(20_000),
  SSE_MAX_STREAMS_PER_BUSINESS: count(5_000),
  SSE_MAX_STREAMS_PER_USER: count(50),
  /** Per business. */
  SSE_CONNECTS_PER_SECOND: count(500),
  /** Per business. */
  RATE_LIMIT_REQUESTS_PER_MINUTE: count(30_000),
});
export type Env = z.infer<typeof Env>;

export class EnvError extends Error {}

/** The environment, parsed once per process. Throws EnvError with one line per bad variable. */
export function env(): Env {
  return shared('env', () => {
    const parsed = Env.safeParse(Object.fromEntries(Object.entries(process.env).map(([k, v]) => [k, present(v)])));
    if (parsed.success) return parsed.data;
    throw new EnvError(parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('\n'));
  });
}
