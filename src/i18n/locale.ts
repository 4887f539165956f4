/**
 * Every language of the product, the one that is used where nothing else is known first: its own name, and the region whose dates and
 * numbers it writes. Its texts stand in the folder of that name.
 */
export const LANGUAGES = {
  es: { name: 'Español', formats: 'es' },
  en: { name: 'English', formats: 'en-GB' },
} as const;

export type Locale = keyof typeof LANGUAGES;
export type Formats = (typeof LANGUAGES)[Locale]['formats'];

export const LOCALES = Object.keys(LANGUAGES) as [Locale, ...Locale[]];
export const DEFAULT_LOCALE = LOCALES[0];

/** The language whose dates and numbers are written so. */
export function localeOf(formats: Formats): Locale {
  return LOCALES.find((locale) => LANGUAGES[locale].formats === formats) ?? DEFAULT_LOCALE;
}

/** Null for a language that this product does not speak. */
export function parseLocale(value: string | null | undefined): Locale | null {
  return LOCALES.find((locale) => locale === value) ?? null;
}
