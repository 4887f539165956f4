import type {} from 'use-intl';
import { texts as en } from './en/texts';
import { texts as es } from './es/texts';
import type { Formats, Locale } from './locale';

/** Every text that people read, by area, in the shape of the first language. */
export type Messages = typeof es;
export const MESSAGES: Readonly<Record<Locale, Messages>> = { es, en };

/** An area, or one part of it by `area.part`. */
export type Area = { [Name in keyof Messages]: Name | `${Name}.${keyof Messages[Name] & string}` }[keyof Messages];

declare module 'use-intl' {
  interface AppConfig {
    Locale: Formats;
    Messages: Messages;
  }
}
