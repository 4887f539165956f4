import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { seedDemoAtStart } from '@db/seed/demo';
import { tellAccounts } from '@db/seed/tell-accounts';
import next from 'next';
import { SocketTaker } from '@/realtime/server/socket-taker';
import { sealClientAddress } from './client-address';
import { FolderInUseError } from './db/lock';
import { EnvError, env } from './env';
import { captureConsole, log } from './log';
import { nativeSend } from './native-send';
import { tellSetup } from './setup-code';
import { stopOnSignal } from './shutdown';
import { startRuntime } from './start';
import { STREAM_PATH, serveRawStream } from './stream-route';

/**
 * Connections that may wait for us, as far as net.core.somaxconn lets them: a crowd that returns is larger than Node's 511, and who
 * finds no room asks again only after one, three and seven seconds.
 */
const BACKLOG = 16_384;

async function main(): Promise<void> {
  const { PORT, HOST, NODE_ENV } = env();
  if (NODE_ENV === 'production') captureConsole();
  const runtime = await startRuntime();
  const demo = await seedDemoAtStart();
  process.env.NEXT_TELEMETRY_DISABLED ??= '1';
  // Upgrades are ours to hand on (socket-taker.ts): Next is given a server that none arrives at.
  const httpServer = createServer();
  const app = next({ dev: NODE_ENV === 'development', hostname: HOST, port: PORT, httpServer });
  await app.prepare();
  const handle = app.getRequestHandler();
  const serve = (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (isStream(request.url)) return serveRawStream(request, response, taker);
    sealClientAddress(request);
    return handle(request, response);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      log().error({ err: error }, 'request failed');
      response.destroy();
    });
  });
  const taker = new SocketTaker(server, app.getUpgradeHandler());
  // Longer than the idle time of usual proxies (60 s), so that they, not we, end an idle connection.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 80_000;
  stopOnSignal(server, runtime);
  server.listen({ port: PORT, host: HOST, backlog: BACKLOG });
  await once(server, 'listening');
  announce(server);
  await tellSetup();
  if (demo) process.stdout.write(`${tellAccounts(demo)}\n`);
}

/** The stream's path is matched before Next, so that nothing can buffer or cut it. */
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
  const lines = ['', '  Aforo está listo', `  Local:  http://${everywhere ? 'localhost' : address}:${port}`];
  if (lan && everywhere) lines.push(`  Red:    http://${lan.address}:${port}`);
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

/** Faults that the person who starts the server can mend are told in words; others with their stack. */
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
