import compile from 'icu-minify/compile';
import format from 'icu-minify/format';
import { LANGUAGES, type Locale } from './locale';

type Compiled = ReturnType<typeof compile>;
const compiled = new Map<string, Compiled>();

const formatters = {
  getDateTimeFormat: (...given: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...given),
  getNumberFormat: (...given: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...given),
  getPluralRules: (...given: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...given),
};

/**
 * A text of `MESSAGES` with its arguments. The server formats texts with it, because the library of the screens expects
 * texts in one form from the custom server and in another from Next (next.config.ts).
 */
export function formatText(locale: Locale, message: string, values: Record<string, string | number>): string {
  const known = compiled.get(message) ?? compile(message);
  compiled.set(message, known);
  return String(format(known, LANGUAGES[locale].formats, values, { formatters }));
}
