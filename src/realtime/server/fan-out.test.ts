import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FanOut } from './fan-out';
import { packetOf } from './packet';
import { type SendMany, sendEach } from './send-many';
import type { Sink } from './sink';
import { SocketSink } from './socket-sink';
import { createHub, grantOf, MemoryLog } from './stream.fixture';
import { Subscriber } from './subscriber';
import { WebSink } from './web-sink';

const FULL = packetOf('data: full\n\n');
const DOOR = packetOf('data: door\n\n');
let server: Server;
let sinks: SocketSink[];
let ours: Socket[];
let read: Promise<string>[];

beforeEach(async () => {
  ours = [];
  sinks = [];
  server = createServer((socket) => {
    ours.push(socket);
    sinks.push(new SocketSink(socket, {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  read = [];
  for (let i = 1; i <= 3; i++) {
    read.push(text(connect(port, '127.0.0.1')));
    await vi.waitFor(() => expect(sinks.map(({ descriptor }) => descriptor !== null)).toEqual(Array(i).fill(true)));
  }
});
afterEach(() => {
  for (const socket of ours) socket.destroy();
  server.close();
});

function subscriberOf(sink: Sink | undefined): Subscriber {
  if (!sink) throw new Error('no sink');
  return new Subscriber('s', grantOf(), sink, 0, Number.POSITIVE_INFINITY, () => {});
}

/** What each peer got after the headers, once all streams have ended. */
async function bodies(): Promise<string[]> {
  for (const socket of ours) socket.end();
  return (await Promise.all(read)).map((all) => all.slice(all.indexOf('\r\n\r\n') + 4));
}

it('sends each packet to its sockets in one call, and nothing twice', async () => {
  const sendMany = vi.fn<SendMany>(sendEach);
  const onQueued = vi.fn();
  const fanOut = new FanOut(sendMany, onQueued);
  for (const [index, sink] of sinks.entries()) fanOut.add(subscriberOf(sink), index === 1 ? DOOR : FULL);
  expect(sendMany).not.toHaveBeenCalled();
  fanOut.flush();
  fanOut.flush();
  expect(sendMany.mock.calls.map(([descriptors, chunk]) => [descriptors.length, chunk])).toEqual([
    [2, FULL.chunk],
    [1, DOOR.chunk],
  ]);
  expect(onQueued).not.toHaveBeenCalled();
  expect(await bodies()).toEqual([FULL, DOOR, FULL].map(({ chunk }) => chunk.toString()));
});

it('sends the same packet again to those that come in a later turn', async () => {
  const fanOut = new FanOut(sendEach, () => {});
  for (const sink of sinks) {
    fanOut.add(subscriberOf(sink), FULL);
    fanOut.flush();
  }
  expect(await bodies()).toEqual(Array(3).fill(FULL.chunk.toString()));
});

it('brings a hub’s events to its sockets, through the given way to send', async () => {
  const log = new MemoryLog();
  const sendMany = vi.fn<SendMany>(sendEach);
  const hub = createHub(log, { sendMany });
  for (const sink of sinks) await hub.open(grantOf(), undefined, () => sink);
  hub.ring(log.append());
  await vi.waitFor(() => expect(sendMany).toHaveBeenCalledTimes(1));
  hub.close();
  for (const body of await bodies()) expect(body).toContain('id: e1:1\n');
});

it('lets each socket send what the kernel did not take', async () => {
  const taken = [0, 5, FULL.chunk.length];
  const onQueued = vi.fn();
  const fanOut = new FanOut((descriptors, chunk, told) => {
    for (const [index, bytes] of taken.entries()) {
      sendEach(descriptors.subarray(index, index + 1), chunk.subarray(0, bytes), new Int32Array(1));
      told[index] = bytes;
    }
    return 1;
  }, onQueued);
  const subscribers = sinks.map(subscriberOf);
  for (const subscriber of subscribers) fanOut.add(subscriber, FULL);
  fanOut.flush();
  expect(onQueued.mock.calls).toEqual(subscribers.slice(0, 2).map((subscriber) => [subscriber]));
  expect(await bodies()).toEqual(Array(3).fill(FULL.chunk.toString()));
});

it('writes at once where there is no descriptor, and nowhere that has closed', async () => {
  const sendMany = vi.fn<SendMany>(sendEach);
  const fanOut = new FanOut(sendMany, () => {});
  const web = new WebSink(new AbortController().signal);
  const [closed, ending] = sinks;
  ours[0]?.destroy();
  ending?.end();
  for (const sink of [web, closed, ending]) fanOut.add(subscriberOf(sink), FULL);
  expect(web.unsent).toBe(FULL.body.length);
  fanOut.flush();
  expect(sendMany).not.toHaveBeenCalled();
  expect((await bodies()).slice(1)).toEqual(['0\r\n\r\n', '']);
});

it('forgets what it could not send: a descriptor is good for one turn', () => {
  const sendMany = vi.fn<SendMany>(() => {
    throw new Error('no memory');
  });
  const fanOut = new FanOut(sendMany, () => {});
  fanOut.add(subscriberOf(sinks[0]), FULL);
  expect(() => fanOut.flush()).toThrow('no memory');
  fanOut.flush();
  expect(sendMany).toHaveBeenCalledTimes(1);
});
