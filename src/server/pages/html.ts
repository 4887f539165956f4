/** Text of a page in which every value that was put in has been made harmless. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = Html | string | number | null | false | undefined | readonly Value[];

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};

function textOf(value: Value): string {
  if (value === null || value === false || value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(textOf).join('');
  return String(value).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** A piece of a page: values are text, other pieces, or lists of them; nothing for null, false and undefined. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.reduce((whole, part, i) => whole + textOf(values[i - 1]) + part));
}

/** Data for programs that read the page. */
export function dataBlock(data: object): Html {
  return new Html(`<script type="application/ld+json">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`);
}

/** What somebody types goes into the body of a POST, never into an address. `extra` are attributes. */
export function postForm(action: string, content: Html, extra: Html | null = null): Html {
  return html`<form method="post" action="${action}"${extra}>${content}</form>`;
}

/** A choice of what the page shows, which is a part of its address: nothing in it is about a person. */
export function choiceForm(action: string, content: Html): Html {
  return html`<form method="get" action="${action}" data-auto>${content}</form>`;
}
