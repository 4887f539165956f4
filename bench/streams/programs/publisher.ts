import { createServer } from 'node:net';

/** Calls `publish` once for each line that arrives on PUBLISH_PORT: how the instrument publishes inside a process. */
export function onPublish(publish: () => void): void {
  createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('data', (lines) => {
      for (const byte of lines) if (byte === 10) publish();
    });
    socket.on('error', () => socket.destroy());
  }).listen(Number(process.env.PUBLISH_PORT), '127.0.0.1');
}
