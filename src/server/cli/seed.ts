import { seedDemoIfEmpty } from '@db/seed/demo';
import { describeAccounts } from '@db/seed/describe-accounts';
import { FolderInUseError } from '@/platform/db/lock';
import { startRuntime } from '../start';

/**
 * `npm run demo:seed`: fills an empty database with the demo and prints its accounts. The server must not have the
 * folder open.
 */
async function main(): Promise<void> {
  const runtime = await startRuntime();
  const demo = await seedDemoIfEmpty();
  process.stdout.write(
    demo
      ? describeAccounts(demo)
      : 'Ya hay cuentas: no se añadió nada.\nThe database has accounts already: nothing was seeded.\n',
  );
  await runtime.stop();
}

main().catch((error: unknown) => {
  if (!(error instanceof FolderInUseError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
