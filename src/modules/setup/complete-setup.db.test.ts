import { expect, it } from 'vitest';
import { user } from '@/modules/access/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { completeSetup } from './complete-setup';

describeDatabases('completeSetup', () => {
  it('makes one first owner of many who ask in the same instant', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        completeSetup(
          {
            name: 'Rosa',
            email: `rosa${i}@local.test`,
            businessName: `Local ${i}`,
            timeZone: 'America/Guayaquil',
            cutoffHour: 4,
          },
          'none',
        ),
      ),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'SETUP_DONE' });
    }
    expect(await db().select().from(user)).toHaveLength(1);
  });
});
