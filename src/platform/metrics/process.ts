import { performance } from 'node:perf_hooks';
import { collectDefaultMetrics } from 'prom-client';
import { database } from '../db/transaction';
import { shared } from '../shared';
import { readGauge, registry } from './registry';

/** Each of these iterates over every handle or request of the process: tens of milliseconds with ten thousand streams open. */
const COSTLY = /^nodejs_active_/;

/** Memory, processor time, garbage collection, event loop, connections to the database. */
export function registerProcess(): void {
  shared('metrics.process', () => {
    collectDefaultMetrics({ register: registry() });
    for (const { name } of registry().getMetricsAsArray()) if (COSTLY.test(name)) registry().removeSingleMetric(name);
    return true;
  });
  let before = performance.eventLoopUtilization();
  readGauge(
    'aforo_event_loop_busy_ratio',
    'Share of the time since the last scrape that the event loop worked.',
    () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return utilization;
    },
  );
  readGauge(
    'aforo_db_pool_connections',
    'Connections to the database by state.',
    () => {
      const { total, idle } = database().pool();
      return { idle, busy: total - idle };
    },
    'state',
  );
  readGauge('aforo_db_pool_waiting', 'Queries that wait for a connection.', () => database().pool().waiting);
}
