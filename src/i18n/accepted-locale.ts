import Negotiator from 'negotiator';
import { DEFAULT_LOCALE, LOCALES, type Locale, parseLocale } from './locale';

/** The language that an `Accept-Language` header likes best among ours; `otherwise` when it likes none of them. */
export function acceptedLocale(header: string | null | undefined, otherwise: Locale = DEFAULT_LOCALE): Locale {
  const [best] = new Negotiator({ headers: { 'accept-language': header ?? '' } }).languages([...LOCALES]);
  return parseLocale(best) ?? otherwise;
}
