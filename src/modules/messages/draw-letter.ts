import type { Locale } from '@/i18n/locale';
import { inkOn } from '@/modules/venues/accent';
import type { Brand } from '@/modules/venues/find-brand';

/** A name and a value, such as a date. */
export type Fact = readonly [name: string, value: string];

export interface LetterLink {
  readonly label: string;
  readonly url: string;
}

export type LetterPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | ({ readonly kind: 'link' } & LetterLink)
  /** A file, or another page, by a link in the text instead of a button. */
  | ({ readonly kind: 'pdf' } & LetterLink)
  | ({ readonly kind: 'manage' } & LetterLink);

/** The content of an e-mail, without any form. */
export interface Letter {
  readonly locale: Locale;
  readonly subject: string;
  readonly title: string | null;
  readonly parts: readonly LetterPart[];
  /** Why the recipient has it, below everything else. */
  readonly footer: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** For programs that read mail without HTML. */
export function drawText({ title, parts, footer }: Letter): string {
  const blocks = [...(title === null ? [] : [title]), ...parts.map(partAsText), `-- \n${footer}`];
  return `${blocks.join('\n\n')}\n`;
}

function partAsText(part: LetterPart): string {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'link' || part.kind === 'pdf' || part.kind === 'manage') return `${part.label}:\n${part.url}`;
  return part.facts.map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** By which the letter names the picture that is attached to it. */
export const LOGO_CID = 'logo@aforo';

const FONT = 'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

const NO_BRAND: Brand = { accent: null, logo: null };

/**
 * A page of a few kilobytes that loads nothing but `logoUrl`, the picture attached to the message unless said. Colours stand in the
 * elements, for programs that drop the sheet; the sheet changes them in the dark, except a venue's accent, which is visible on both grounds.
 */
export function drawHtml(
  { locale, subject, title, parts, footer }: Letter,
  { accent, logo } = NO_BRAND,
  logoUrl = `cid:${LOGO_CID}`,
): string {
  const picture = logo
    ? `<p style="margin:0 0 20px"><img src="${logoUrl}" alt="" height="56" style="display:inline-block;height:56px;max-width:224px;padding:8px;border-radius:10px;background:#ffffff"></p>\n`
    : '';
  const edge = accent === null ? '' : `;border-top:6px solid ${accent}`;
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>@media (prefers-color-scheme:dark){body,.page{background:#171118!important;color:#f4eef5!important}.soft{color:#b9adbb!important}.button{background:#f65eab!important;color:#1b0f17!important}.text{color:#f65eab!important}.line{border-color:#3a2e3c!important}}</style></head>
<body style="margin:0;background:#ffffff;color:#1d151f;${FONT};font-size:16px;line-height:1.5">
<div class="page" style="max-width:560px;margin:0 auto;padding:28px 20px;background:#ffffff;color:#1d151f${edge}">
${picture}${title === null ? '' : `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.25">${escaped(title)}</h1>`}
${parts.map((part) => partAsHtml(part, accent)).join('\n')}
<p class="soft line" style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e4dce5;font-size:13px;color:#5f5661">${escaped(footer)}</p>
</div></body></html>
`;
}

function partAsHtml(part: LetterPart, accent: string | null): string {
  if (part.kind === 'text') return `<p style="margin:0 0 16px">${escaped(part.text).replaceAll('\n', '<br>')}</p>`;
  if (part.kind === 'link') {
    const look = accent === null ? 'background:#a8135f;color:#ffffff' : `background:${accent};color:${inkOn(accent)}`;
    return (
      `<p style="margin:24px 0"><a class="${accent === null ? 'button' : 'own'}" href="${escaped(part.url)}" style="display:inline-block;padding:13px 22px;border-radius:10px;${look};font-weight:600;text-decoration:none">${escaped(part.label)}</a></p>` +
      `<p class="soft" style="margin:0 0 16px;font-size:13px;color:#5f5661;word-break:break-all">${escaped(part.url)}</p>`
    );
  }
  if (part.kind === 'pdf' || part.kind === 'manage')
    return `<p style="margin:0 0 16px"><a class="text" href="${escaped(part.url)}" style="color:#a8135f;font-weight:600">${escaped(part.label)}</a></p>`;
  const rows = part.facts.map(
    ([name, value]) =>
      `<tr><td class="soft" style="padding:4px 16px 4px 0;color:#5f5661;vertical-align:top">${escaped(name)}</td>` +
      `<td style="padding:4px 0;font-weight:600">${escaped(value)}</td></tr>`,
  );
  return `<table role="presentation" style="border-collapse:collapse;margin:0 0 16px;font-size:16px">${rows.join('')}</table>`;
}
