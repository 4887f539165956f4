import { createServer } from 'node:http';
import { createChannel, createSession } from 'better-sse';
import { eventJson } from './event';
import { onPublish } from './publisher';

/** The library's own way: one channel that every session joins. */
const channel = createChannel();
let seq = 0;

onPublish(() => {
  seq += 1;
  channel.broadcast(JSON.parse(eventJson(seq)), 'message', { eventId: String(seq) });
});

createServer((request, response) => {
  createSession(request, response, { keepAlive: null }).then(
    (session) => channel.register(session),
    () => response.destroy(),
  );
}).listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 });
