import { LANGUAGES } from '@/i18n/locale';
import { pageLocale } from './page-locale';

/** Sorts in the alphabetical order of the page's language. */
export async function byName<Named extends { readonly name: string }>(rows: readonly Named[]): Promise<Named[]> {
  const { compare } = new Intl.Collator(LANGUAGES[await pageLocale()].formats, { numeric: true });
  return [...rows].sort((a, b) => compare(a.name, b.name));
}
