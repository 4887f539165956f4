import type {} from 'use-intl';
import common from './es/common.json';
import counts from './es/counts.json';
import errors from './es/errors.json';
import monitor from './es/monitor.json';
import pase from './es/pase.json';
import people from './es/people.json';
import puerta from './es/puerta.json';
import reservas from './es/reservas.json';
import { LOCALE } from './locale';

export { LOCALE };
/** Every text that people read, by area. A second language is a second object of this shape. */
export const messages = { common, counts, errors, people, reservas, puerta, pase, monitor };
export type Messages = typeof messages;
/** An area, or one part of it by `area.part`. */
export type Area = { [Name in keyof Messages]: Name | `${Name}.${keyof Messages[Name] & string}` }[keyof Messages];

/** Those areas alone. What is asked for of the others is missing, in types as if it were there. */
export function messagesOf(areas: readonly Area[]): Messages {
  const chosen: Record<string, object> = {};
  for (const each of areas) {
    const [name, part] = each.split('.') as [keyof Messages, string?];
    const area: Record<string, unknown> = messages[name];
    chosen[name] = part === undefined ? area : { ...chosen[name], [part]: area[part] };
  }
  return chosen as Messages;
}

declare module 'use-intl' {
  interface AppConfig {
    Locale: typeof LOCALE;
    Messages: Messages;
  }
}
