import { afterEach, expect, test, vi } from 'vitest';
import { EPOCH } from './convergence.model';
import type { StreamSource } from './state';
import { connected, failure, frame, heartbeat, openClient, openStream, refuse, skip, WireServer } from './wire.fixture';

const servers: WireServer[] = [];
const streams: StreamSource[] = [];

afterEach(async () => {
  for (const stream of streams.splice(0)) stream.stop();
  for (const server of servers.splice(0)) await server.kill();
});

async function setUp(serve: WireServer['serve'], options: Parameters<typeof openClient>[1] = {}) {
  const server = await new WireServer(serve).listen();
  servers.push(server);
  const client = openClient(server, options);
  streams.push(client.stream);
  return { server, ...client };
}

const at = (seq: number) => ({ epoch: EPOCH, seq });
const until = (check: () => void) => vi.waitFor(check, { timeout: 4000, interval: 5 });
/** Serves the log 1…head after the client's cursor. */
const log =
  (head: number): WireServer['serve'] =>
  (response, after) => {
    const from = after ?? head;
    openStream(response, connected(from), ...Array.from({ length: head - from }, (_, i) => skip(from + i + 1)));
  };

test('connects, catches up from its cursor and stays live', async () => {
  const { stream, seqs, server } = await setUp(log(5));
  stream.start(at(2));
  expect(stream.state.status).toBe('connecting');
  await until(() => expect(seqs()).toEqual([3, 4, 5]));
  expect(stream.state).toMatchObject({ status: 'connected', transport: 'raw', cursor: at(5), reconnectAttempts: 0 });
  server.send(skip(6));
  await until(() => expect(stream.state.cursor).toEqual(at(6)));
  expect(server.connects).toEqual([2]);
});

test('reads messages however they are cut, with CRLF and comments, and survives one that cannot be read', async () => {
  const name = 'Íñigo Núñez 🎉';
  const event = { ...skip(2), note: name };
  const text = `: hello\r\n\r\n${frame(connected(0))}${frame(skip(1)).replaceAll('\n', '\r\n')}data: {broken\n\n${frame(event)}`;
  const { stream, seen } = await setUp((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    const bytes = Buffer.from(text);
    let sent = 0;
    const step = () => {
      response.write(bytes.subarray(sent, sent + 1));
      sent += 1;
      if (sent < bytes.length) setImmediate(step);
    };
    step();
  });
  stream.start(at(0));
  await until(() => expect(seen).toHaveLength(3));
  expect(seen[2]).toMatchObject({ seq: 2, note: name });
  expect(stream.state.unreadable).toBe(1);
});

test('resumes from its cursor at once when events are missing, and delivers each once', async () => {
  let first = true;
  const { stream, seqs, server } = await setUp((response, after) => {
    if (first) openStream(response, connected(0), skip(1), skip(3));
    else log(4)(response, after ?? 0, response.req);
    first = false;
  });
  stream.start(at(0));
  await until(() => expect(seqs()).toEqual([1, 2, 3, 4]));
  expect(server.connects).toEqual([0, 1]);
});

test('a hole that the log does not fill asks for a snapshot instead of trying for ever', async () => {
  const { stream, client, server } = await setUp((response) => openStream(response, connected(0), skip(1), skip(3)));
  stream.start(at(0));
  await until(() => expect(client.resyncs).toBe(1));
  expect(server.connects).toEqual([0, 1]);
  expect(stream.state.status).toBe('reconnecting');
  server.serve = log(3);
  stream.start(at(3));
  await until(() => expect(stream.state.status).toBe('connected'));
});

test('a heartbeat ahead of what came makes it resume after the grace', async () => {
  const { stream, seqs, server } = await setUp(log(1), { headGrace: 30 });
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  server.serve = log(2);
  server.send(heartbeat(2));
  await until(() => expect(seqs()).toEqual([2]));
  expect(server.connects).toEqual([1, 1]);
});

test('another epoch, and resync-required, ask for a snapshot', async () => {
  const { stream, client, server } = await setUp((response) => openStream(response, connected(9, 60_000, 'e2')));
  stream.start(at(1));
  await until(() => expect(client.resyncs).toBe(1));
  server.serve = (response) => openStream(response, connected(4), failure('resync-required'));
  stream.start(at(4));
  await until(() => expect(client.resyncs).toBe(2));
});

test('a broken stream is tried again within a second, uncounted', async () => {
  const { stream, server, failures } = await setUp(log(1));
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  server.cut();
  await until(() => expect(stream.state.status).toBe('reconnecting'));
  expect(stream.state.reconnectAttempts).toBe(0);
  await until(() => expect(server.connects).toHaveLength(2));
  await until(() => expect(stream.state.status).toBe('connected'));
  expect(failures).toEqual(['broken']);
});

test('gives up into `error` after the counted attempts, and the probe finds the server again', async () => {
  const { stream, server, seqs } = await setUp(log(1));
  await server.kill();
  stream.start(at(0));
  await until(() => expect(stream.state).toMatchObject({ status: 'error', reconnectAttempts: 2 }));
  server.serve = log(2);
  await server.listen();
  const restarted = Date.now();
  await vi.waitFor(() => expect(seqs()).toEqual([1, 2]), { timeout: 5000, interval: 20 });
  expect(Date.now() - restarted).toBeLessThan(5000);
}, 10_000);

test('a hidden page does not probe; becoming visible, going online or a tap ends the wait', async () => {
  for (const reason of ['visible', 'online', 'pageshow', 'user'] as const) {
    const { stream, server, client, wake } = await setUp(log(1), { maxAttempts: 0 });
    client.awake = false;
    await server.kill();
    stream.start(at(1));
    await until(() => expect(stream.state.status).toBe('error'));
    await server.listen();
    if (reason === 'user') stream.reconnect();
    else wake(reason);
    await until(() => expect(stream.state.status).toBe('connected'));
  }
});

test('401 stops and says so; 403 stops in error; a tap tries again', async () => {
  const { stream, server, failures, listeners } = await setUp((response) => refuse(response, 401));
  stream.start(at(1));
  await until(() => expect(failures).toEqual(['unauthenticated']));
  expect(stream.state.status).toBe('disconnected');
  expect(listeners()).toBe(0);
  server.serve = (response) => refuse(response, 403);
  stream.reconnect();
  await until(() => expect(failures).toEqual(['unauthenticated', 'forbidden']));
  expect(stream.state).toMatchObject({ status: 'error', failure: { kind: 'forbidden', status: 403 } });
  server.serve = log(1);
  stream.reconnect();
  await until(() => expect(stream.state.status).toBe('connected'));
  expect(server.connects).toEqual([1, 1, 1]);
});

test.each([429, 503])('%i waits for Retry-After, whatever wakes it but a person', async (status) => {
  const { stream, server, wake } = await setUp((response) => refuse(response, status, { 'retry-after': '1' }));
  const started = Date.now();
  stream.start(at(1));
  await until(() => expect(stream.state.failure?.kind).toBe('limited'));
  server.serve = log(1);
  wake('visible');
  wake('online');
  await until(() => expect(stream.state.status).toBe('connected'));
  expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
});

test('a revocation soon after an outage is followed up at once, however long the delays have become', async () => {
  let attempts = 0;
  const { stream, server, failures } = await setUp(
    (response) => {
      attempts += 1;
      if (attempts === 1) response.destroy();
      else if (attempts === 2) openStream(response, connected(3));
      else refuse(response, 401);
    },
    { delays: [3_600_000], stableAfter: 3_600_000 },
  );
  stream.start(at(3));
  await until(() => expect(stream.state.status).toBe('connected'));
  server.send(failure('revoked'));
  await until(() => expect(failures.at(-1)).toBe('unauthenticated'));
});

test('draining is a hand-over: back after the time that the server named', async () => {
  const { stream, server, failures } = await setUp(log(1));
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  const told = Date.now();
  server.send(failure('draining', 300));
  await until(() => expect(server.connects).toHaveLength(2));
  expect(Date.now() - told).toBeGreaterThanOrEqual(290);
  await until(() => expect(stream.state.status).toBe('connected'));
  expect(failures).toEqual([]);
});

/** The states that a screen would have shown from now on. */
function watchStatus(stream: StreamSource): string[] {
  const shown: string[] = [stream.state.status];
  stream.subscribe(() => {
    if (shown.at(-1) !== stream.state.status) shown.push(stream.state.status);
  });
  return shown;
}

test('a hand-over that goes well is not shown', async () => {
  const { stream, server, seqs } = await setUp(log(1));
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  const shown = watchStatus(stream);
  server.serve = log(3);
  server.send(failure('draining', 100));
  await until(() => expect(seqs()).toEqual([2, 3]));
  expect(shown).toEqual(['connected']);
});

test('what is handed over brings events until the next stream is there, and each once', async () => {
  const { stream, server, seqs } = await setUp(log(1));
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  const [old] = server.streams;
  server.serve = () => {};
  server.send(failure('draining', 30));
  await until(() => expect(server.connects).toEqual([1, 1]));
  const [, next] = server.streams;
  if (!old || !next) throw new Error('two streams are open');
  old.write(frame(skip(2)) + frame(skip(3)));
  await until(() => expect(seqs()).toEqual([2, 3]));
  openStream(next, connected(1), skip(2), skip(3), skip(4));
  await until(() => expect(seqs()).toEqual([2, 3, 4]));
  await until(() => expect(server.streams).toEqual([next]));
  next.write(frame(skip(5)));
  await until(() => expect(seqs()).toEqual([2, 3, 4, 5]));
  expect(server.connects).toEqual([1, 1]);
});

test('a hand-over that fails is shown only once the old stream has ended too', async () => {
  const { stream, server, seqs, failures } = await setUp(log(1));
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  const shown = watchStatus(stream);
  const [old] = server.streams;
  server.serve = (response) => refuse(response, 503);
  server.send(failure('draining', 10));
  await until(() => expect(server.connects.length).toBeGreaterThan(1));
  old?.write(frame(skip(2)));
  await until(() => expect(seqs()).toEqual([2]));
  expect([shown, failures]).toEqual([['connected'], []]);
  old?.end();
  await until(() => expect(shown).toEqual(['connected', 'reconnecting']));
});

test('a hand-over without a stream for long is shown', async () => {
  const { stream, server } = await setUp(log(1), { quietHandOver: 50 });
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  const shown = watchStatus(stream);
  server.send(failure('draining', 400));
  for (const old of server.streams) old.end();
  await until(() => expect(shown).toEqual(['connected', 'reconnecting', 'connected']));
});

test('a hand-over to a process that drains too goes on to the next, and leaves one stream', async () => {
  const { stream, server } = await setUp(log(1));
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  const shown = watchStatus(stream);
  server.serve = (response) => {
    openStream(response, failure('draining', 20));
    server.serve = log(2);
  };
  server.send(failure('draining', 10));
  await until(() => expect(stream.state.cursor).toEqual(at(2)));
  expect(server.connects).toEqual([1, 1, 1]);
  await until(() => expect(server.streams).toHaveLength(1));
  expect(shown).toEqual(['connected']);
});

test('a revocation during a hand-over, and a stop, leave no stream open', async () => {
  const { stream, server, seqs } = await setUp(log(1));
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  server.serve = (response) => refuse(response, 401);
  server.send(failure('draining', 10));
  await until(() => expect(stream.state.failure?.kind).toBe('unauthenticated'));
  await until(() => expect(server.streams).toEqual([]));

  server.serve = log(1);
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  server.send(failure('draining', 60_000));
  server.send(skip(2));
  await until(() => expect(seqs()).toEqual([2]));
  stream.stop();
  await until(() => expect(server.streams).toEqual([]));
});

test('heartbeats that stop give a dead socket away', async () => {
  const { stream, server, failures } = await setUp((response) => openStream(response, connected(1, 40)), {
    silenceGrace: 20,
  });
  stream.start(at(1));
  await until(() => expect(failures).toContain('dead'));
  await until(() => expect(server.connects.length).toBeGreaterThan(1));
});

test('a clock that is set back by three hours does not blind the watchdog', async () => {
  const { stream, server, failures, client } = await setUp((response) => openStream(response, connected(1, 200)), {
    silenceGrace: 100,
  });
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  client.clockError = -3 * 60 * 60_000;
  await until(() => expect(failures).toContain('dead'));
  await until(() => expect(server.connects.length).toBeGreaterThan(1));
});

test('after an hour asleep, with no timer run, the first look at the page resumes the stream', async () => {
  const { stream, server, client, seqs, wake } = await setUp(log(1));
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  server.serve = log(3);
  client.clockError = 60 * 60_000;
  wake('visible');
  await until(() => expect(seqs()).toEqual([2, 3]));
  expect(server.connects).toEqual([1, 1]);
});

test('a connection that dies silently after a good one is not taken for a proxy that buffers', async () => {
  const { stream, server, failures } = await setUp(log(1), { openingDeadline: 200 });
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  server.serve = () => {};
  server.cut();
  await until(() => expect(failures).toEqual(['broken', 'unreachable', 'buffered']));
});

test('a proxy that holds the stream back is recognised, whether or not it shows the headers', async () => {
  const { stream, server, failures } = await setUp((response) => response.flushHeaders(), { openingDeadline: 50 });
  server.serve = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
  };
  stream.start(at(1));
  await until(() => expect(failures).toEqual(['buffered']));
  expect(stream.state).toMatchObject({ status: 'error', transport: 'buffered' });
  server.serve = () => {};
  stream.reconnect();
  await until(() => expect(failures).toEqual(['buffered', 'buffered']));
  server.serve = log(1);
  stream.reconnect();
  await until(() => expect(stream.state).toMatchObject({ status: 'connected', transport: 'raw' }));
});

test('an unknown type keeps the sequence whole', async () => {
  const { stream, seen } = await setUp((response) => {
    openStream(response, connected(0));
    const walkIn = { type: 'walk-in', businessId: 'b1', timestamp: '', seq: 1, people: 4 };
    response.write(`id: ${EPOCH}:1\ndata: ${JSON.stringify(walkIn)}\n\n${frame(skip(2))}`);
  });
  stream.start(at(0));
  await until(() => expect(stream.state.cursor).toEqual(at(2)));
  expect(seen.map(({ type }) => type)).toEqual(['connected', 'skip', 'skip']);
});

test('stopped, it delivers nothing, holds no connection and listens to nothing', async () => {
  const { stream, server, seen, listeners } = await setUp(log(1));
  stream.start(at(1));
  await until(() => expect(stream.state.status).toBe('connected'));
  stream.stop();
  server.send(skip(2));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(seen).toHaveLength(1);
  expect(listeners()).toBe(0);
  expect(stream.state.status).toBe('disconnected');
});
