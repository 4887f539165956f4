import en from './en/failed.json' with { type: 'json' };
import es from './es/failed.json' with { type: 'json' };
import { DEFAULT_LOCALE, type Locale, parseLocale } from './locale';

/** What a page says when a part of it failed: the only texts that a browser has in every language, since nothing can be fetched by then. */
export const FAILED: Readonly<Record<Locale, typeof es>> = { es, en };

/** The language of the page in this browser, also of one whose frame was never made. */
export function shownLocale(): Locale {
  if (typeof document === 'undefined') return DEFAULT_LOCALE;
  const tags = [document.documentElement.lang, ...navigator.languages];
  return tags.map((tag) => parseLocale(tag.split('-')[0])).find((locale) => locale !== null) ?? DEFAULT_LOCALE;
}
