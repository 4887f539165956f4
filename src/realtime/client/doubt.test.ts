import { afterEach, expect, test, vi } from 'vitest';
import { parseCursor } from '../protocol/cursor';
import type { StreamOptions } from './stream';
import { connected, failure, intrude, openClient, openStream, refuse, skip, WireServer } from './wire.fixture';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const until = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 });
const at = (seq: number) => parseCursor(`e1:${seq}`);

async function setUp(serve: WireServer['serve'], options: Partial<StreamOptions> = {}) {
  const server = await new WireServer(serve).listen();
  const client = openClient(server, options);
  cleanups.push(
    () => client.stream.stop(),
    () => server.kill(),
  );
  return { server, ...client };
}

test.each([
  [401, 'text/html', 'blocked'],
  [403, 'application/json', '{"code":"FORBIDDEN"}'],
  [403, 'application/problem+json', '{"code":"BLOCKED_BY_POLICY"}'],
  [400, 'text/html', 'no'],
])('a stranger’s %i with %s ends nothing', async (status, type, body) => {
  const { stream, server, failures } = await setUp((response) => intrude(response, status, type, body));
  stream.start(at(1));
  await until(() => expect(server.connects.length).toBeGreaterThan(1));
  expect(failures).not.toContain('unauthenticated');
  expect(failures).not.toContain('forbidden');
  server.serve = (response) => openStream(response, connected(1));
  await until(() => expect(stream.state.status).toBe('connected'));
});

test('an account that changed stops the stream', async () => {
  const { stream, failures } = await setUp((response) => refuse(response, 409), { headers: { 'x-whose': 'ana' } });
  stream.start(at(1));
  await until(() => expect(failures).toEqual(['unauthenticated']));
  expect(stream.state.status).toBe('disconnected');
});

test('an event that cannot be read is read again, and then repaired by a snapshot', async () => {
  const { stream, server, client } = await setUp((response) => {
    openStream(response, connected(1));
    response.write(`id: e1:2\ndata: {"type":"status-changed","seq":2,"newStatus":{}}\n\n`);
  });
  stream.start(at(1));
  await until(() => expect(client.resyncs).toBe(1));
  expect(server.connects).toEqual([1, 1]);
  expect(stream.state).toMatchObject({ status: 'reconnecting', unreadable: 2 });
});

test('an event whose handler throws is repaired by a snapshot, also on a stream that is handed over', async () => {
  const uncaught = vi.fn();
  process.on('uncaughtException', uncaught);
  cleanups.push(() => void process.off('uncaughtException', uncaught));
  const onResync = vi.fn();
  const onEvent = vi.fn((event: { type: string }) => {
    if (event.type === 'skip') throw new Error('no');
  });
  const { stream, server } = await setUp((response) => openStream(response, connected(1)), {
    handlers: { onEvent, onResync },
  });
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  server.send(failure('draining', 30_000));
  server.send(skip(2));
  await until(() => expect(onResync).toHaveBeenCalledOnce());
  expect(stream.state.status).toBe('reconnecting');
  expect(uncaught).toHaveBeenCalledOnce();
  stream.start(at(2));
  await until(() => expect(server.connects).toEqual([1, 2]));
});
