import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { EventSource } from 'eventsource';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeMessage } from '../protocol/encode';
import { RawSink } from './raw-sink';
import { END_GRACE_MS, type Sink, STREAM_HEADERS } from './sink';
import { WebSink } from './web-sink';

const message = (n: number) => Buffer.from(encodeMessage(JSON.stringify({ n }), `e:${n}`));
const MEGABYTE = new Uint8Array(1024 * 1024).fill(0x78);

/** Serves every request with a sink of one kind, over a real HTTP server. */
function serve(kind: 'raw' | 'web', opened: (sink: Sink) => void): Server {
  return createServer((request, response) => {
    if (kind === 'raw') {
      opened(new RawSink(request, response));
      return;
    }
    const abort = new AbortController();
    const sink = new WebSink(abort.signal);
    response.on('close', () => abort.abort());
    response.writeHead(200, Object.fromEntries(sink.response.headers));
    response.flushHeaders();
    if (sink.response.body)
      Readable.from(sink.response.body)
        .on('error', () => response.destroy())
        .pipe(response);
    opened(sink);
  });
}

describe.each(['raw', 'web'] as const)('the %s sink', (kind) => {
  let server: Server;
  let port: number;
  let sinks: Sink[];
  const sockets: Socket[] = [];

  beforeEach(async () => {
    sinks = [];
    server = serve(kind, (sink) => sinks.push(sink)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function openRaw(): Promise<{ socket: Socket; text: () => string; sink: Sink }> {
    const before = sinks.length;
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('error', () => {});
    socket.write('GET /s HTTP/1.1\r\nHost: x\r\n\r\n');
    await vi.waitFor(() => expect(sinks.length).toBe(before + 1));
    const sink = sinks.at(-1);
    if (!sink) throw new Error('no sink');
    return { socket, text: () => text, sink };
  }

  it('sends its headers at once, before any event', async () => {
    const { text, sink } = await openRaw();
    await vi.waitFor(() => expect(text()).toContain('\r\n\r\n'));
    expect(text()).toMatch(/^HTTP\/1\.1 200/);
    for (const [name, value] of Object.entries(STREAM_HEADERS)) {
      expect(text().toLowerCase()).toContain(`${name}: ${value}`);
    }
    expect(text()).toMatch(/connection: keep-alive/i);
    expect(sink.transport).toBe(kind);
  });

  it('brings events to a standard EventSource, unnamed and with their ids', async () => {
    const source = new EventSource(`http://127.0.0.1:${port}/`);
    const received: [string, string][] = [];
    source.onmessage = (event) => received.push([event.lastEventId, event.data as string]);
    await vi.waitFor(() => expect(sinks).toHaveLength(1));
    for (const n of [1, 2, 3]) sinks[0]?.write(message(n));
    await vi.waitFor(() => expect(received).toEqual([1, 2, 3].map((n) => [`e:${n}`, `{"n":${n}}`])));
    source.close();
    await vi.waitFor(() => expect(sinks[0]?.closed).toBe(true));
  });

  it.each(['end', 'destroy', 'resetAndDestroy'] as const)('closes once when the peer leaves by %s', async (way) => {
    const { socket, sink } = await openRaw();
    const closed = vi.fn();
    sink.onClose(closed);
    socket[way]();
    await vi.waitFor(() => expect(sink.closed).toBe(true));
    sink.write(message(1));
    sink.end();
    const late = vi.fn();
    sink.onClose(late);
    expect(late).toHaveBeenCalledTimes(1);
    expect(closed).toHaveBeenCalledTimes(1);
    await vi.waitFor(async () => expect(await connections(server)).toBe(0));
  });

  it('delivers what was written before the end, and leaves the connection to the next request', async () => {
    const { text, sink, socket } = await openRaw();
    for (const n of [1, 2]) sink.write(message(n));
    sink.end();
    sink.write(message(3));
    sink.end();
    await vi.waitFor(() => expect(text()).toContain('\r\n0\r\n'));
    expect(text()).toContain('data: {"n":2}');
    expect(text()).not.toContain('data: {"n":3}');
    await vi.waitFor(() => expect(sink.closed).toBe(true));
    socket.write('GET /s HTTP/1.1\r\nHost: x\r\n\r\n');
    await vi.waitFor(() => expect(sinks).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve, END_GRACE_MS + 200));
    sinks[1]?.write(message(4));
    await vi.waitFor(() => expect(text()).toContain('data: {"n":4}'));
    socket.end();
    await vi.waitFor(async () => expect(await connections(server)).toBe(0));
  });

  it('counts what an unread peer has not taken, and says when it has', async () => {
    const { socket, sink } = await openRaw();
    socket.pause();
    for (let i = 0; i < 20; i++) {
      sink.write(MEGABYTE);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(sink.unsent).toBeGreaterThan(5 * 1024 * 1024);
    const drained = vi.fn();
    sink.onDrain(drained);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(drained).not.toHaveBeenCalled();
    socket.resume();
    await vi.waitFor(() => expect(drained).toHaveBeenCalledTimes(1), 5_000);
    expect(sink.unsent).toBe(0);
  });

  it('says at once that nothing waits', async () => {
    const { sink } = await openRaw();
    const drained = vi.fn();
    sink.onDrain(drained);
    await vi.waitFor(() => expect(drained).toHaveBeenCalledTimes(1));
  });

  it('cuts a peer that does not take the end', async () => {
    const { socket, sink } = await openRaw();
    socket.pause();
    for (let i = 0; i < 20; i++) sink.write(MEGABYTE);
    const drained = vi.fn();
    sink.onDrain(drained);
    sink.end();
    await vi.waitFor(() => expect(sink.closed).toBe(true), 5_000);
    expect(drained).toHaveBeenCalledTimes(1);
    // A Web stream has no hand on the socket: its host learns of the cut when it reads on.
    if (kind === 'raw') await vi.waitFor(async () => expect(await connections(server)).toBe(0), 5_000);
  });
});

describe('the web sink', () => {
  it('closes once when both the reader cancels and the request aborts', async () => {
    const abort = new AbortController();
    const sink = new WebSink(abort.signal);
    const closed = vi.fn();
    sink.onClose(closed);
    await sink.response.body?.cancel();
    abort.abort();
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('is closed from the start when the request has been aborted', () => {
    expect(new WebSink(AbortSignal.abort()).closed).toBe(true);
  });
});

function connections(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}
