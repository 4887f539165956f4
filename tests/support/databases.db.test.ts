import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { business } from '@/modules/venues/tables';
import { database, db } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import { describeDatabases } from './databases';

for (const round of ['first', 'second']) {
  describeDatabases(`${round} suite in a file`, (kind) => {
    it('has the process use its own empty, migrated database', async () => {
      expect(database().kind).toBe(kind);
      expect(await db().select().from(business)).toEqual([]);
      expect(env().DATABASE_URL === undefined).toBe(kind === 'embedded');
      await db().insert(business).values({ id: 'b', slug: 'b', name: 'B', timeZone: 'America/Guayaquil', epoch: 'e' });
      const { rows } = (await db().execute(sql`select count(*)::int as n from business`)) as unknown as {
        rows: { n: number }[];
      };
      expect(rows).toEqual([{ n: 1 }]);
    });
  });
}
