import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server';
import { until } from '../support/until';

/** More than the 511 that Node lets wait unless told otherwise; the kernel's own bound may be lower. */
const CROWD = Math.min(2_000, Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8')));

let server: TestServer;
const sockets: Socket[] = [];
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await server.stop();
});

it('a crowd that comes while the server is busy finds room to wait, and is answered', async () => {
  const pid = server.pid() ?? 0;
  process.kill(pid, 'SIGSTOP');
  try {
    const crowd = Array.from({ length: CROWD }, () => connect(server.port, '127.0.0.1').on('error', () => {}));
    sockets.push(...crowd);
    await until('all are connected', () => crowd.every(({ readyState }) => readyState === 'open'), 30_000);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  const [last] = sockets.slice(-1);
  last?.write('GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n');
  const [answer] = (await once(last as Socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200/);
});
