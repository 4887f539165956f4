import type {} from 'use-intl';
import common from './es/common.json';
import counts from './es/counts.json';
import errors from './es/errors.json';
import monitor from './es/monitor.json';
import pase from './es/pase.json';
import people from './es/people.json';
import puerta from './es/puerta.json';
import reservas from './es/reservas.json';

export const LOCALE = 'es';
/** Every text that people read, by area. A second language is a second object of this shape. */
export const messages = { common, counts, errors, people, reservas, puerta, pase, monitor };
export type Messages = typeof messages;

declare module 'use-intl' {
  interface AppConfig {
    Locale: typeof LOCALE;
    Messages: Messages;
  }
}
