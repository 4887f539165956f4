import type { Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import type { Letter } from './draw-letter';
import { drawTemplate } from './draw-template';
import type { TemplateKind } from './rules';
import type { TemplateText } from './template-rules';

/** What a letter to a person of the team tells. */
interface MemberFacts {
  readonly venue: string;
  /** In the reader's language; absent where the letter is about none. */
  readonly role?: string;
  /** The page of the link. */
  readonly url: string;
}

export function drawMemberLetter(
  kind: Extract<TemplateKind, 'invitation' | 'recovery'>,
  locale: Locale,
  text: TemplateText,
  { url, ...values }: MemberFacts,
): Letter {
  const { link, why } = MESSAGES[locale].mail.letter[kind];
  return drawTemplate(locale, text, { values, link: { label: link, url }, footer: why });
}
