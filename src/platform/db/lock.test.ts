import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const LOCK = new URL('./lock.ts', import.meta.url).href;
/** Takes the lock, says how it went, and holds it until it is killed or told to let go. */
const HOLDER = `
  const { lockFolder } = await import(${JSON.stringify(LOCK)});
  try {
    const lock = await lockFolder(process.argv[1]);
    process.stdout.write('locked\\n');
    process.stdin.on('data', () => { lock.release(); process.exit(0); });
  } catch (error) {
    process.stdout.write('refused ' + error.message + '\\n');
    process.exit(1);
  }
`;

describe('the lock of a data folder', () => {
  let folder: string;
  let children: ChildProcess[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'aforo-lock-'));
    children = [];
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(path = folder): Promise<{ child: ChildProcess; said: string }> {
    const args = ['--import', 'tsx', '--input-type=module', '-e', HOLDER, path];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    while (!said.includes('\n')) await once(child.stdout ?? child, 'data');
    return { child, said };
  }
  const kill = async (child: ChildProcess) => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };

  it('refuses a second process with a sentence that names the folder, and frees itself on release', async () => {
    const first = await start();
    expect(first.said).toBe('locked\n');
    const second = await start();
    expect(second.said).toContain('refused');
    expect(second.said).toContain(folder);
    const third = await start();
    expect(third.said).toContain('refused');
    first.child.stdin?.write('go');
    await once(first.child, 'exit');
    expect((await start()).said).toBe('locked\n');
  });

  it('frees itself when its process is killed, at once', async () => {
    for (let round = 0; round < 2; round++) {
      const { child, said } = await start();
      expect(said).toBe('locked\n');
      await kill(child);
      expect(existsSync(join(folder, 'aforo.lock'))).toBe(true);
    }
    expect((await start()).said).toBe('locked\n');
  });

  it.each(['a stale socket', 'nothing'])(
    'lets exactly one of several simultaneous starters win over %s',
    async (left) => {
      if (left === 'a stale socket') await kill((await start()).child);
      const starts = await Promise.all(Array.from({ length: 4 }, () => start()));
      expect(starts.filter(({ said }) => said === 'locked\n')).toHaveLength(1);
      expect((await start()).said).toContain('refused');
    },
  );

  it('works in a folder whose path is too long for a socket', async () => {
    const deep = join(folder, 'x'.repeat(60), 'y'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const first = await start(deep);
    expect(first.said).toBe('locked\n');
    expect((await start(deep)).said).toContain('refused');
    await kill(first.child);
    expect((await start(deep)).said).toBe('locked\n');
  });
});
