import { renewEpochs } from '@/modules/venues/renew-epochs';
import { FolderInUseError } from '@/platform/db/lock';
import { startRuntime } from '../start';

/**
 * `npm run db:restored`, once after a database was restored from a backup: notifies every screen that changes after the
 * backup are lost. With an embedded database the server must be stopped; with PostgreSQL servers may run.
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
