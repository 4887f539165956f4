import type { Locale } from '@/i18n/locale';
import { LanguageChosen } from '@/modules/access/answers';
import { requestJson } from '@/platform/browser/http';

/** Stores the language of the account on the server, and loads the page in it. Throws ApiError. */
export async function chooseLanguage(locale: Locale): Promise<void> {
  await requestJson('/api/me/idioma', { method: 'PUT', body: { locale }, answer: LanguageChosen });
  window.location.reload();
}
