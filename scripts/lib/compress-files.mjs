import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** Smaller files gain less than their headers cost. */
const LEAST = 1024;

/**
 * Puts `{file}.br` beside every script and style sheet of the built program, compressed as far as Brotli can, once per build, so that no request
 * compresses them. The server sends them (src/server/compressed-files.ts).
 */
export function compressFiles() {
  const folder = join('.next', 'static');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|css)$/.test(name)) continue;
    const plain = readFileSync(join(folder, name));
    if (plain.length < LEAST) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(plain, { params }));
  }
}
