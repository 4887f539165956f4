import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SocketTaker } from './socket-taker';

let server: Server;
let taker: SocketTaker;
let taken: (Socket | null)[];
let upgrades: string[];
const sockets: Socket[] = [];

beforeEach(async () => {
  taken = [];
  upgrades = [];
  server = createServer((request, response) => {
    if (request.url !== '/taken') return void response.end(`answer to ${request.url}`);
    void taker.take(request, response).then((socket) => {
      taken.push(socket);
      if (!socket) response.end('on the response');
    });
  });
  taker = new SocketTaker(server, (request, socket) => {
    upgrades.push(request.url ?? '');
    socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function dial(): { send: (text: string) => void; text: () => string; socket: Socket } {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  socket.on('error', () => {});
  return { socket, text: () => text, send: (more) => void socket.write(more) };
}
const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
const took = async (count: number) => {
  await vi.waitFor(() => expect(taken).toHaveLength(count));
  const socket = taken.at(-1);
  if (!socket) throw new Error('not taken');
  return socket;
};

describe('a taken socket', () => {
  it('is free of HTTP, and serves requests before and after', async () => {
    const { send, text } = dial();
    send(get('/a'));
    await vi.waitFor(() => expect(text()).toContain('answer to /a'));
    for (const round of [1, 2]) {
      send(get('/taken'));
      const socket = await took(round);
      expect(Reflect.get(socket, 'parser')).toBeNull();
      expect(Reflect.get(socket, '_httpMessage')).toBeNull();
      socket.write(`raw ${round}`);
      taker.giveBack(socket);
      await vi.waitFor(() => expect(text()).toContain(`raw ${round}`));
      send(get(`/after-${round}`));
      await vi.waitFor(() => expect(text()).toContain(`answer to /after-${round}`));
    }
  });

  it('does not end the process when it fails before anybody listens', async () => {
    const { send, socket } = dial();
    send(get('/taken'));
    const held = await took(1);
    socket.resetAndDestroy();
    await vi.waitFor(() => expect(held.destroyed).toBe(true));
    taker.giveBack(held);
  });

  it('given back while the server stops is closed once its bytes are sent', async () => {
    const { send, text, socket } = dial();
    send(get('/taken'));
    const held = await took(1);
    server.close();
    held.write('last words');
    taker.giveBack(held);
    await once(socket, 'close');
    expect(text()).toBe('last words');
  });

  it('given back and left idle is closed after the keep-alive time', async () => {
    server.keepAliveTimeout = 50;
    const { send, socket } = dial();
    send(get('/taken'));
    taker.giveBack(await took(1));
    await once(socket, 'close');
  });
});

describe('what is not taken', () => {
  it.each([
    ['HTTP/1.0', 'GET /taken HTTP/1.0\r\n\r\n'],
    ['a body', `${get('/taken', 'Content-Length: 2\r\n')}xx`],
    ['a chunked body', `${get('/taken', 'Transfer-Encoding: chunked\r\n')}0\r\n\r\n`],
    ['a request with another right behind it', get('/taken') + get('/behind')],
    ['another method', 'DELETE /taken HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('%s is answered on the response', async (_, request) => {
    const { send, text } = dial();
    send(request);
    await vi.waitFor(() => expect(text()).toContain('on the response'));
    expect(taken).toEqual([null]);
  });

  it('a Node that ignores the mark is answered on the response', async () => {
    server.prependListener('request', (request) => {
      Object.defineProperty(request, 'upgrade', { get: () => false, set: () => {} });
    });
    const { send, text } = dial();
    send(get('/taken'));
    await vi.waitFor(() => expect(text()).toContain('on the response'));
    send(get('/b'));
    await vi.waitFor(() => expect(text()).toContain('answer to /b'));
  });

  it('real upgrades go to whom they are for', async () => {
    const { send, text } = dial();
    send(get('/socket', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'));
    await vi.waitFor(() => expect(text()).toContain('101'));
    expect(upgrades).toEqual(['/socket']);
  });
});
