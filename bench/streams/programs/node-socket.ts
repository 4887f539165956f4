import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { eventJson } from './event';
import { onPublish } from './publisher';

/** The event chunked once, and the same bytes written to each socket past the HTTP response. */
const open = new Set<Socket>();
let seq = 0;

onPublish(() => {
  seq += 1;
  const message = `id: ${seq}\ndata: ${eventJson(seq)}\n\n`;
  const chunk = Buffer.from(`${Buffer.byteLength(message).toString(16)}\r\n${message}\r\n`);
  for (const socket of open) socket.write(chunk);
});

createServer(({ socket }, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.write(': open\n\n');
  open.add(socket);
  response.on('close', () => open.delete(socket));
}).listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 });
