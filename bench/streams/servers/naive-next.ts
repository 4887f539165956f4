import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nextPort } from '../machine';
import { eventJson } from '../programs/event';
import { Program } from './program';
import { httpGet, httpPost, type ServerKind } from './server';

const NEXT = 'node_modules/next/dist/bin/next';
const APP = join('bench', 'streams', 'naive');
const SOURCES = ['app/streams.ts', 'app/events/route.ts', 'app/publish/route.ts', 'next.config.ts'];

/** A Next application of its own, built for production, that streams as most examples do. */
export const naiveNext: ServerKind = {
  name: 'naive-next',
  label: 'Next route handler, naive',
  missing: () => null,
  async start(options) {
    ensureBuilt();
    const port = await nextPort();
    const isReady = async () => (await fetch(`http://127.0.0.1:${port}/publish`)).status === 405;
    const args = [NEXT, 'start', APP, '-p', String(port), '-H', '127.0.0.1'];
    const program = await Program.start(args, {}, options, isReady);
    const target = { host: '127.0.0.1', port };
    return {
      target,
      requests: [httpGet('/events')],
      publish: { target, messages: [httpPost('/publish', eventJson(1))], answers: true },
      pids: [program.pid],
      program,
      stop: () => program.stop(),
    };
  },
};

function ensureBuilt(): void {
  const built = join(APP, '.next', 'BUILD_ID');
  const changedAt = (file: string) => statSync(file).mtimeMs;
  const inputs = [...SOURCES.map((file) => join(APP, file)), 'package-lock.json'];
  if (existsSync(built) && inputs.every((file) => changedAt(file) < changedAt(built))) return;
  const { status } = spawnSync(process.execPath, [NEXT, 'build', APP], {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) throw new Error('the naive application did not build');
}
