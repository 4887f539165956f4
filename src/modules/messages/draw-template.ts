import { isolate } from '@/i18n/isolate';
import type { Locale } from '@/i18n/locale';
import { cleanLine } from '@/platform/input/text';
import type { Fact, Letter, LetterLink, LetterPart } from './draw-letter';
import { type Block, blockOf, type Place, splitTemplate, type TemplateText } from './template-rules';

/** What the places of a template stand for in one letter. */
interface Filling {
  readonly values: Readonly<Partial<Record<Place, string>>>;
  readonly facts?: readonly Fact[];
  readonly link?: LetterLink;
  /** The same as a sheet to print. */
  readonly pdf?: LetterLink;
  /** The page on which a guest changes or cancels a booking that they made themselves. */
  readonly manage?: LetterLink;
  readonly footer: string;
}

/** The letter of a text: values are put in where the places were, and are never read as places themselves. */
export function drawTemplate(locale: Locale, { subject, body }: TemplateText, filling: Filling): Letter {
  const [first, ...others] = partsOf(body.split('\n'), filling);
  const isTitle = first?.kind === 'text';
  return {
    locale,
    subject: cleanLine(fill(subject, filling)),
    title: isTitle ? first.text : null,
    parts: isTitle || !first ? others : [first, ...others],
    footer: filling.footer,
  };
}

/** The first line, and then each paragraph and each block. */
function partsOf(lines: readonly string[], filling: Filling): LetterPart[] {
  const parts: LetterPart[] = [];
  let paragraph: string[] = [];
  const end = () => {
    if (paragraph.length > 0) parts.push({ kind: 'text', text: paragraph.join('\n') });
    paragraph = [];
  };
  for (const line of lines) {
    const block = blockOf(line);
    if (block !== null || line.trim() === '') end();
    const drawn = block === null ? null : drawBlock(block, filling);
    if (drawn) parts.push(drawn);
    if (block === null && line.trim() !== '') paragraph.push(fill(line.trim(), filling));
    if (parts.length === 0) end();
  }
  end();
  return parts;
}

function drawBlock(block: Block, { facts, link, pdf, manage }: Filling): LetterPart | null {
  if (block === 'link') return link ? { kind: 'link', ...link } : null;
  if (block === 'pdf') return pdf ? { kind: 'pdf', ...pdf } : null;
  if (block === 'manage') return manage ? { kind: 'manage', ...manage } : null;
  return facts ? { kind: 'facts', facts } : null;
}

/** A place without a value stays as it is written. */
function fill(text: string, { values }: Filling): string {
  return splitTemplate(text)
    .map((piece) => {
      if (piece.kind !== 'place') return piece.text;
      const value = values[piece.text as Place];
      return value === undefined ? `{${piece.text}}` : isolate(cleanLine(value));
    })
    .join('');
}
