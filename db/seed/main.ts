import { migrate } from '@/server/db/migrate';
import { database } from '@/server/db/transaction';
import { env } from '@/server/env';
import { seedDemoIfEmpty } from './demo';

/** `npm run demo:seed`: fills an empty database with the demo and tells who may enter. */
async function main(): Promise<void> {
  await migrate(database(), env().DATABASE_URL);
  const demo = await seedDemoIfEmpty();
  process.stdout.write(demo ? tellAccounts(demo) : 'The database has accounts already: nothing was seeded.\n');
  await database().close();
}

function tellAccounts({ accounts, password }: NonNullable<Awaited<ReturnType<typeof seedDemoIfEmpty>>>): string {
  const lines = accounts.map(({ email, role, venue }) => `  ${email.padEnd(24)} ${role.padEnd(8)} ${venue}`);
  return `Demo accounts:\n${lines.join('\n')}\nPassword of all: ${password ?? 'DEMO_PASSWORD'}\n`;
}

await main();
