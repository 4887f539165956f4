import { renewEpochs } from '@/modules/venues/renew-epochs';
import { FolderInUseError } from '@/platform/db/lock';
import { startRuntime } from '../start';

/**
 * `npm run db:restored`, once after a database was brought back from a copy: tells every screen that what it saw after the copy
 * is gone. With an embedded database the server must be stopped; with PostgreSQL servers may run.
 */
async function main(): Promise<void> {
  const runtime = await startRuntime();
  const count = await renewEpochs();
  process.stdout.write(
    `${count} locales: cada pantalla vuelve a pedir su lista.\n${count} venues: every screen will fetch its list again.\n`,
  );
  await runtime.stop();
}

main().catch((error: unknown) => {
  if (!(error instanceof FolderInUseError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
