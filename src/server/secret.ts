import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from './env';
import { shared } from './shared';

/**
 * The installation's secret: AFORO_SECRET, or one made on the first start and kept beside the embedded database.
 * With PostgreSQL the environment must give it (env.ts), since several processes share it.
 */
function masterSecret(): string {
  const { AFORO_SECRET, DATA_DIR } = env();
  if (AFORO_SECRET) return AFORO_SECRET;
  const file = join(DATA_DIR, 'secret');
  mkdirSync(DATA_DIR, { recursive: true });
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

/** 32 bytes for one purpose (HKDF-SHA-256, RFC 5869): no two uses share a key. */
export function deriveSecret(purpose: string): Buffer {
  return shared(`secret.${purpose}`, () => Buffer.from(hkdfSync('sha256', masterSecret(), '', `aforo/${purpose}`, 32)));
}
