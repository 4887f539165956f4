import * as z from 'zod';
import { shared } from './shared';

const flag = z.enum(['true', 'false', '1', '0']).transform((v) => v === 'true' || v === '1');
const count = (fallback: number) => z.coerce.number().int().positive().default(fallback);
/** An empty variable counts as an absent one. */
const present = (value: string | undefined) => (value === '' ? undefined : value);

/** One address or range, `10.0.0.7` or `10.0.0.0/8`. */
const TrustedProxy = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
const TrustedProxies = z.union(
  [
    z
      .string()
      .regex(/^\d$/)
      .transform((hops) => Number(hops)),
    z
      .string()
      .transform((list) => list.split(',').map((entry) => entry.trim()))
      .pipe(z.array(TrustedProxy).min(1)),
  ],
  'must be addresses and ranges separated by commas, or a number of proxies from 0 to 9',
);

const Variables = z.object({
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
  /** Redis 7 or newer, or one node of its cluster: it notifies the other processes in place of PostgreSQL. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')
    .optional(),
  /** At least 32 characters, the same in every process on one database. Without it a secret is generated and stored in DATA_DIR. */
  AFORO_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** The address that people use when a proxy is in front: https://aforo.example. Requests to any other host are refused. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The server that sends the product's mail. It needs MAIL_FROM, and PUBLIC_URL for the links in it. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s/]+/, 'must start with smtp:// or smtps://')
    .optional(),
  /** The address that mail comes from, without a name: each venue writes under its own. */
  MAIL_FROM: z.email('must be an e-mail address without a name').optional(),
  /** Whose X-Forwarded-* headers are trusted: addresses and ranges, separated by commas, or the number of proxies in front. */
  TRUSTED_PROXIES: TrustedProxies.optional(),
  /** Whether an embedded database that was never used starts with the demo data. */
  DEMO: flag.default(true),
  DEMO_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
  /** The person who sets up the installation must give it. Without it a code is derived from the secret and printed at the start. */
  SETUP_CODE: z
    .string()
    .refine(
      (code) => code.replace(/[\s-]/g, '').length >= 8,
      'must have at least 8 characters, hyphens and spaces aside',
    )
    .optional(),
  /** Maximum number of connections of a process, streams included; above it, new ones are closed at once. */
  MAX_CONNECTIONS: count(30_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** The bearer token that Prometheus sends to read /api/metrics. */
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{16,}$/, 'must be 16 or more letters, digits or . _ ~ + / = -')
    .optional(),
  SSE_ENABLED: flag.default(true),
  SSE_HEARTBEAT_MS: count(30_000),
  /** Minimum milliseconds between two writes to a business's streams; 0 merges only the events of one turn. */
  SSE_BATCH_MS: z.coerce.number().int().min(0).max(1_000).default(0),
  /** Whether the native fan-out sends the streams, where it has been built. */
  SSE_NATIVE_SEND: flag.default(true),
  /** Average milliseconds between two comparisons of a device's rows with the database's (the device check). */
  AUDIT_PERIOD_MS: count(20 * 60_000),
  SSE_MAX_LIFE_MS: count(4 * 60 * 60_000),
  /** Maximum milliseconds for which the streams of a stopping process continue, while their devices open others elsewhere. */
  SSE_DRAIN_MS: count(7_000),
  /** Milliseconds between two polls of the log for commits that were not reported. */
  SSE_LOOK_MS: count(2_000),
  SSE_MAX_STREAMS: count(20_000),
  SSE_MAX_STREAMS_PER_BUSINESS: count(5_000),
  SSE_MAX_STREAMS_PER_USER: count(50),
  /** Per business. */
  SSE_CONNECTS_PER_SECOND: count(500),
  SSE_CONNECTS_PER_USER_PER_SECOND: count(50),
  /** Per business. */
  RATE_LIMIT_REQUESTS_PER_MINUTE: count(30_000),
  /** A read of a whole list counts as several requests. */
  RATE_LIMIT_REQUESTS_PER_USER_PER_MINUTE: count(6_000),
  /** Per API key, apart from the limits of people. */
  RATE_LIMIT_REQUESTS_PER_KEY_PER_MINUTE: count(1_200),
});

/** Without the address that people use, whoever sends a forged `Host` would choose where the links of a mail lead. */
const Env = Variables.superRefine((given, ctx) => {
  if (given.SMTP_URL === undefined) return;
  for (const name of ['MAIL_FROM', 'PUBLIC_URL'] as const) {
    if (given[name] === undefined)
      ctx.addIssue({ code: 'custom', path: [name], message: 'must be set when SMTP_URL is' });
  }
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
