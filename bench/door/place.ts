import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { ensurePostgres } from '../../scripts/lib/postgres.mjs';
import { isKept, makeKeptPhone } from '../../tests/support/kept-phone';
import { login } from '../../tests/support/login';
import { FaultyProxy } from '../../tests/support/proxy';
import { startServer, type TestServer } from '../../tests/support/server';
import { until } from '../../tests/support/until';
import type { Row } from '../report';

export const KINDS = ['embedded', 'postgres'] as const;
export type DatabaseKind = (typeof KINDS)[number];
export const NAMES: Record<DatabaseKind, string> = { embedded: 'embedded database', postgres: 'PostgreSQL' };

/** One subject. To add another, write a file in `measurements/` and name it in `main.ts`. */
export interface Measurement {
  readonly name: string;
  run(rounds: number): Promise<readonly Row[]>;
}

/** Far above what is measured, and still counted. */
const LIMITS = { RATE_LIMIT_REQUESTS_PER_MINUTE: '10000000', RATE_LIMIT_REQUESTS_PER_USER_PER_MINUTE: '10000000' };

/** The built product of `folder` with the demo in it, on a database of its own. */
export async function withServer<T>(
  kind: DatabaseKind,
  work: (server: TestServer) => Promise<T>,
  folder = '.',
): Promise<T> {
  const postgres = kind === 'postgres' ? await ensurePostgres() : null;
  const server = await startServer({ ...(postgres ? { postgresUrl: postgres.url } : {}), env: LIMITS, folder });
  try {
    return await work(server);
  } finally {
    await server.stop();
    await postgres?.stop();
  }
}

/** A phone whose browser can be closed and opened again with what it has kept. */
export interface BenchPhone {
  open(): Promise<{ readonly context: BrowserContext; readonly page: Page; readonly cpu: CDPSession }>;
  close(): Promise<void>;
  /** Pulls its cable out, or puts it back. */
  setOffline(isOffline: boolean): void;
}

export async function withPhone<T>(server: TestServer, work: (phone: BenchPhone) => Promise<T>): Promise<T> {
  const network = await FaultyProxy.listen(server.port);
  const phone = await makeKeptPhone({ baseURL: network.url, locale: 'es-EC', isMobile: true, hasTouch: true });
  const open = async () => {
    const { context, page } = await phone.open();
    page.setDefaultTimeout(60_000);
    // The compiler of this program marks the functions that are sent to the page.
    await context.addInitScript('globalThis.__name ??= (named) => named');
    return { context, page, cpu: await context.newCDPSession(page) };
  };
  const setOffline = (isOffline: boolean) => {
    network.isDown = isOffline;
    if (isOffline) network.cut();
  };
  try {
    return await work({ open, close: phone.close, setOffline });
  } finally {
    await phone.remove();
    await network.close();
  }
}

/** Signs the phone in as the demo's door and waits until it could judge without a network. */
export async function openDoor(context: BrowserContext, page: Page): Promise<void> {
  await login(context, 'door');
  await page.goto('/puerta');
  await page.getByText('Tiempo Real Activo').first().waitFor();
}

export async function untilKept(page: Page, code: string): Promise<void> {
  await until('the phone keeps the night', () => isKept(page, code), 60_000);
}

/** A processor that is `rate` times as slow, for the page; 1 as it is. */
export async function slowDown(cpu: CDPSession, rate: number): Promise<void> {
  await cpu.send('Emulation.setCPUThrottlingRate', { rate });
}

/**
 * The same for the page's workers, where codes are decoded: each answer comes after so many times the time that its work
 * took, since the browser slows down the page alone.
 */
export async function slowWorkers(page: Page, rate: number): Promise<void> {
  for (const worker of page.workers()) await worker.evaluate(slowWorker, rate);
}

interface SlowScope {
  onmessage: ((event: MessageEvent) => unknown) | null;
  postMessage: (message: unknown) => void;
  slow?: { rate: number };
}

/** Runs in the worker. */
function slowWorker(rate: number): void {
  const scope = self as unknown as SlowScope;
  if (scope.slow) {
    scope.slow.rate = rate;
    return;
  }
  const slow = { rate };
  const [handle, post] = [scope.onmessage, scope.postMessage.bind(scope)];
  let began = 0;
  scope.slow = slow;
  scope.onmessage = (event) => {
    began = performance.now();
    return handle?.call(scope, event);
  };
  scope.postMessage = (message) => {
    const until = began + (performance.now() - began) * slow.rate;
    while (performance.now() < until);
    post(message);
  };
}
