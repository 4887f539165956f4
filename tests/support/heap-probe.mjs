import { writeFileSync } from 'node:fs';
import { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { queryObjects } from 'node:v8';

/**
 * Preloaded into a server under test (NODE_OPTIONS=--import, with --expose-gc): on SIGUSR2 it collects garbage and writes
 * what is left alive to HEAP_PROBE_FILE: bytes, sockets, what waits in them and the hub's streams; on SIGWINCH, which takes
 * seconds, requests and responses as well. Resident memory would say less: it also holds what the collector has not yet given back.
 */
process.on('SIGUSR2', () => void probe());
process.on('SIGWINCH', () => {
  const count = (kind) => queryObjects(kind, { format: 'count' });
  void probe(() => count(IncomingMessage) + count(ServerResponse));
});

async function probe(countRequests = () => undefined) {
  const unsent = Math.max(0, ...process._getActiveHandles().map((handle) => handle.writableLength ?? 0));
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await delay(20);
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  const { streams = 0, closes = {} } = globalThis[Symbol.for('aforo.hub')]?.stats() ?? {};
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  const bytes = heapUsed + external + arrayBuffers;
  const alive = { bytes, sockets, requests: countRequests(), streams, unsent, closes };
  writeFileSync(process.env.HEAP_PROBE_FILE, `${JSON.stringify(alive)}\n`);
}
