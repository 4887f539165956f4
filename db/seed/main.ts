import { FolderInUseError } from '@/platform/db/lock';
import { startRuntime } from '@/server/start';
import { seedDemoIfEmpty } from './demo';
import { tellAccounts } from './tell-accounts';

/** `npm run demo:seed`: fills an empty database with the demo and tells who may enter. The server must not have the folder open. */
async function main(): Promise<void> {
  const runtime = await startRuntime();
  const demo = await seedDemoIfEmpty();
  process.stdout.write(
    demo
      ? tellAccounts(demo)
      : 'Ya hay cuentas: no se añadió nada.\nThe database has accounts already: nothing was seeded.\n',
  );
  await runtime.stop();
}

main().catch((error: unknown) => {
  if (!(error instanceof FolderInUseError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
