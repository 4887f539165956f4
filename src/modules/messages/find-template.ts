import { and, eq } from 'drizzle-orm';
import type { Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import type { Database, Tx } from '@/platform/db/client';
import { db } from '@/platform/db/transaction';
import type { Template } from './answers';
import type { TemplateKind } from './rules';
import { messageTemplate } from './tables';
import type { TemplateText } from './template-rules';

interface Name {
  readonly kind: TemplateKind;
  readonly locale: Locale;
}

/** The text that every venue begins with. */
export function builtInText({ kind, locale }: Name): TemplateText {
  const { subject, body } = MESSAGES[locale].mail.letter[kind];
  return { subject, body };
}

/** The text by which a venue writes a kind of message: its own, or the built-in one. */
export async function findTemplate(
  businessId: string,
  { kind, locale }: Name,
  on: Database | Tx = db(),
): Promise<Template> {
  const [row] = await on
    .select()
    .from(messageTemplate)
    .where(
      and(
        eq(messageTemplate.businessId, businessId),
        eq(messageTemplate.kind, kind),
        eq(messageTemplate.locale, locale),
      ),
    );
  return showTemplate({ kind, locale }, row);
}

/** A template as its endpoints answer with it. */
export function showTemplate(name: Name, row: (TemplateText & { readonly version: number }) | undefined): Template {
  const builtIn = builtInText(name);
  const { subject, body } = row ?? builtIn;
  return { ...name, subject, body, builtIn, isOwn: row !== undefined, version: row?.version ?? 0 };
}
