import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeToOthers } from './db/private-folder';
import { env } from './env';
import { shared } from './shared';

/**
 * The installation's secret: AFORO_SECRET, or a random one made on the first start and stored in DATA_DIR. The file appears there
 * complete or not at all, so that processes that start at the same time agree on it.
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

/** The secret that DATA_DIR holds; null where AFORO_SECRET gives it, or none has been made. */
export function storedSecret(): string | null {
  const { AFORO_SECRET, DATA_DIR } = env();
  return AFORO_SECRET ? null : readSecret(DATA_DIR);
}

/** The secret in a data folder; null without one. */
export function readSecret(folder: string): string | null {
  const file = join(folder, 'secret');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

/** 32 bytes for one purpose (HKDF-SHA-256, RFC 5869): no two uses share a key. */
export function deriveSecret(purpose: string): Buffer {
  return shared(`secret.${purpose}`, () => deriveFrom(masterSecret(), purpose));
}

/** `deriveSecret` of an installation whose secret is `secret`. */
export function deriveFrom(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `aforo/${purpose}`, 32));
}
