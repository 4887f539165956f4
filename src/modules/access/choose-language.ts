import { eq } from 'drizzle-orm';
import type { Locale } from '@/i18n/locale';
import { db } from '@/platform/db/transaction';
import { user } from './tables';

/** Users choose the language of their own account only. */
export async function chooseLanguage(userId: string, locale: Locale): Promise<void> {
  await db().update(user).set({ locale }).where(eq(user.id, userId));
}
