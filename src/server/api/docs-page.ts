import { createHash } from 'node:crypto';
import type { Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { handled } from '@/modules/access/route';
import { ERROR_CODES } from '@/platform/errors';
import { originOf } from '@/platform/http/origin';
import { statusOf } from '@/platform/http/problem';
import { typeText } from './docs-types';
import { type Endpoint, endpoint } from './endpoint';
import { operation } from './operation';

const STYLE = `
:root{color-scheme:light dark;--ground:#f7f3f6;--card:#fffdfe;--ink:#211521;--soft:#504350;--line:#d9ccd6;--accent:#ba0675}
@media(prefers-color-scheme:dark){:root{--ground:#100a11;--card:#1b131c;--ink:#f7f2f6;--soft:#cbc0ca;--line:#43374a;--accent:#fb6bb2}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
main{max-width:56rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.2rem;margin:2.25rem 0 .75rem}h3{font-size:.9rem;margin:1rem 0 .35rem}
p,li,td,th{color:var(--soft);font-size:.9rem}
a{color:var(--accent)}a:focus-visible,summary:focus-visible,pre:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:0 .25rem;margin:0;padding:0;list-style:none}
nav a{display:inline-flex;align-items:center;min-height:44px;padding:0 .75rem}
details{margin:.5rem 0;border:1px solid var(--line);border-radius:.6rem;background:var(--card)}
summary{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:center;min-height:44px;padding:.4rem .9rem;cursor:pointer;overflow-wrap:anywhere}
summary b{min-width:4.2rem;color:var(--accent)}
details>div{padding:0 .9rem .9rem}
code,pre{font:.85rem/1.5 ui-monospace,monospace}
pre{margin:0;padding:.7rem .9rem;overflow-x:auto;border-radius:.5rem;background:var(--ground);border:1px solid var(--line)}
table{border-collapse:collapse;width:100%}td,th{padding:.35rem .6rem .35rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
@media(max-width:40rem){thead{display:none}tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}td,th{display:block;padding:0;border:0}}
`;

/** Allows the page's own style, by its hash, and nothing else. */
const POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `img-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: object;
}

interface Described {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security?: readonly object[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
  readonly 'x-permission'?: string;
  readonly 'x-keys': boolean;
}

interface Listed {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}

/**
 * The description of the API as a page for people: plain HTML without a script, made from the same list as the document
 * for programs. It is public, as that document is, and drawn once in each language.
 */
export function docsPageOf(describe: () => object): Endpoint {
  const pages = new Map<Locale, string>();
  const serve = handled(async (request, _params, _requestId, { locale }) => {
    const page = pages.get(locale) ?? drawDocs(describe() as Listed, locale);
    pages.set(locale, page);
    return new Response(page.replace(ORIGIN, escaped(originOf(request.headers, request.url))), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-language': locale,
        'content-security-policy': POLICY,
      },
    });
  });
  return endpoint('/api/docs', { GET: operation({ actor: 'public', input: null, output: null, serve }) });
}

/** Stands in a kept page for the address by which its reader has reached the server. */
const ORIGIN = '{origin}';

function drawDocs(document: Listed, locale: Locale): string {
  const t = MESSAGES[locale].docs;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ path, method: method.toUpperCase(), described })),
  );
  const names = [...new Set(operations.map(({ described }) => described.tags[0] ?? ''))];
  const listed = (name: string) => operations.filter(({ described }) => described.tags[0] === name);
  const example = `curl ${ORIGIN}/api/reservas \\\n  -H 'Authorization: Bearer aforo_…'`;
  return `<!doctype html>
<html lang="${locale}" translate="no"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(t.title)} · ${escaped(MESSAGES[locale].common.appName)}</title><link rel="icon" href="/icon.svg"><style>${STYLE}</style></head>
<body><main><h1>${escaped(t.title)}</h1>
<p>${escaped(t.lead)} <a href="/api/openapi.json">${escaped(t.document)}</a></p>
<h2>${escaped(t.key.title)}</h2><p>${escaped(t.key.body)}</p>${block(example, t.key.title)}
<ul>${[t.key.venue, t.key.limit, t.key.repeat, t.key.stream].map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>
<nav aria-label="${escaped(t.sections)}"><ul>${[...names, 'schemas', 'errors'].map((name) => `<li><a href="#${name}">${escaped(titleOf(name, t))}</a></li>`).join('')}</ul></nav>
${names
  .map(
    (name) =>
      `<h2 id="${name}">${escaped(titleOf(name, t))}</h2>${listed(name)
        .map((one) => drawOperation(one, document, t))
        .join('\n')}`,
  )
  .join('\n')}
<h2 id="schemas">${escaped(t.schemas)}</h2>
${Object.entries(document.components.schemas)
  .map(([name, schema]) => `<h3>${name}</h3>${block(typeText(schema), name)}`)
  .join('\n')}
<h2 id="errors">${escaped(t.errors.title)}</h2><p>${escaped(t.errors.body)}</p>
<table><thead><tr><th scope="col">${escaped(t.errors.code)}</th><th scope="col">${escaped(t.errors.status)}</th><th scope="col">${escaped(t.errors.meaning)}</th></tr></thead>
<tbody>${ERROR_CODES.map((code) => `<tr><td><code>${code}</code></td><td>${statusOf(code)}</td><td>${escaped(MESSAGES[locale].errors[code])}</td></tr>`).join('')}</tbody></table>
</main></body></html>
`;
}

type Texts = (typeof MESSAGES)[Locale]['docs'];

function titleOf(name: string, t: Texts): string {
  if (name === 'schemas') return t.schemas;
  return name === 'errors' ? t.errors.title : `/api/${name}`;
}

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly described: Described;
}

function drawOperation({ path, method, described }: Operation, { components }: Listed, t: Texts): string {
  const { operationId, requestBody, responses } = described;
  const permission = described['x-permission'];
  const parameters = described.parameters.map((one) => components.parameters[one.$ref?.split('/').at(-1) ?? ''] ?? one);
  const who = described.security ? (described['x-keys'] ? t.who.keys : t.who.people) : t.who.anybody;
  const body = requestBody?.content['application/json']?.schema;
  const answers = Object.entries(responses).filter(([status]) => status !== 'default');
  return `<details id="${operationId}"><summary><b>${method}</b><code>${escaped(path)}</code></summary><div>
<p>${escaped(who)}${permission ? ` ${escaped(t.permission)} <code>${permission}</code>` : ''}</p>
${parameters.length > 0 ? `<h3>${escaped(t.parameters)}</h3><table><tbody>${parameters.map((one) => drawParameter(one, t)).join('')}</tbody></table>` : ''}
${body ? `<h3>${escaped(t.body)}</h3>${block(typeText(body), `${t.body} ${method} ${path}`)}` : ''}
${answers.map(([status, { content }]) => `<h3>${escaped(t.answer)} ${status}</h3>${drawAnswer(content?.['application/json']?.schema, t, `${t.answer} ${method} ${path}`)}`).join('')}
</div></details>`;
}

function drawParameter({ name, in: place, required, description, schema }: Parameter, t: Texts): string {
  const told = [`${place}${required ? `, ${t.required}` : ''}`, description].filter(Boolean).join('. ');
  return `<tr><th scope="row"><code>${escaped(name)}</code></th><td><code>${escaped(typeText(schema))}</code></td><td>${escaped(told)}</td></tr>`;
}

function drawAnswer(schema: object | undefined, t: Texts, label: string): string {
  return schema ? block(typeText(schema), label) : `<p>${escaped(t.notJson)}</p>`;
}

/** It can be focused, since a keyboard must be able to scroll it sideways. */
function block(text: string, label: string): string {
  return `<pre tabindex="0" role="region" aria-label="${escaped(label)}"><code>${escaped(text)}</code></pre>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
