import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { seedDemoIfEmpty } from '@db/seed/demo';
import { tellAccounts } from '@db/seed/tell-accounts';
import next from 'next';
import { sealClientAddress } from './client-address';
import { FolderInUseError } from './db/lock';
import { EnvError, env } from './env';
import { log } from './log';
import { stopOnSignal } from './shutdown';
import { startRuntime } from './start';
import { STREAM_PATH, serveRawStream } from './stream-route';

async function main(): Promise<void> {
  const { PORT, HOST, NODE_ENV, DATABASE_URL } = env();
  const runtime = await startRuntime();
  const demo = DATABASE_URL ? null : await seedDemoIfEmpty();
  process.env.NEXT_TELEMETRY_DISABLED ??= '1';
  const app = next({ dev: NODE_ENV === 'development', hostname: HOST, port: PORT });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => {
    sealClientAddress(request);
    const served = isStream(request.url) ? serveRawStream(request, response) : handle(request, response);
    served.catch((error: unknown) => {
      log().error({ err: error }, 'request failed');
      response.destroy();
    });
  });
  // Longer than the idle time of usual proxies (60 s), so that they, not we, end an idle connection.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 80_000;
  stopOnSignal(server, runtime);
  server.listen(PORT, HOST);
  await once(server, 'listening');
  announce(server);
  if (demo) process.stdout.write(`${tellAccounts(demo)}\n`);
}

/** The stream's path is matched before Next, so that nothing can buffer or cut it. */
function isStream(url = ''): boolean {
  return url === STREAM_PATH || url.startsWith(`${STREAM_PATH}?`);
}

function announce(server: Server): void {
  const { port, address } = server.address() as AddressInfo;
  log().info({ port, address }, 'listening');
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
