import { deviceApi } from '@/modules/monitor/client/device-api';
import { type OutageReport, OutageWatch } from '@/realtime/client/outage';
import type { StreamSource } from '@/realtime/client/state';

/** After a restart of the server many devices reconnect at once, so each reports its outage after a random delay. */
const SPREAD_MS = 5_000;

/**
 * Reports a stream's outages to the server, also when the page is closed. Call it before the stream starts; it ends
 * with the stream.
 */
export function reportOutages(businessId: string, stream: StreamSource): void {
  let waiting: OutageReport | null = null;
  const send = () => {
    const report = waiting;
    waiting = null;
    // Nothing waits for the result: a report that does not arrive is replaced by the next one, or lost.
    if (report) deviceApi.reportOutage(businessId, report).catch(() => {});
  };
  const tell = (report: OutageReport) => {
    const isNew = waiting === null;
    waiting = report;
    if (isNew) setTimeout(send, Math.random() * SPREAD_MS);
  };
  const watch = new OutageWatch({ now: () => Date.now(), random: () => Math.random(), tell });
  const leave = () => {
    watch.leave();
    send();
  };
  stream.subscribe(() => {
    watch.note(stream.state);
    if (stream.state.status === 'disconnected') window.removeEventListener('pagehide', leave);
    else window.addEventListener('pagehide', leave);
  });
}
