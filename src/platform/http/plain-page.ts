import { createHash } from 'node:crypto';
import type { Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';

export interface PlainText {
  readonly title: string;
  readonly body: string;
  /** The text of a link to the first page. */
  readonly action?: string;
}

const STYLE = `
:root{color-scheme:light dark;--ground:#f7f3f6;--ink:#211521;--soft:#504350;--accent:#ba0675;--on:#fffafc}
@media(prefers-color-scheme:dark){:root{--ground:#100a11;--ink:#f7f2f6;--soft:#cbc0ca;--accent:#fb6bb2;--on:#1e0512}}
body{margin:0;min-height:100dvh;display:grid;place-items:center;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;text-align:center}
main{max-width:28rem;padding:2rem 1.5rem}
h1{margin:0;font-size:1.25rem;text-wrap:balance}
p{margin:.5rem 0 0;color:var(--soft);font-size:.875rem;text-wrap:balance}
a{display:inline-block;margin-top:1.5rem;padding:.6rem 1.1rem;border-radius:.6rem;background:var(--accent);color:var(--on);font-weight:600;text-decoration:none}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;

/** Allows the page's own style, by its hash, and nothing else. */
export const PLAIN_PAGE_POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `img-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** A page without React: strangers may request it as often as they like, so it must cost no rendering. */
export function plainPage({ title, body, action }: PlainText, locale: Locale): string {
  const link = action ? `<a href="/">${action}</a>` : '';
  return `<!doctype html>
<html lang="${locale}" translate="no"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} · ${MESSAGES[locale].common.appName}</title><link rel="icon" href="/icon.svg"><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${body}</p>${link}</main></body></html>
`;
}
