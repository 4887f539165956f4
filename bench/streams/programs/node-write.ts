import { createServer, type ServerResponse } from 'node:http';
import { eventJson } from './event';
import { onPublish } from './publisher';

/** `response.write` for each stream and event: what a hand-written Node server does. */
const open = new Set<ServerResponse>();
let seq = 0;

onPublish(() => {
  seq += 1;
  const message = `id: ${seq}\ndata: ${eventJson(seq)}\n\n`;
  for (const response of open) response.write(message);
});

createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.write(': open\n\n');
  open.add(response);
  response.on('close', () => open.delete(response));
}).listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 });
