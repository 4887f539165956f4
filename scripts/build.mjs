import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { digestSources, writeStamp } from './lib/build-stamp.mjs';
import { bundleZod } from './lib/bundle-zod.mjs';
import { checkBundle } from './lib/check-bundle.mjs';
import { compressFiles } from './lib/compress-files.mjs';
import { listDoorFiles } from './lib/door-files.mjs';
import { buildNative } from './lib/native.mjs';
import { EXTERNAL_PACKAGES } from './lib/server-packages.mjs';

const digest = digestSources();
rmSync('build', { recursive: true, force: true });
const zod = './build/zod-mini.mjs';
await bundleZod(zod);
const next = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ZOD_MINI: zod },
});
if (next.status !== 0) process.exit(next.status ?? 1);
compressFiles();

// Beside the files that are public as they are: its address must not change, and its scope is everything below that.
await build({
  entryPoints: { sw: 'src/app/puerta/offline/service.worker.ts' },
  outdir: 'public',
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['chrome94', 'firefox102', 'safari15.4'],
  define: { DOOR_FILES: JSON.stringify(listDoorFiles()), 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
});

const { metafile } = await build({
  entryPoints: {
    server: 'src/server/main.ts',
    seed: 'src/server/cli/seed.ts',
    restored: 'src/server/cli/restored.ts',
    operator: 'src/server/cli/set-operator.ts',
    recover: 'src/server/cli/recover.ts',
    backup: 'src/server/cli/backup.ts',
    restore: 'src/server/cli/restore.ts',
    move: 'src/server/cli/move.ts',
    'make-template': 'src/server/cli/make-template.ts',
  },
  outdir: 'build',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // What is imported late is a file of its own.
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // One file is loaded in half the time of a thousand.
  external: EXTERNAL_PACKAGES,
  alias: { 'zod/mini': zod },
  metafile: true,
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  sourcemap: true,
  logLevel: 'warning',
});
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const faults = checkBundle(metafile, { external: EXTERNAL_PACKAGES, dependencies: Object.keys(dependencies) });
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
buildNative();
makeTemplate();
writeStamp(digest);

/** The empty database that a first start begins with (src/platform/db/template.ts). */
function makeTemplate() {
  const { status } = spawnSync(process.execPath, ['build/make-template.mjs'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
