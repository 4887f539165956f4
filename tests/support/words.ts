import type { Page } from '@playwright/test';
import { createTranslator } from 'use-intl/core';
import { DEFAULT_LOCALE, LANGUAGES, type Locale, parseLocale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';

export type Words = ReturnType<typeof wordsIn>;

/** Every text in one language, by its whole path. */
export function wordsIn(locale: Locale) {
  return createTranslator({ locale: LANGUAGES[locale].formats, messages: MESSAGES[locale] });
}

/** The language that a page is written in. */
export async function languageOf(page: Page): Promise<Locale> {
  return parseLocale(await page.locator('html').getAttribute('lang')) ?? DEFAULT_LOCALE;
}
