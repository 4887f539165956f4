import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import { transaction } from '@/platform/db/transaction';
import type { JobKind } from '@/platform/jobs/kind';
import { EXPIRE_NOTICE } from './expire-notice';
import { notice } from './tables';
import { removeNotice } from './write-notice';

export const NOTICE_JOBS: readonly JobKind[] = [
  {
    kind: EXPIRE_NOTICE,
    async run({ key, now }) {
      const [businessId = '', id = ''] = key.split(' ');
      await transaction(async (tx) => {
        const [row] = await tx.select().from(business).where(eq(business.id, businessId));
        // Taken down already, as after a run that was repeated.
        const [pinned] = await tx
          .select()
          .from(notice)
          .where(and(eq(notice.id, id), isNull(notice.removedAt)));
        if (!row || !pinned) return;
        const venue = { ...row, id: row.id as BusinessId };
        await removeNotice(tx, { venue, userId: null, requestId: randomUUID(), now }, id);
      });
      return null;
    },
  },
];
