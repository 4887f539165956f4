import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { hub } from './hub';
import { log } from './log';
import type { Runtime } from './start';

const DEADLINE_MS = 10_000;
/** Kept for closing the database within the deadline. */
const CLOSING_MS = 2_000;
const POLL_MS = 50;

/** On SIGTERM or SIGINT: hands streams over, lets requests finish, closes the database, exits 0. A second signal exits at once. */
export function stopOnSignal(server: Server, runtime: Runtime): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(130);
    stopping = true;
    setTimeout(() => {
      log().error('stopped at the deadline');
      process.exit(0);
    }, DEADLINE_MS).unref();
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

async function stop(server: Server, runtime: Runtime, signal: NodeJS.Signals): Promise<void> {
  const { streams } = hub().stats();
  log().info({ signal, streams }, 'stopping');
  let open = true;
  server.close(() => {
    open = false;
  });
  await hub().drain();
  const until = Date.now() + DEADLINE_MS - CLOSING_MS;
  while (open && Date.now() < until) {
    server.closeIdleConnections();
    await delay(POLL_MS);
  }
  server.closeAllConnections();
  await runtime.stop();
  log().info('stopped');
}
