import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';

const url = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
/** A server with one stream, one slow answer and the product's own way to stop. */
const SERVER = `
  import { createServer } from 'node:http';
  const { stopOnSignal } = await import(${url('./shutdown.ts')});
  const { createHub, grantOf, MemoryLog } = await import(${url('../realtime/server/stream.fixture.ts')});
  const { RawSink } = await import(${url('../realtime/server/raw-sink.ts')});
  const hub = createHub(new MemoryLog());
  globalThis[Symbol.for('aforo.hub')] = hub;
  const server = createServer((request, response) => {
    if (request.url === '/slow') return void setTimeout(() => response.end('done'), 600);
    void hub.open(grantOf(), undefined, () => new RawSink(request, response));
  });
  stopOnSignal(server, { stop: async () => { process.stdout.write('closed\\n'); } });
  server.listen(0, '127.0.0.1', () => process.stdout.write(server.address().port + '\\n'));
`;

async function start() {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', SERVER], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent' },
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await vi.waitFor(() => expect(said).toContain('\n'), 15_000);
  return { child, base: `http://127.0.0.1:${Number.parseInt(said, 10)}`, said: () => said };
}

describe('a stop by signal', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s hands streams over, finishes requests, closes and exits 0',
    async (signal) => {
      const { child, base, said } = await start();
      const streams = await Promise.all(Array.from({ length: 5 }, () => fetch(`${base}/stream`)));
      const slow = fetch(`${base}/slow`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const exit = once(child, 'exit');
      child.kill(signal);
      for (const stream of streams) expect(await stream.text()).toMatch(/"code":"draining","retryAfter":\d+/);
      expect(await (await slow).text()).toBe('done');
      expect(await exit).toEqual([0, null]);
      expect(said()).toContain('closed');
      await expect(fetch(base)).rejects.toThrow();
    },
  );

  it('exits at once on a second signal', async () => {
    const { child, base } = await start();
    const slow = fetch(`${base}/slow`).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill('SIGTERM');
    expect(await exit).toEqual([130, null]);
    expect(await slow).toBe('cut');
  });
});
