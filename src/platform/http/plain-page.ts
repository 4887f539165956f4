import { createHash } from 'node:crypto';
import { LOCALE, messages } from '@/i18n/messages';

export interface PlainText {
  readonly title: string;
  readonly body: string;
  /** The text of a link to the first page. */
  readonly action?: string;
}

const STYLE = `
:root{color-scheme:light dark;--ground:oklch(.967 .006 330);--ink:oklch(.215 .03 325);--soft:oklch(.4 .028 325);--accent:oklch(.52 .213 352);--on:oklch(.99 .005 350)}
@media(prefers-color-scheme:dark){:root{--ground:oklch(.158 .018 322);--ink:oklch(.965 .008 330);--soft:oklch(.82 .018 328);--accent:oklch(.725 .19 352);--on:oklch(.17 .05 350)}}
body{margin:0;min-height:100dvh;display:grid;place-items:center;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;text-align:center}
main{max-width:28rem;padding:2rem 1.5rem}
h1{margin:0;font-size:1.25rem;text-wrap:balance}
p{margin:.5rem 0 0;color:var(--soft);font-size:.875rem;text-wrap:balance}
a{display:inline-block;margin-top:1.5rem;padding:.6rem 1.1rem;border-radius:.6rem;background:var(--accent);color:var(--on);font-weight:600;text-decoration:none}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;

/** The page's own style, by its hash, and nothing else. */
export const PLAIN_PAGE_POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `img-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** A page without React: what a stranger may ask for as often as they like costs no rendering. */
export function plainPage({ title, body, action }: PlainText): string {
  const link = action ? `<a href="/">${action}</a>` : '';
  return `<!doctype html>
<html lang="${LOCALE}" translate="no"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} · ${messages.common.appName}</title><link rel="icon" href="/icon.svg"><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${body}</p>${link}</main></body></html>
`;
}
