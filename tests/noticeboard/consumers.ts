import { sql } from 'drizzle-orm';
import type { Consumer } from '@/modules/events/consume';
import { noticeTally } from './tables';

export const NOTICE_CONSUMERS: readonly Consumer[] = [
  {
    name: 'notice-tally',
    async handle(tx, businessId, events) {
      const changes = events.filter(({ type }) => type === 'notice-changed').length;
      await tx
        .insert(noticeTally)
        .values({ businessId, changes })
        .onConflictDoUpdate({
          target: noticeTally.businessId,
          set: { changes: sql`${noticeTally.changes} + ${changes}` },
        });
    },
  },
];
