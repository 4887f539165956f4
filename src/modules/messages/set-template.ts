import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { EVENT_SEQ } from '@/modules/events/emit';
import { rowInsert } from '@/platform/db/row-write';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { Template } from './answers';
import { recordTemplate } from './change';
import { checkTemplate } from './check-template';
import { builtInText, findTemplate, showTemplate } from './find-template';
import type { TemplateInput, TemplateName } from './schema';
import { messageTemplate } from './tables';
import { isSameText, type TemplateText } from './template-rules';

/**
 * Writes a venue's own text. One that equals the built-in text is not kept, and where nothing differs nothing is
 * written. Throws VALIDATION, and VERSION_CONFLICT with the current text.
 */
export async function saveTemplate(ctx: Context, input: TemplateInput): Promise<Template> {
  checkTemplate(input);
  const { kind, locale, ...text } = input;
  return setTemplate(ctx, { kind, locale }, text);
}

/** Removes a venue's own text, so that the built-in one holds again. Throws VERSION_CONFLICT. */
export async function resetTemplate(ctx: Context, name: TemplateName): Promise<Template> {
  return setTemplate(ctx, name, builtInText(name));
}

function setTemplate(ctx: Context, { kind, locale }: TemplateName, text: TemplateText): Promise<Template> {
  const name = { kind, locale };
  const businessId = ctx.venue.id;
  return transaction(async (tx) => {
    // There may be no row to lock.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('templates'), hashtext(${businessId}))`);
    const before = await findTemplate(businessId, name, tx);
    const { ifMatch } = ctx.request;
    if (ifMatch !== undefined && ifMatch !== before.version)
      throw new DomainError('VERSION_CONFLICT', { extra: { current: before } });
    const isBuiltIn = isSameText(text, before.builtIn);
    if (isSameText(text, before) && before.isOwn !== isBuiltIn) return before;
    await tx
      .delete(messageTemplate)
      .where(
        and(
          eq(messageTemplate.businessId, businessId),
          eq(messageTemplate.kind, kind),
          eq(messageTemplate.locale, locale),
        ),
      );
    const row = { businessId, ...name, ...text, version: EVENT_SEQ as unknown as number };
    const version = await recordTemplate(
      tx,
      ctx,
      {
        ...{ action: isBuiltIn ? 'template.reset' : 'template.changed', id: `${kind}.${locale}` },
        ...{ before, after: text },
      },
      isBuiltIn ? [] : [rowInsert(messageTemplate, row)],
    );
    return showTemplate(name, isBuiltIn ? undefined : { ...text, version });
  });
}
