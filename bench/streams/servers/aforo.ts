import { setTimeout as sleep } from 'node:timers/promises';
import { nextPort } from '../machine';
import type { Dataset } from './dataset';
import { bundleOf, Program } from './program';
import { httpGet, type ServerKind, type StartOptions } from './server';

const NEVER_MS = 24 * 60 * 60_000;
/** Two seconds after its start the product loads what its first answers do not need. */
const SETTLED_MS = 3_500;

/** Bounds above what is measured; each is still counted and checked for every stream and request. */
export const WIDE_LIMITS = {
  SSE_MAX_STREAMS: '50000',
  SSE_MAX_STREAMS_PER_BUSINESS: '50000',
  SSE_MAX_STREAMS_PER_USER: '50000',
  SSE_CONNECTS_PER_SECOND: '100000',
  SSE_CONNECTS_PER_USER_PER_SECOND: '100000',
  RATE_LIMIT_REQUESTS_PER_MINUTE: '10000000',
  RATE_LIMIT_REQUESTS_PER_USER_PER_MINUTE: '10000000',
};

/** The product's process running `program`: its custom server with Next, sessions in PostgreSQL, limits. */
export async function startProduct(
  program: string,
  port: number,
  env: Readonly<Record<string, string>>,
  { heartbeatMs = NEVER_MS, ...where }: StartOptions,
  isReady = async () => (await fetch(`http://127.0.0.1:${port}/api/ready`)).ok,
): Promise<Program> {
  const settings = { PORT: String(port), HOST: '127.0.0.1', SSE_HEARTBEAT_MS: String(heartbeatMs), ...WIDE_LIMITS };
  return Program.start([program], { ...settings, ...env }, where, isReady);
}

export function streamRequests(businessId: string, cookies: readonly string[], cursor = ''): string[] {
  const path = `/api/reservas/events?businessId=${businessId}${cursor && `&lastEventId=${cursor}`}`;
  return cookies.map((cookie) => httpGet(path, { cookie }));
}

/** The product in another way than by default. */
export interface Variant {
  readonly name: string;
  readonly label: string;
  /** Another Node than the one that runs the bench. */
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const JAVASCRIPT: Variant = {
  name: 'aforo-javascript',
  label: 'Aforo, sent from JavaScript',
  env: { SSE_NATIVE_SEND: 'false' },
};

export function onNode(node: string, version: string): Variant {
  return { name: `aforo-node-${version}`, label: `Aforo on Node ${version}`, node };
}

/** The finished product; only the hub's log is in memory, and rings come from the instrument instead of commits. */
export function aforo(
  dataset: () => Promise<Dataset>,
  variant: Variant = { name: 'aforo', label: 'Aforo' },
): ServerKind {
  const { name, label, node, env: own } = variant;
  return {
    name,
    label,
    missing: () => null,
    async start(options) {
      const { env, businessId, cookies } = await dataset();
      const [port, publishPort] = [await nextPort(), await nextPort()];
      const publisher = { PUBLISH_PORT: String(publishPort), BENCH_BUSINESS: businessId };
      const program = await startProduct(
        bundleOf('aforo'),
        port,
        { ...env, ...publisher, ...own },
        { ...options, ...(node ? { node } : {}) },
      );
      await sleep(SETTLED_MS);
      return {
        target: { host: '127.0.0.1', port },
        requests: streamRequests(businessId, cookies),
        publish: { target: { host: '127.0.0.1', port: publishPort }, messages: ['\n'], answers: false },
        pids: [program.pid],
        program,
        stop: () => program.stop(),
      };
    },
  };
}
