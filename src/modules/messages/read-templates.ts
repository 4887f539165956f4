import { eq } from 'drizzle-orm';
import { LOCALES } from '@/i18n/locale';
import type { Context } from '@/modules/access/context';
import { readCursor } from '@/modules/events/reads';
import { snapshot } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import type { TemplateList } from './answers';
import { showTemplate } from './find-template';
import { TEMPLATE_KINDS } from './rules';
import { messageTemplate } from './tables';

/** The texts of a venue, each kind in each language, with the cursor of the same snapshot. */
export async function listTemplates(ctx: Context): Promise<TemplateList> {
  return snapshot(async (tx) => {
    const rows = await tx.select().from(messageTemplate).where(eq(messageTemplate.businessId, ctx.venue.id));
    const templates = TEMPLATE_KINDS.flatMap((kind) =>
      LOCALES.map((locale) => {
        const row = rows.find((one) => one.kind === kind && one.locale === locale);
        return showTemplate({ kind, locale }, row);
      }),
    );
    return { templates, sends: env().SMTP_URL !== undefined, cursor: await readCursor(tx, ctx) };
  });
}
