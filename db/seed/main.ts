import { migrate } from '@/server/db/migrate';
import { database } from '@/server/db/transaction';
import { env } from '@/server/env';
import { seedDemoIfEmpty } from './demo';
import { tellAccounts } from './tell-accounts';

/** `npm run demo:seed`: fills an empty database with the demo and tells who may enter. */
async function main(): Promise<void> {
  await migrate(database(), env().DATABASE_URL);
  const demo = await seedDemoIfEmpty();
  process.stdout.write(demo ? tellAccounts(demo) : 'The database has accounts already: nothing was seeded.\n');
  await database().close();
}

await main();
