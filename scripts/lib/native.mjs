import { spawnSync } from 'node:child_process';
import { include_dir as headers } from 'node-api-headers';

const SOURCE = 'src/realtime/server/send-many.c';

/**
 * Builds the native fan-out with the machine's C compiler (`CC`, or `cc`). It uses Node-API, so every later Node can load it.
 * Without a compiler nothing is built, and streams are sent from JavaScript.
 * @param {string} [product] the file to make
 */
export function buildNative(product = 'build/send-many.node') {
  const compiler = process.env.CC ?? 'cc';
  const shared = process.platform === 'darwin' ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared'];
  const warnings = ['-Wall', '-Wextra', '-Werror'];
  const args = ['-std=c11', '-O2', '-fPIC', ...warnings, ...shared, '-isystem', headers, '-o', product, SOURCE];
  const { status, error, stderr } = spawnSync(compiler, args, { encoding: 'utf8' });
  if (status === 0) return;
  const why = error?.code === 'ENOENT' ? `no C compiler (${compiler})` : (error?.message ?? stderr);
  console.warn(`Without the native fan-out, which only costs speed: ${why}`);
}
