import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RawSink } from '../src/realtime/server/raw-sink';
import { createHub, MemoryLog } from '../src/realtime/server/stream.fixture';

/** A hub in a process of its own: streams over HTTP, events published inside it at a rate. `{batchMs} {perSecond} {ms}`. */
const [batchMs = 0, perSecond = 0, lastsMs = 0] = process.argv.slice(2).map(Number);
const log = new MemoryLog();
let writes = 0;
const hub = createHub(log, {
  batchMs,
  onBatch: ({ receivers }) => {
    writes += receivers;
  },
});
const grant = { businessId: 'b1', userId: 'u', sessionId: 's', audience: 'full' };
const server = createServer((request, response) => {
  hub.open(grant, undefined, () => new RawSink(request, response)).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

process.once('message', () => {
  const started = performance.now();
  const cpu = process.cpuUsage();
  let published = 0;
  const tick = setInterval(() => {
    const elapsed = performance.now() - started;
    for (; published < (elapsed * perSecond) / 1_000; published++) publish();
    if (elapsed < lastsMs) return;
    clearInterval(tick);
    const { user, system } = process.cpuUsage(cpu);
    process.send?.({ published, writes, cpuShare: (user + system) / 1_000 / elapsed });
  }, 1);
});

/** The event carries the instant of its publication, on the clock that all processes of a machine share. */
function publish(): void {
  const [entry] = log.append(1, 100);
  if (!entry) return;
  const at = performance.timeOrigin + performance.now();
  hub.ring([{ ...entry, json: entry.json.replace('{', `{"at":${at},`) }]);
}
