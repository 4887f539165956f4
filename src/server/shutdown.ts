import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { env } from '@/platform/env';
import { log } from '@/platform/log';
import { fleet } from './fleet/process';
import { hub } from './hub';
import type { Runtime } from './start';

/** Time for requests that still run after the streams have gone, and for closing the database. */
const REQUESTS_MS = 1_000;
const CLOSING_MS = 2_000;
const POLL_MS = 50;

/**
 * On SIGTERM or SIGINT: hands over the streams, lets requests finish, closes the database, exits 0. A second signal
 * exits at once.
 */
export function stopOnSignal(server: Server, runtime: Runtime): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(130);
    stopping = true;
    setTimeout(() => {
      log().error('stopped at the deadline');
      process.exit(0);
    }, deadlineMs()).unref();
    stop(server, runtime, signal).then(
      () => process.exit(0),
      (error: unknown) => {
        log().error({ err: error }, 'stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/**
 * For hosts where Next serves alone: on a signal, Next waits without limit for open connections, so the streams are
 * handed over, and the process ends at the deadline even if Next is still waiting.
 */
export function drainOnSignal(): void {
  const onSignal = () => {
    setTimeout(() => process.exit(0), deadlineMs()).unref();
    handOver().catch((error: unknown) => log().error({ err: error }, 'stop failed'));
  };
  process.once('SIGTERM', onSignal);
  process.once('SIGINT', onSignal);
}

function deadlineMs(): number {
  return env().SSE_DRAIN_MS + REQUESTS_MS + CLOSING_MS;
}

/** The other processes take over the streams, also one that has started within the last second. */
async function handOver(): Promise<void> {
  await fleet()?.look();
  await hub().drain({ withinMs: env().SSE_DRAIN_MS });
}

async function stop(server: Server, runtime: Runtime, signal: NodeJS.Signals): Promise<void> {
  const { streams } = hub().stats();
  log().info({ signal, streams }, 'stopping');
  let open = true;
  server.close(() => {
    open = false;
  });
  const until = Date.now() + deadlineMs() - CLOSING_MS;
  await handOver();
  // The other processes take over this process's share of the limits at once.
  await fleet()?.leave();
  while (open && Date.now() < until) {
    server.closeIdleConnections();
    await delay(POLL_MS);
  }
  server.closeAllConnections();
  await runtime.stop();
  log().info('stopped');
}
