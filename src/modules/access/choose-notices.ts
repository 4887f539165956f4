import { eq } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import type { NoticeChoice } from './answers';
import { user } from './tables';

/** Users choose the notices of their own account only. */
export async function chooseNotices(userId: string, notices: NoticeChoice): Promise<void> {
  await db().update(user).set({ notices }).where(eq(user.id, userId));
}
