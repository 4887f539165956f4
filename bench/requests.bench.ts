import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { replaceBetweenMarkers } from '../scripts/lib/markers.mjs';
import { ensurePostgres } from '../scripts/lib/postgres.mjs';
import { Api, signIn } from '../tests/support/api';
import { PLAIN_NEXT, type ServerOptions, startServer, type TestServer } from '../tests/support/server';
import { writeResults } from './lib';

/**
 * What one request costs the server's process, in milliseconds of CPU: requests one at a time, and eight at a time. A stream is opened on
 * a connection of its own and closed when it has sent `connected`. With the embedded database its work is in the figure; PostgreSQL's own
 * is not. BENCH_BEFORE names the folder of another build, BENCH_ALSO the path of another Node. All ways run side by side and are asked in
 * turn, so that what else the machine does falls on all.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const AT_ONCE = [1, 8];
const KINDS = ['health', 'list', 'scan', 'stream'] as const;
type Kind = (typeof KINDS)[number];
/** Requests of one turn: they cost far more than the kernel's tick. */
const REQUESTS: Record<Kind, number> = { health: 400, list: 80, scan: 100, stream: 200 };
const WARM_UP = 300;
const PARTIES = 64;
/** Milliseconds until a call that prepares the measurement fails. */
const DEADLINE_MS = 120_000;
/** Of `utime` and `stime` in /proc, per second. */
const TICKS = 100;

const LIMITS = {
  RATE_LIMIT_REQUESTS_PER_MINUTE: '10000000',
  RATE_LIMIT_REQUESTS_PER_USER_PER_MINUTE: '10000000',
  SSE_CONNECTS_PER_SECOND: '100000',
  SSE_CONNECTS_PER_USER_PER_SECOND: '100000',
  // As in production: a line for each request.
  LOG_LEVEL: 'info',
};
const { BENCH_BEFORE: before, BENCH_ALSO: also } = process.env;
const WAYS: Record<string, ServerOptions> = {
  ...(before ? { before: { folder: before } } : {}),
  now: {},
  ...(also ? { [`now, on Node ${versionOf(also)}`]: { node: also } } : {}),
  // Its connections outlive the turns of the other ways, as those of the custom server do.
  'next start': { program: [...PLAIN_NEXT, '--keepAliveTimeout', '75000'] },
};
type Ask = () => Promise<number>;
interface Running {
  readonly way: string;
  readonly server: TestServer;
  readonly asks: Record<Kind, Ask>;
}

const agent = new Agent({ keepAlive: true, maxSockets: Math.max(...AT_ONCE) });
const postgres = await ensurePostgres();
const samples = new Map<string, number[]>();
try {
  await measure('PostgreSQL', { postgresUrl: postgres.url });
  await measure('embedded', {});
} finally {
  agent.destroy();
  await postgres.stop();
}
report();

async function measure(database: string, options: ServerOptions): Promise<void> {
  const running: Running[] = [];
  try {
    for (const [way, own] of Object.entries(WAYS)) {
      const server = await startServer({ ...options, ...own, env: LIMITS });
      running.push({ way, server, asks: await prepare(await signIn(server.url, 'owner')) });
    }
    for (const { server, asks } of running) for (const kind of KINDS) await spend(server.pid(), asks[kind], WARM_UP, 1);
    for (let round = 0; round < ROUNDS; round++) {
      for (const kind of KINDS) {
        for (const atOnce of AT_ONCE) {
          for (const { way, server, asks } of running) {
            const name = [way, kind, database, atOnce].join('|');
            const ms = await spend(server.pid(), asks[kind], REQUESTS[kind], atOnce);
            samples.set(name, [...(samples.get(name) ?? []), ms]);
          }
        }
      }
    }
  } finally {
    for (const { server } of running) await server.stop();
  }
}

async function prepare({ url, cookie, businessId }: Api): Promise<Record<Kind, Ask>> {
  const owner = new Api(url, cookie, businessId, DEADLINE_MS, () => {});
  const passes: string[] = [];
  for (let i = 0; i < PARTIES; i++) passes.push((await owner.createWithPass({ guestCount: 1_000 })).qrCode);
  let next = 0;
  return {
    health: () => ask(owner, 'GET', '/api/health'),
    list: () => ask(owner, 'GET', `/api/reservas?businessId=${businessId}`),
    scan: () => {
      const qrCode = passes[next++ % PARTIES];
      const scan = { businessId, qrCode, action: 'increment', increment: 1, nonce: randomUUID() };
      return ask(owner, 'POST', '/api/reservas/qr-scan', JSON.stringify(scan));
    },
    stream: () => openStream(owner),
  };
}

/** Resolves with the status at the first bytes of the body: `connected` when it is 200. */
function openStream({ url, cookie, businessId }: Api): Promise<number> {
  return new Promise((resolve, reject) => {
    const path = `/api/reservas/events?businessId=${businessId}`;
    const asked = request(url + path, { headers: { cookie }, agent: false }, (answer) => {
      answer.once('data', () => {
        resolve(answer.statusCode ?? 0);
        asked.destroy();
      });
    });
    asked.once('error', reject).end();
  });
}

function ask({ url, cookie }: Api, method: string, path: string, body?: string): Promise<number> {
  const headers = { cookie, ...(body ? { 'content-type': 'application/json', 'content-length': body.length } : {}) };
  return new Promise((resolve, reject) => {
    const asked = request(url + path, { method, headers, agent }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.once('error', reject).end(body);
  });
}

/** CPU of the process for one request, milliseconds. */
async function spend(pid: number | undefined, send: Ask, count: number, atOnce: number): Promise<number> {
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const status = await send();
      if (status !== 200) throw new Error(`answered ${status}`);
    }
  };
  const before = cpuOf(pid);
  await Promise.all(Array.from({ length: atOnce }, work));
  return (cpuOf(pid) - before) / count;
}

function cpuOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS;
}

function versionOf(node: string): string {
  return execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
}

function report(): void {
  const median = (values: readonly number[] = []) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  const of = (...name: readonly (string | number)[]) => {
    const ms = median(samples.get(name.join('|')));
    return ms === undefined ? '–' : ms.toFixed(2);
  };
  const lines = [
    ['`GET /api/health`', 'health', 'PostgreSQL'],
    ['`GET /api/reservas`, embedded', 'list', 'embedded'],
    ['`GET /api/reservas`, PostgreSQL', 'list', 'PostgreSQL'],
    ['a scan, embedded', 'scan', 'embedded'],
    ['a scan, PostgreSQL', 'scan', 'PostgreSQL'],
    ['a stream opened, embedded', 'stream', 'embedded'],
    ['a stream opened, PostgreSQL', 'stream', 'PostgreSQL'],
  ].map(([what = '', kind = '', database = '']) => ({
    what,
    ways: Object.keys(WAYS).map((way) => AT_ONCE.map((atOnce) => of(way, kind, database, atOnce)).join(' · ')),
  }));
  const ways = Object.keys(WAYS);
  const table = [
    `| CPU of the server for one request, ms: ${AT_ONCE.join(' · ')} at a time | ${ways.join(' | ')} |`,
    `| --- |${' --- |'.repeat(ways.length)}`,
    ...lines.map(({ what, ways: values }) => `| ${what} | ${values.join(' | ')} |`),
    '',
    `Medians of ${ROUNDS} rounds in turn, Node ${process.version}; \`npm run bench requests\`.`,
  ].join('\n');
  replaceBetweenMarkers('bench/README.md', 'bench:requests', table);
  const now = (kind: string, database: string) => of('now', kind, database, 1);
  writeResults(
    'requests',
    [
      {
        what: 'CPU of the server for a request: `/api/health` / the list / a scan, PostgreSQL',
        value: `${now('health', 'PostgreSQL')} / ${now('list', 'PostgreSQL')} / ${now('scan', 'PostgreSQL')} ms`,
      },
      {
        what: 'The same of a scan / a stream opened alone, on the embedded database',
        value: `${now('scan', 'embedded')} / ${now('stream', 'embedded')} ms`,
      },
    ],
    Object.fromEntries(samples),
  );
}
