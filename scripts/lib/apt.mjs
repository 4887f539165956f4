import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Installs packages of a Debian-like distribution, as root or with a sudo that asks for no password. Does nothing elsewhere:
 * the caller checks whether what it needs is there.
 * @param {readonly string[]} packages
 */
export function installFromDistribution(packages) {
  if (!existsSync('/usr/bin/apt-get')) return;
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...args) => {
    const [command, ...rest] = [...prefix, ...args];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 600_000 }).status === 0;
  };
  if (prefix.length > 0 && !run('true')) return;
  console.log(`Installing ${packages.join(', ')} from the distribution…`);
  run('apt-get', 'update', '-qq');
  run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages);
}
