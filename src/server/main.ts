import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { seedDemoAtStart } from '@db/seed/demo';
import { describeAccounts } from '@db/seed/describe-accounts';
import next from 'next';
import { printSetup } from '@/modules/setup/setup-code';
import { FolderInUseError } from '@/platform/db/lock';
import { EnvError, env } from '@/platform/env';
import { sealClientAddress } from '@/platform/http/client-address';
import { readAddresses } from '@/platform/http/known-addresses';
import { refuseForeignHost } from '@/platform/http/origin';
import { toDomainError } from '@/platform/http/problem';
import { securityHeaders } from '@/platform/http/send-answer';
import { captureConsole, log } from '@/platform/log';
import { SocketTaker } from '@/realtime/server/socket-taker';
import { findEndpoint } from './api/router';
import { serveEndpoint } from './api/serve';
import { compressedFiles } from './compressed-files';
import { answerUpgrade, boundConnections, DEADLINES } from './connections';
import { type Asked, answerCheaply, judgeRequest, refuse } from './front-door';
import { nativeSend } from './native-send';
import { stopOnSignal } from './shutdown';
import { startRuntime } from './start';
import { STREAM_PATH, serveRawStream } from './stream-route';

/**
 * The most connections that may wait to be accepted, if net.core.somaxconn allows it: when many clients reconnect,
 * Node's default of 511 is too small, and a client that finds no place retries only after one, three and seven seconds.
 */
const BACKLOG = 16_384;

/** The websocket of Next's development server. */
const RELOAD_PATH = '/_next/hmr';

async function main(): Promise<void> {
  const { PORT, HOST, NODE_ENV } = env();
  if (NODE_ENV === 'production') captureConsole();
  process.env.NEXT_TELEMETRY_DISABLED ??= '1';
  // This server handles upgrades itself (socket-taker.ts): Next gets a server at which no upgrade arrives.
  const httpServer = createServer();
  const development = NODE_ENV === 'development';
  if (!development) process.env.__NEXT_PRIVATE_STANDALONE_CONFIG ??= builtConfig();
  const app = next({ dev: development, hostname: HOST, port: PORT, httpServer });
  // Each of the two waits for the disk and for timers, so they run concurrently.
  const [{ runtime, demo }] = await Promise.all([startProduct(), app.prepare()]);
  const handle = app.getRequestHandler();
  const sendCompressed = development ? null : compressedFiles();
  const known = development ? null : readAddresses();
  const answer = async (request: IncomingMessage, response: ServerResponse, asked: Asked): Promise<void> => {
    sealClientAddress(request);
    const endpoint = asked.kind === 'api' ? findEndpoint(request.method ?? '', request.url ?? '') : null;
    if (endpoint) return serveEndpoint(request, response, endpoint);
    for (const [name, value] of Object.entries(securityHeaders())) response.setHeader(name, value);
    if (refuseForeignHost(request, response)) return;
    if (await sendCompressed?.(request, response)) return;
    if (await answerCheaply(request, response, asked)) return;
    await handle(request, response);
  };
  // Everything before the first promise runs in the same turn as the request's event: only then can a stream take over
  // the socket.
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let asked: Asked;
    try {
      asked = judgeRequest(request, known);
    } catch (error) {
      await refuse(request, response, toDomainError(error));
      return;
    }
    await (isStream(request.url) ? serveRawStream(request, response, taker) : answer(request, response, asked));
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response).catch((error: unknown) => {
      log().error({ err: error }, 'request failed');
      response.destroy();
    });
  };
  const server = createServer(DEADLINES, listener);
  boundConnections(server);
  const reload = app.getUpgradeHandler();
  const taker = new SocketTaker(server, (request, socket, head) => {
    if (development && request.url?.startsWith(RELOAD_PATH)) void reload(request, socket, head);
    else answerUpgrade(request, socket, listener);
  });
  stopOnSignal(server, runtime);
  server.listen({ port: PORT, host: HOST, backlog: BACKLOG });
  await once(server, 'listening');
  announce(server);
  runtime.startBackground();
  await printSetup();
  if (demo) process.stdout.write(`${describeAccounts(demo)}\n`);
}

/**
 * Next's configuration as it was at the build, as JSON. Next's own standalone server is started with it in the same way:
 * `next.config.ts` is not compiled again, and need not be beside the server.
 */
function builtConfig(): string {
  return JSON.stringify(JSON.parse(readFileSync('.next/required-server-files.json', 'utf8')).config);
}

async function startProduct() {
  const runtime = await startRuntime();
  return { runtime, demo: await seedDemoAtStart() };
}

/** The stream's path is matched before Next, so that Next cannot buffer or end the stream. */
function isStream(url = ''): boolean {
  return url === STREAM_PATH || url.startsWith(`${STREAM_PATH}?`);
}

function announce(server: Server): void {
  const { port, address } = server.address() as AddressInfo;
  log().info({ port, address, nativeFanOut: nativeSend() !== null }, 'listening');
  const lan = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  const everywhere = address === '0.0.0.0' || address === '::';
  const lines = [
    '',
    '  Aforo está listo · Aforo is ready',
    `  Local:  http://${everywhere ? 'localhost' : address}:${port}`,
  ];
  if (lan && everywhere) lines.push(`  Red · Network:  http://${lan.address}:${port}`);
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

/**
 * A fault that the person who starts the server can fix is explained in words; other faults are printed with their
 * stack.
 */
function explain(error: unknown): string {
  if (error instanceof EnvError) return `Configuración no válida · Invalid configuration\n${error.message}`;
  if (error instanceof FolderInUseError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE' || code === 'EACCES') {
    const { HOST, PORT } = env();
    return (
      `No se puede escuchar en ${HOST}:${PORT} (${code}). Elige otro puerto con PORT.\n` +
      `Cannot listen on ${HOST}:${PORT} (${code}). Choose another port with PORT.`
    );
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
