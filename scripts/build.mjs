import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';
import { digestSources, writeStamp } from './lib/build-stamp.mjs';
import { compressFiles } from './lib/compress-files.mjs';
import { buildNative } from './lib/native.mjs';

const digest = digestSources();
rmSync('build', { recursive: true, force: true });
const next = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
});
if (next.status !== 0) process.exit(next.status ?? 1);
compressFiles();

await build({
  entryPoints: {
    server: 'src/server/main.ts',
    seed: 'db/seed/main.ts',
    restored: 'src/server/cli/restored.ts',
    operator: 'src/server/cli/set-operator.ts',
  },
  outdir: 'build',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
buildNative();
writeStamp(digest);
