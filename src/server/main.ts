import { createServer } from 'node:http';
import next from 'next';
import { migrate } from './db/migrate';
import { database } from './db/transaction';
import { env } from './env';
import { log } from './log';

async function main(): Promise<void> {
  const { PORT, HOST, NODE_ENV, DATABASE_URL } = env();
  await migrate(database(), DATABASE_URL);
  const app = next({ dev: NODE_ENV === 'development', hostname: HOST, port: PORT });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer((req, res) => void handle(req, res));
  server.listen(PORT, HOST, () => log().info({ PORT, HOST }, 'listening'));
}

void main();
