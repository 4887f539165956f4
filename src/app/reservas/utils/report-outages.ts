import { deviceApi } from '@/modules/monitor/client/device-api';
import { type OutageReport, OutageWatch } from '@/realtime/client/outage';
import type { StreamSource } from '@/realtime/client/state';

/** After a restart of the server many devices are back at once: each tells of it a little later. */
const SPREAD_MS = 5_000;

/** Tells the server of a stream's outages, also when the page goes. Call it before the stream starts; it ends with it. */
export function reportOutages(businessId: string, stream: StreamSource): void {
  let waiting: OutageReport | null = null;
  const send = () => {
    const report = waiting;
    waiting = null;
    // Nobody waits for it: one that does not arrive is told of by the next, or never.
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
