import { spawnSync } from 'node:child_process';
import type { TestServer } from './server';

/** What `npm run db:restored` does: no cursor from before can be continued. An embedded database's server must be stopped. */
export function renewEpochs({ env }: TestServer): void {
  const { status, stderr } = spawnSync(process.execPath, ['build/restored.mjs'], { env, encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(`The epochs were not renewed (${status}):\n${stderr}`);
}

/** The server is away for a moment; the streams that come back are told to fetch anew. */
export async function restartWithNewEpochs(server: TestServer): Promise<void> {
  await server.kill9();
  renewEpochs(server);
  await server.restart();
}
