import { sql } from 'drizzle-orm';
import { customType, index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '@/platform/db/columns';

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/**
 * Who may have lost access: written by triggers on session, membership and business, so that no kind of change can be
 * forgotten. `xid` orders rows by transaction: the rows below the xmin of a snapshot are all visible
 * (access-changes.ts).
 */
export const accessChange = pgTable(
  'access_change',
  {
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    sessionId: text('session_id'),
    userId: text('user_id'),
    businessId: text('business_id'),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [index('access_change_xid_idx').on(t.xid)],
);
