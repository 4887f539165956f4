import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Preloaded into a server under test (NODE_OPTIONS=--import, with --expose-gc): on SIGUSR2 it collects garbage and writes
 * what is left alive to HEAP_PROBE_FILE: bytes, sockets and the hub's streams. Resident memory would say less: it also holds
 * what the collector has not yet given back.
 */
process.on('SIGUSR2', async () => {
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await delay(20);
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  const streams = globalThis[Symbol.for('aforo.hub')]?.stats().streams ?? 0;
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  const bytes = heapUsed + external + arrayBuffers;
  writeFileSync(process.env.HEAP_PROBE_FILE, JSON.stringify({ bytes, sockets, streams }));
});
