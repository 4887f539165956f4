import type { Reservation, Tag } from '@/modules/reservations/wire';
import { cleanLine } from '@/platform/input/text';

/** The searched fields of a row; for a member who may not see the phone, it is null. */
export type Searchable = Pick<Reservation, 'customerName' | 'code' | 'tableName' | 'customerPhone' | 'tags'>;

/** Latin letters that Unicode does not decompose, with the letters that people type instead. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
  ĸ: 'k',
  ƒ: 'f',
  ə: 'e',
  ɓ: 'b',
  ɗ: 'd',
  ƙ: 'k',
};
/** What people type for a tag, in every language of the interface at once, lower case and without accents. */
const TAG_WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ALLERGY: ['alergias', 'alergico', 'alergica', 'allergy', 'allergies', 'allergic'],
    VIP: ['vip'],
    BIRTHDAY: ['cumpleanos', 'birthday'],
    MOBILITY: ['movilidad', 'ruedas', 'mobility', 'wheelchair'],
  } satisfies Record<Tag, readonly string[]>),
);
const NOT_LETTERS = /[^\p{L}\p{N}]+/u;

/**
 * The fewest digits that are searched in a phone, the fewest letters that are searched in tags, and the fewest letters
 * of a word in which one letter may be wrong.
 */
const PHONE_DIGITS = 3;
const TAG_LETTERS = 3;
const TYPO_LETTERS = 4;

/**
 * How well a row matches, best first: the whole code, the start of a word, a part of a word, a start with a typing
 * error.
 */
export const RANK = { code: 0, start: 1, inside: 2, typo: 3 } as const;

/**
 * Converts to lower case and compatibility forms, and removes accents and invisible characters: "Łódź" becomes "lodz".
 */
export function fold(text: string): string {
  const plain = cleanLine(text).normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.replace(/\p{L}/gu, (letter) => LETTERS[letter] ?? letter);
}

const piecesOf = (folded: string): string[] => folded.split(NOT_LETTERS).filter(Boolean);
const compact = (folded: string): string => piecesOf(folded).join('');
/** In a code, letters that look like digits are read as digits, and u as v. */
const codeOf = (folded: string): string => compact(folded).replace(/o/g, '0').replace(/[il]/g, '1').replace(/u/g, 'v');

/** A text by the words that start in it: for "O'Neill" these are "oneill" and "neill". */
interface Words {
  readonly folded: string;
  readonly pieces: readonly string[];
  readonly starts: readonly string[];
}

function wordsOf(text: string): Words {
  const folded = fold(text);
  const pieces = piecesOf(folded);
  return { folded, pieces, starts: pieces.map((_, index) => pieces.slice(index).join('')) };
}

interface Entry {
  readonly name: Words;
  readonly table: Words;
  readonly code: string;
  readonly phone: string;
  readonly tags: readonly string[];
}

const ENTRIES = new WeakMap<Searchable, Entry>();

function entryOf(row: Searchable): Entry {
  const known = ENTRIES.get(row);
  if (known) return known;
  const entry = {
    name: wordsOf(row.customerName),
    table: wordsOf(row.tableName ?? ''),
    code: codeOf(fold(row.code)),
    phone: (row.customerPhone ?? '').replace(/\D/g, ''),
    tags: (row.tags ?? []).flatMap((tag) => TAG_WORDS.get(tag) ?? []),
  };
  ENTRIES.set(row, entry);
  return entry;
}

/** A compiled search: returns the `RANK` of a row, or null when the row does not match. */
export type Search = (row: Searchable) => number | null;

/**
 * Compiles the typed text. Every word must occur in the name, code, table, phone or tags, in any order; the whole text may
 * also be a code or a phone with spaces. An empty text matches every row. The result for each row is cached, so a list
 * is searched again cheaply when other rows change.
 */
export function compileSearch(typed: string): Search {
  const folded = fold(typed);
  const words = folded.split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => 0;
  const code = codeOf(folded);
  const phone = phoneOf(folded);
  const judge = (entry: Entry) => {
    if (entry.code === code) return RANK.code;
    if ((code.length > 1 && entry.code.startsWith(code)) || phone?.matches(entry.phone)) return RANK.start;
    const ranks = words.map((word) => rankWord(word, entry));
    return ranks.some((rank) => rank === null) ? null : Math.max(...(ranks as number[]));
  };
  const rankOf = (row: Searchable) => {
    try {
      return judge(entryOf(row));
    } catch {
      // A row that cannot be read is one line of its list, and costs the search no other.
      return codeOf(fold(String(row.code))) === code ? RANK.code : null;
    }
  };
  const judged = new WeakMap<Searchable, number | null>();
  return (row) => {
    const known = judged.get(row);
    if (known !== undefined) return known;
    const rank = rankOf(row);
    judged.set(row, rank);
    return rank;
  };
}

/** The matching rows, in their original order. */
export function searchRows<Row extends Searchable>(rows: readonly Row[], search: Search): readonly Row[] {
  return rows.filter((row) => search(row) !== null);
}

function rankWord(word: string, entry: Entry): number | null {
  const letters = compact(word);
  // A word that contains only symbols, such as an emoji, is searched unchanged.
  if (letters === '') return entry.name.folded.includes(word) ? RANK.inside : null;
  const ranks = [rankIn(letters, entry.name), rankIn(letters, entry.table)].filter((rank) => rank !== null);
  if (ranks.length > 0) return Math.min(...ranks);
  if (letters.length >= 3 && entry.code.includes(codeOf(letters))) return RANK.inside;
  if (letters.length >= TAG_LETTERS && entry.tags.some((tag) => tag.startsWith(letters))) return RANK.inside;
  if (phoneOf(word)?.matches(entry.phone)) return RANK.inside;
  const pieces = piecesOf(word);
  if (pieces.length > 1 && pieces.every((piece) => rankIn(piece, entry.name) !== null)) return RANK.inside;
  return isNearly(letters, entry.name) ? RANK.typo : null;
}

function rankIn(letters: string, { pieces, starts }: Words): number | null {
  if (starts.some((start) => start.startsWith(letters))) return RANK.start;
  return letters.length > 1 && pieces.some((piece) => piece.includes(letters)) ? RANK.inside : null;
}

/** Whether one wrong, missing, added or swapped letter makes `letters` the start of a word of the name. */
function isNearly(letters: string, { starts }: Words): boolean {
  const typed = [...letters];
  return mayHaveTypo(letters) && starts.some((start) => startsNearly(typed, [...start]));
}

function mayHaveTypo(letters: string): boolean {
  return [...letters].length >= TYPO_LETTERS && !/\p{N}/u.test(letters);
}

function startsNearly(typed: readonly string[], name: readonly string[]): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === name[at]) at++;
  const follows = (fromTyped: number, fromName: number) =>
    typed.slice(fromTyped).every((letter, index) => letter === name[fromName + index]);
  const swapped = typed[at] === name[at + 1] && typed[at + 1] === name[at];
  return follows(at + 1, at + 1) || follows(at + 1, at) || follows(at, at + 1) || (swapped && follows(at + 2, at + 2));
}

interface PhoneSearch {
  /** Consecutive digits that every matching phone contains. */
  readonly part: string;
  readonly matches: (digits: string) => boolean;
}

/**
 * A search in the digits of E.164 numbers; null when `typed` is not a phone. After + or 00 the digits begin with the
 * country; a leading 0 stands for the country; otherwise any consecutive digits match, such as the last ones.
 */
function phoneOf(typed: string): PhoneSearch | null {
  if (!/^(tel:)?[+\d\s().\-‐‑‒–—/]+$/.test(typed)) return null;
  const written = typed.replace(/\(0\)/g, '').replace(/[^+\d]/g, '');
  const digits = written.replace(/\D/g, '');
  if (digits.length < PHONE_DIGITS) return null;
  const international = /^(?:\+|00)(\d+)$/.exec(written)?.[1];
  if (international !== undefined) return { part: international, matches: (phone) => phone.startsWith(international) };
  if (!digits.startsWith('0')) return { part: digits, matches: (phone) => phone.includes(digits) };
  const national = digits.slice(1);
  const afterCountry = [1, 2, 3];
  return {
    part: national,
    matches: (phone) =>
      phone.includes(digits) ||
      afterCountry.some((length) => phone.startsWith(national, length) && national.length >= 2),
  };
}

export type HintPlace = 'text' | 'code' | 'phone' | 'name' | 'tags';

/**
 * A condition that every matching row meets, and some others: a database can check it and hand over few rows. `text`
 * is the folded name followed by the folded table, without anything but letters and digits; `code` is the code as
 * `codeOf` reads it; `phone` is the digits; `name` is the name as it is stored, of which only symbols are asked; `tags`
 * are the names of the tags.
 */
export type Hint =
  | { readonly in: HintPlace; readonly part: string }
  | { readonly all: readonly Hint[] }
  | { readonly any: readonly Hint[] };

/** The hint of a typed text; null for an empty one, which matches every row. */
export function hintOf(typed: string): Hint | null {
  const folded = fold(typed);
  const words = folded.split(/\s+/).map(hintOfWord);
  const known = words.filter((hint) => hint !== null);
  if (known.length === 0) return null;
  const code = codeOf(folded);
  return {
    any: [{ all: known }, ...(code === '' ? [] : [{ in: 'code', part: code } as const]), ...phoneHints(folded)],
  };
}

function hintOfWord(word: string): Hint | null {
  const letters = compact(word);
  if (letters === '') return word === '' ? null : { in: 'name', part: word };
  const pieces = piecesOf(word).map((part) => ({ in: 'text', part }) as const);
  return {
    any: [
      { in: 'text', part: letters },
      { in: 'code', part: codeOf(letters) },
      { all: pieces },
      ...phoneHints(word),
      ...tagsOf(letters).map((tag) => ({ in: 'tags', part: tag }) as const),
      ...(mayHaveTypo(letters) ? typoHints([...letters]) : []),
    ],
  };
}

/** The tags of which a word starts as typed, in any language. */
function tagsOf(letters: string): string[] {
  if (letters.length < TAG_LETTERS) return [];
  return [...TAG_WORDS].filter(([, words]) => words.some((word) => word.startsWith(letters))).map(([tag]) => tag);
}

function phoneHints(typed: string): Hint[] {
  const phone = phoneOf(typed);
  return phone ? [{ in: 'phone', part: phone.part }] : [];
}

/** One typing error leaves one half of the word as it is, unless it swaps the two letters where the halves meet. */
function typoHints(letters: readonly string[]): Hint[] {
  const middle = Math.floor(letters.length / 2);
  const [left, right] = [letters.slice(0, middle), letters.slice(middle)];
  const swapped = [...left.slice(0, -1), ...right.slice(0, 1), ...left.slice(-1), ...right.slice(1)];
  return [left, right, swapped].map((part) => ({ in: 'text', part: part.join('') }));
}
