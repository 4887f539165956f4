import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { EventSource } from 'eventsource';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeMessage } from '../protocol/encode';
import { FanOut } from './fan-out';
import { type Packet, packetOf } from './packet';
import { RawSink } from './raw-sink';
import { sendEach } from './send-many';
import { END_GRACE_MS, type Sink, STREAM_HEADERS } from './sink';
import { SocketSink } from './socket-sink';
import { SocketTaker } from './socket-taker';
import { grantOf } from './stream.fixture';
import { Subscriber } from './subscriber';
import { WebSink } from './web-sink';

const message = (n: number): Packet => packetOf(encodeMessage(JSON.stringify({ n }), `e:${n}`));
const LONG = 1024 * 1024;
const FILLER = '~';
const LONG_COMMENT = packetOf(`: ${FILLER.repeat(LONG)}\n\n`);
const MEGABYTE = packetOf('x'.repeat(1024 * 1024));
/** `portable`: the socket's, where Node does not tell its descriptor. `fan-out`: the socket's, written to with others. */
const KINDS = ['socket', 'portable', 'fan-out', 'raw', 'web'] as const;
const ON_SOCKET: readonly string[] = ['socket', 'portable', 'fan-out'];

/** Serves every request with a sink of one kind, over a real HTTP server. */
function serve(kind: (typeof KINDS)[number], opened: (sink: Sink) => void): Server {
  const server = createServer((request, response) => {
    if (ON_SOCKET.includes(kind)) {
      void taker.take(request, response).then((socket) => {
        if (!socket) return;
        if (kind === 'portable') Object.defineProperty(Reflect.get(socket, '_handle'), 'fd', { value: -1 });
        opened(new SocketSink(socket, {}));
      });
      return;
    }
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
  const taker = new SocketTaker(server, (_, socket) => socket.destroy());
  return server;
}

describe.each(KINDS)('the %s sink', (kind) => {
  let server: Server;
  let port: number;
  let sinks: Sink[];
  const sockets: Socket[] = [];
  const fanOut = new FanOut(sendEach, () => {});
  const write = (sink: Sink | undefined, packet: Packet): void => {
    if (!sink) return;
    if (kind === 'fan-out')
      fanOut.add(new Subscriber('s', grantOf(), sink, 0, Number.POSITIVE_INFINITY, () => {}), packet);
    else sink.write(packet);
    fanOut.flush();
  };

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

  /** `fillers`: how many of a long comment's bytes have come; they are left out of `text`. */
  async function openRaw(): Promise<{ socket: Socket; text: () => string; fillers: () => number; sink: Sink }> {
    const before = sinks.length;
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    let text = '';
    let fillers = 0;
    socket.on('data', (chunk) => {
      const kept = chunk.toString().replaceAll(FILLER, '');
      fillers += chunk.length - kept.length;
      text += kept;
    });
    socket.on('error', () => {});
    socket.write('GET /s HTTP/1.1\r\nHost: x\r\n\r\n');
    await vi.waitFor(() => expect(sinks.length).toBe(before + 1));
    const sink = sinks.at(-1);
    if (!sink) throw new Error('no sink');
    return { socket, text: () => text, fillers: () => fillers, sink };
  }

  it('sends its headers at once, before any event', async () => {
    const { text, sink } = await openRaw();
    await vi.waitFor(() => expect(text()).toContain('\r\n\r\n'));
    expect(text()).toMatch(/^HTTP\/1\.1 200/);
    for (const [name, value] of Object.entries(STREAM_HEADERS)) {
      expect(text().toLowerCase()).toContain(`${name}: ${value}`);
    }
    expect(text()).toMatch(/connection: keep-alive/i);
    expect(sink.transport).toBe(kind === 'web' ? 'web' : 'raw');
  });

  it('brings events to a standard EventSource, unnamed and with their ids', async () => {
    const source = new EventSource(`http://127.0.0.1:${port}/`);
    const received: [string, string][] = [];
    source.onmessage = (event) => received.push([event.lastEventId, event.data as string]);
    await vi.waitFor(() => expect(sinks).toHaveLength(1));
    for (const n of [1, 2, 3]) write(sinks[0], message(n));
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
    write(sink, message(1));
    sink.end();
    const late = vi.fn();
    sink.onClose(late);
    expect(late).toHaveBeenCalledTimes(1);
    expect(closed).toHaveBeenCalledTimes(1);
    await vi.waitFor(async () => expect(await connections(server)).toBe(0));
  });

  it('delivers what was written before the end, and nothing after it', async () => {
    const { text, sink, socket } = await openRaw();
    for (const n of [1, 2]) write(sink, message(n));
    sink.end();
    write(sink, message(3));
    sink.end();
    await vi.waitFor(() => expect(text()).toContain('\r\n0\r\n'));
    expect(text()).toContain('data: {"n":2}');
    expect(text()).not.toContain('data: {"n":3}');
    await vi.waitFor(() => expect(sink.closed).toBe(true));
    if (ON_SOCKET.includes(kind)) {
      await vi.waitFor(async () => expect(await connections(server)).toBe(0));
      return;
    }
    socket.write('GET /s HTTP/1.1\r\nHost: x\r\n\r\n');
    await vi.waitFor(() => expect(sinks).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve, END_GRACE_MS + 200));
    write(sinks[1], message(4));
    await vi.waitFor(() => expect(text()).toContain('data: {"n":4}'));
    socket.end();
    await vi.waitFor(async () => expect(await connections(server)).toBe(0));
  });

  it('closes after the end also when the peer neither ends its side nor stops sending', async () => {
    const { socket, sink } = await openRaw();
    socket.allowHalfOpen = true;
    sink.end();
    const talking = setInterval(() => socket.write(kind === 'raw' || kind === 'web' ? 'nonsense' : 'G'), 20);
    await vi.waitFor(async () => expect(await connections(server)).toBe(0), 2 * END_GRACE_MS + 1_000);
    clearInterval(talking);
    expect(sinks).toHaveLength(1);
  });

  it('counts what an unread peer has not taken, and says when it has', async () => {
    const { socket, sink } = await openRaw();
    socket.pause();
    for (let i = 0; i < 20; i++) {
      write(sink, MEGABYTE);
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

  it('keeps every message and their order, however the peer stops and goes on', async () => {
    const { socket, text, fillers, sink } = await openRaw();
    const count = 180;
    for (let n = 0; n < count; n++) {
      if (n % 60 === 0) socket.pause();
      if (n % 60 === 40) socket.resume();
      write(sink, message(n));
      if (n % 60 < 20) write(sink, LONG_COMMENT);
      if (n % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    socket.resume();
    await vi.waitFor(() => expect(text()).toContain(`data: {"n":${count - 1}}`), 15_000);
    const seen = [...text().matchAll(/data: \{"n":(\d+)\}/g)].map(([, n]) => Number(n));
    expect(seen).toEqual(Array.from({ length: count }, (_, n) => n));
    expect(fillers()).toBe((count / 3) * LONG);
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
    for (let i = 0; i < 20; i++) write(sink, MEGABYTE);
    const drained = vi.fn();
    sink.onDrain(drained);
    sink.end();
    await vi.waitFor(() => expect(sink.closed).toBe(true), 5_000);
    expect(drained).toHaveBeenCalledTimes(1);
    // A Web stream has no hand on the socket: its host learns of the cut when it reads on.
    if (kind !== 'web') await vi.waitFor(async () => expect(await connections(server)).toBe(0), 5_000);
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
