import { spawnSync } from 'node:child_process';
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { ensurePostgres } from '../../../scripts/lib/postgres.mjs';
import { createPostgresDatabase } from '../../../tests/support/postgres-database';

const SECRET = 'a secret for figures that nobody else uses, 48 chars';
const MEMBERS = 500;
const SESSIONS = 10_000;

/** A database with a venue, its members and their sessions, for every start of the product in one run. */
export interface Dataset {
  readonly env: Readonly<Record<string, string>>;
  readonly businessId: string;
  /** One for each session: 10,000 sessions of 500 members, who are hosts. */
  readonly cookies: readonly string[];
  query<T>(text: string): Promise<T[]>;
  drop(): Promise<void>;
}

export async function createDataset(): Promise<Dataset> {
  const postgres = await ensurePostgres();
  const { url, drop } = await createPostgresDatabase(postgres.url);
  const env = { DATABASE_URL: url, AFORO_SECRET: SECRET, DEMO_PASSWORD: 'a demo password', LOG_LEVEL: 'warn' };
  const { status, stderr } = spawnSync(process.execPath, ['build/seed.mjs'], {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    encoding: 'utf8',
  });
  if (status !== 0) {
    await drop();
    throw new Error(`the demo was not seeded:\n${stderr}`);
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  const query = async <T>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as T[];
  const [venue] = await query<{ id: string }>(`select id from business where slug = 'terraza'`);
  if (!venue) throw new Error('the demo has no venue');
  return {
    env,
    businessId: venue.id,
    cookies: await addSessions(query, venue.id),
    query,
    drop: async () => {
      await client.end();
      await drop();
      await postgres.stop();
    },
  };
}

async function addSessions(
  query: (text: string, values?: unknown[]) => Promise<unknown>,
  businessId: string,
): Promise<string[]> {
  await query(`insert into "user" (id, name, email, email_verified)
    select 'bench-' || n, 'Bench', 'bench-' || n || '@bench.test', true from generate_series(1, ${MEMBERS}) n`);
  await query(
    `insert into membership (business_id, user_id, role) select $1, 'bench-' || n, 'HOST' from generate_series(1, ${MEMBERS}) n`,
    [businessId],
  );
  const tokens = Array.from({ length: SESSIONS }, () => randomBytes(24).toString('base64url'));
  await query(
    `insert into session (id, token, user_id, expires_at)
     select 'bench-' || n, token, 'bench-' || (1 + n % ${MEMBERS}), now() + interval '14 days'
     from unnest($1::text[]) with ordinality as given (token, n)`,
    [tokens],
  );
  await query('analyze');
  return tokens.map(signedCookie);
}

/** The session's cookie as the auth library signs it, under the key that the product derives (src/platform/secret.ts). */
function signedCookie(token: string): string {
  const key = Buffer.from(hkdfSync('sha256', SECRET, '', 'aforo/better-auth', 32)).toString('base64url');
  const signature = createHmac('sha256', key).update(token).digest('base64');
  return `aforo.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
