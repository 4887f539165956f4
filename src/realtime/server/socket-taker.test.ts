import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeSocket } from './close-socket';
import { SocketTaker } from './socket-taker';

let server: Server;
let taker: SocketTaker;
let taken: (Socket | null)[];
let upgrades: string[];
let answered: string[];
const sockets: Socket[] = [];

beforeEach(async () => {
  taken = [];
  upgrades = [];
  answered = [];
  server = createServer((request, response) => {
    answered.push(`${request.method} ${request.url}`);
    if (request.url === '/slow') return void setTimeout(() => response.end('answer to /slow'), 50);
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
  it('is free of HTTP, after requests that were answered, and is closed at its end', async () => {
    const { send, text, socket } = dial();
    send(get('/a'));
    await vi.waitFor(() => expect(text()).toContain('answer to /a'));
    send(get('/taken'));
    const held = await took(1);
    expect(Reflect.get(held, 'parser')).toBeNull();
    expect(Reflect.get(held, '_httpMessage')).toBeNull();
    closeSocket(held, 'last words');
    await once(socket, 'close');
    expect(text()).toContain('last words');
    await vi.waitFor(() => expect(held.destroyed).toBe(true));
  });

  it('does not end the process when it fails before anybody listens', async () => {
    const { send, socket } = dial();
    send(get('/taken'));
    const held = await took(1);
    socket.resetAndDestroy();
    await vi.waitFor(() => expect(held.destroyed).toBe(true));
    closeSocket(held);
  });

  it.each([
    ['in the header', 'POST /behind HTTP/1.1\r\nHost: x\r\nX-Inner: ', 'GET /inner HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['in the request line', 'POST /behind?', get('/inner')],
    ['in the body', 'POST /behind HTTP/1.1\r\nHost: x\r\nContent-Length: 90\r\n', `\r\n${get('/inner')}`],
    ['after everything', '', get('/inner')],
  ])('runs nothing of a request behind it that is split %s', async (_, first, rest) => {
    const { send, socket } = dial();
    send(get('/taken') + first);
    const held = await took(1);
    send(rest);
    closeSocket(held, 'last words');
    send(get('/inner'));
    await once(socket, 'close');
    await vi.waitFor(() => expect(held.destroyed).toBe(true));
    expect(answered).toEqual(['GET /taken']);
  });
});

describe('what is not taken', () => {
  it.each([
    ['HTTP/1.0', 'GET /taken HTTP/1.0\r\n\r\n'],
    ['a body', `${get('/taken', 'Content-Length: 2\r\n')}xx`],
    ['a chunked body', `${get('/taken', 'Transfer-Encoding: chunked\r\n')}0\r\n\r\n`],
    ['a request with another right behind it', get('/taken') + get('/behind')],
    ['another method', 'DELETE /taken HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a request behind one that has no answer yet', get('/slow') + get('/taken')],
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
