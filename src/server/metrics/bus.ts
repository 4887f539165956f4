import { readCounter, readGauge } from '@/platform/metrics/registry';
import { bus } from '../bus';

/**
 * The metrics of the bus between processes. The embedded database has no bus: then no state is exported, and the sums
 * stay 0.
 */
export function registerBus(): void {
  readGauge('aforo_bus_state', 'State of the connection to the bus.', readState, 'state');
  readCounter('aforo_bus_rings_total', 'Doorbells sent and heard.', readRings, 'direction');
  readCounter(
    'aforo_bus_reconnects_total',
    'Times that the bus was connected again.',
    () => bus()?.stats().reconnects ?? 0,
  );
  readCounter('aforo_bus_dropped_total', 'Doorbells that no bus took.', () => bus()?.stats().dropped ?? 0);
}

function readState() {
  const state = bus()?.stats().state;
  return state ? { connected: 0, connecting: 0, closed: 0, [state]: 1 } : {};
}

function readRings() {
  const stats = bus()?.stats();
  return { sent: stats?.published ?? 0, heard: stats?.received ?? 0 };
}
