import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeToOthers } from './db/private-folder';
import { env } from './env';
import { shared } from './shared';

/**
 * The installation's secret: AFORO_SECRET, or one made at random on the first start and kept in DATA_DIR. It appears there whole
 * or not at all, so that processes which start at once agree on it.
 */
function masterSecret(): string {
  const { AFORO_SECRET, DATA_DIR } = env();
  if (AFORO_SECRET) return AFORO_SECRET;
  const file = join(DATA_DIR, 'secret');
  const draft = `${file}.${randomUUID()}`;
  mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 });
  writeFileSync(draft, randomBytes(48).toString('base64url'), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  closeToOthers(file);
  return readFileSync(file, 'utf8').trim();
}

/** 32 bytes for one purpose (HKDF-SHA-256, RFC 5869): no two uses share a key. */
export function deriveSecret(purpose: string): Buffer {
  return shared(`secret.${purpose}`, () => Buffer.from(hkdfSync('sha256', masterSecret(), '', `aforo/${purpose}`, 32)));
}
