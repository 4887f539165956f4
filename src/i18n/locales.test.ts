import { readdirSync, readFileSync } from 'node:fs';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { TEXTS } from '../../public/test-sse-connection.texts';
import { acceptedLocale } from './accepted-locale';
import { DEFAULT_LOCALE, LANGUAGES, LOCALES, parseLocale } from './locale';
import { MESSAGES } from './messages';

const textsOf = (part: unknown, path = ''): [string, string][] =>
  typeof part === 'string'
    ? [[path, part]]
    : Object.entries(part as object).flatMap(([name, inner]) => textsOf(inner, path ? `${path}.${name}` : name));
const first = new Map(textsOf(MESSAGES[DEFAULT_LOCALE]));
const others = LOCALES.filter((locale) => locale !== DEFAULT_LOCALE);

/** What a text is given: the names of its arguments, and of a choice its branches. */
function argumentsOf(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    const branches = element.type === TYPE.plural || element.type === TYPE.select ? Object.values(element.options) : [];
    const choice = element.type === TYPE.select ? ` ${Object.keys(element.options).sort()}` : '';
    return [`${element.value}${choice}`, ...branches.flatMap(({ value }) => argumentsOf(value))];
  });
}
const givenTo = (text: string) => [...new Set(argumentsOf(parse(text)))].sort();

/** The plural forms that a text has. */
const formsOf = (elements: MessageFormatElement[]): string[] =>
  elements.flatMap((element) => {
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [];
    const inner = Object.values(element.options).flatMap(({ value }) => formsOf(value));
    return element.type === TYPE.plural ? [...Object.keys(element.options), ...inner] : inner;
  });

describe.each(LOCALES)('%s', (locale) => {
  const { formats } = LANGUAGES[locale];
  const own = textsOf(MESSAGES[locale]);

  it('has every file of texts of the first language, and no other', () => {
    const folder = (name: string) => readdirSync(`src/i18n/${name}`).sort();
    expect(folder(locale)).toEqual(folder(DEFAULT_LOCALE));
  });

  it('has no empty text', () =>
    expect(own.filter(([, text]) => text.trim() === '' || text !== text.trim())).toEqual([]));

  it('has the plural forms of its language and no others', () => {
    const known = new Intl.PluralRules(formats).resolvedOptions().pluralCategories as string[];
    const strange = own.flatMap(([path, text]) =>
      formsOf(parse(text))
        .filter((form) => !form.startsWith('=') && !known.includes(form))
        .map((form) => `${path}: ${form}`),
    );
    expect(strange).toEqual([]);
  });

  it('counts the hours of a day to 24, as every screen does', () => {
    const { hourCycle } = new Intl.DateTimeFormat(formats, { timeStyle: 'short' }).resolvedOptions();
    expect(hourCycle).toBe('h23');
    expect(new Intl.Locale(formats).language).toBe(locale);
  });
});

/** Languages share words; whole sentences only where one was copied. */
const isSentence = (text: string) => (text.replace(/\{[^{}]*\}/g, '').match(/\p{L}{2,}/gu)?.length ?? 0) >= 3;

describe.each(others)('%s beside the first language', (locale) => {
  const own = new Map(textsOf(MESSAGES[locale]));

  it('has the same texts', () => expect([...own.keys()].sort()).toEqual([...first.keys()].sort()));

  it('gives each the same arguments', () => {
    const differing = [...first].filter(([path, text]) => `${givenTo(own.get(path) ?? '')}` !== `${givenTo(text)}`);
    expect(differing).toEqual([]);
  });

  it('says each in its own words', () => {
    expect([...first].filter(([path, text]) => own.get(path) === text && isSentence(text))).toEqual([]);
  });
});

describe('the page that tests a connection', () => {
  it.each(LOCALES)('has all its texts in %s, and none that it does not show', (locale) => {
    const page = ['html', 'js'].map((type) => readFileSync(`public/test-sse-connection.${type}`, 'utf8')).join('');
    const used = [...page.matchAll(/data-text="(\w+)"|\btext\('(\w+)'/g)].map(([, shown, said]) => shown ?? said ?? '');
    expect(Object.keys(TEXTS[locale]).sort()).toEqual([...new Set(used)].sort());
    for (const [key, text] of Object.entries(TEXTS[locale]))
      expect(givenTo(text), key).toEqual(givenTo(Reflect.get(TEXTS.es, key)));
  });
});

describe('the language that a browser asks for', () => {
  it.each([
    [undefined, 'es'],
    ['', 'es'],
    ['en', 'en'],
    ['en-GB,en;q=0.9,es;q=0.8', 'en'],
    ['es-EC,es;q=0.9,en;q=0.8', 'es'],
    ['fr-FR,fr;q=0.9,en;q=0.5', 'en'],
    ['fr', 'es'],
    ['EN-us', 'en'],
    ['en;q=0, es', 'es'],
    ['*', 'es'],
    [';;=,,q', 'es'],
  ])('%j → %s', (header, locale) => expect(acceptedLocale(header)).toBe(locale));

  it('is one of ours or none', () => {
    expect([parseLocale('en'), parseLocale('toString'), parseLocale(null)]).toEqual(['en', null, null]);
  });
});
