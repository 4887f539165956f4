import compile from 'icu-minify/compile';
import type { Locale } from './locale';
import { type Area, MESSAGES, type Messages } from './messages';

/** Texts whose syntax is already read, in place of the texts: what formats them in a browser cannot read it (next.config.ts). */
const compiled: Partial<Record<Locale, Messages>> = {};

/** Those areas alone. What is asked for of the others is missing, in types as if it were there. */
export function messagesOf(locale: Locale, areas: readonly Area[]): Messages {
  // Choices are compiled into objects without a prototype, which no page can hand to a browser.
  compiled[locale] ??= JSON.parse(JSON.stringify(compileAll(MESSAGES[locale]))) as Messages;
  const chosen: Record<string, object> = {};
  for (const each of areas) {
    const [name, part] = each.split('.') as [keyof Messages, string?];
    const area: Record<string, unknown> = compiled[locale][name];
    chosen[name] = part === undefined ? area : { ...chosen[name], [part]: area[part] };
  }
  return chosen as Messages;
}

function compileAll(part: object): object {
  return Object.fromEntries(
    Object.entries(part).map(([name, inner]) => [name, typeof inner === 'string' ? compile(inner) : compileAll(inner)]),
  );
}
