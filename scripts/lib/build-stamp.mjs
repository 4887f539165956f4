import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = join('build', 'stamp');
const SOURCES = [
  'src',
  'db',
  'public',
  'scripts/build.mjs',
  'scripts/lib/bundle-zod.mjs',
  'scripts/lib/check-bundle.mjs',
  'scripts/lib/compress-files.mjs',
  'scripts/lib/door-files.mjs',
  'scripts/lib/native.mjs',
  'scripts/lib/older-styles.mjs',
  'scripts/lib/server-packages.mjs',
  'package.json',
  'package-lock.json',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
];
const SERVICE_WORKER = join('public', 'sw.js');
const PRODUCTS = ['build/server.mjs', 'build/database/PG_VERSION', '.next/BUILD_ID', SERVICE_WORKER];

/** A digest of everything that decides what a build holds. */
export function digestSources() {
  const hash = createHash('sha256').update(process.version);
  for (const path of SOURCES.flatMap(filesUnder)) {
    if (/\.test\.tsx?$/.test(path) || path === SERVICE_WORKER) continue;
    hash.update(`\0${path}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

export function isBuilt() {
  if (![STAMP, ...PRODUCTS].every((path) => existsSync(path))) return false;
  return readFileSync(STAMP, 'utf8') === digestSources();
}

/** @param {string} digest of the sources as they were before the build began */
export function writeStamp(digest) {
  mkdirSync('build', { recursive: true });
  writeFileSync(STAMP, digest);
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path, { withFileTypes: true })
      .map((entry) => join(path, entry.name))
      .sort()
      .flatMap(filesUnder);
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
}
