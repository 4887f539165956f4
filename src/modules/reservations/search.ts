import { cleanLine } from '@/platform/input/text';
import type { Reservation } from '@/realtime/protocol/reservation';

/** What is searched of a row; a member who may not see its phone searches it with null. */
export type Searchable = Pick<Reservation, 'customerName' | 'code' | 'tableName' | 'customerPhone'>;

/** Latin letters that Unicode does not decompose, as they are typed without them. */
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
const NOT_LETTERS = /[^\p{L}\p{N}]+/u;

/** The fewest digits that are looked for in a phone, and letters of a word in which one may be wrong. */
const PHONE_DIGITS = 3;
const TYPO_LETTERS = 4;

/** How well a row matches, best first: the whole code, the start of a word, a part of one, a start with a typing error. */
export const RANK = { code: 0, start: 1, inside: 2, typo: 3 } as const;

/** Lower case, compatibility forms, without accents and invisible characters: "Łódź" is "lodz". */
function fold(text: string): string {
  const plain = cleanLine(text).normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.replace(/\p{L}/gu, (letter) => LETTERS[letter] ?? letter);
}

const piecesOf = (folded: string): string[] => folded.split(NOT_LETTERS).filter(Boolean);
const compact = (folded: string): string => piecesOf(folded).join('');
/** Letters that are read as digits, and v as u, in a code. */
const codeOf = (folded: string): string => compact(folded).replace(/o/g, '0').replace(/[il]/g, '1').replace(/u/g, 'v');

/** A text by the words that start in it: of "O'Neill" these are "oneill" and "neill". */
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
  };
  ENTRIES.set(row, entry);
  return entry;
}

/** A question to a row: its `RANK`, or null when it does not match. */
export type Search = (row: Searchable) => number | null;

/**
 * What was typed, as a question to rows. Every word must be in the name, code, table or phone, in any order; the whole may be a code
 * or a phone with spaces. Nothing typed matches every row. Each row is judged once, however often a list is searched anew as others
 * change.
 */
export function compileSearch(typed: string): Search {
  const folded = fold(typed);
  const words = folded.split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => 0;
  const code = codeOf(folded);
  const phone = phoneOf(folded);
  const judge = (entry: Entry) => {
    if (entry.code === code) return RANK.code;
    if ((code.length > 1 && entry.code.startsWith(code)) || phone?.(entry.phone)) return RANK.start;
    const ranks = words.map((word) => rankWord(word, entry));
    return ranks.some((rank) => rank === null) ? null : Math.max(...(ranks as number[]));
  };
  const judged = new WeakMap<Searchable, number | null>();
  return (row) => {
    const known = judged.get(row);
    if (known !== undefined) return known;
    const rank = judge(entryOf(row));
    judged.set(row, rank);
    return rank;
  };
}

/** The rows that match, in their order. */
export function searchRows<Row extends Searchable>(rows: readonly Row[], search: Search): readonly Row[] {
  return rows.filter((row) => search(row) !== null);
}

function rankWord(word: string, entry: Entry): number | null {
  const letters = compact(word);
  // A word of symbols alone, such as an emoji, is looked for as it is.
  if (letters === '') return entry.name.folded.includes(word) ? RANK.inside : null;
  const ranks = [rankIn(letters, entry.name), rankIn(letters, entry.table)].filter((rank) => rank !== null);
  if (ranks.length > 0) return Math.min(...ranks);
  if (letters.length >= 3 && entry.code.includes(codeOf(letters))) return RANK.inside;
  if (phoneOf(word)?.(entry.phone)) return RANK.inside;
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
  if (typed.length < TYPO_LETTERS || /\p{N}/u.test(letters)) return false;
  return starts.some((start) => startsNearly(typed, [...start]));
}

function startsNearly(typed: readonly string[], name: readonly string[]): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === name[at]) at++;
  const follows = (fromTyped: number, fromName: number) =>
    typed.slice(fromTyped).every((letter, index) => letter === name[fromName + index]);
  const swapped = typed[at] === name[at + 1] && typed[at + 1] === name[at];
  return follows(at + 1, at + 1) || follows(at + 1, at) || follows(at, at + 1) || (swapped && follows(at + 2, at + 2));
}

/**
 * A test for the digits of an E.164 number; null when `typed` is not a phone. With + or 00 the country comes first; a 0 stands for it; else
 * any digits in a row, such as the last ones.
 */
function phoneOf(typed: string): ((digits: string) => boolean) | null {
  if (!/^(tel:)?[+\d\s().\-‐‑‒–—/]+$/.test(typed)) return null;
  const written = typed.replace(/\(0\)/g, '').replace(/[^+\d]/g, '');
  const digits = written.replace(/\D/g, '');
  if (digits.length < PHONE_DIGITS) return null;
  const international = /^(?:\+|00)(\d+)$/.exec(written)?.[1];
  if (international !== undefined) return (phone) => phone.startsWith(international);
  if (!digits.startsWith('0')) return (phone) => phone.includes(digits);
  const national = digits.slice(1);
  const afterCountry = [1, 2, 3];
  return (phone) =>
    phone.includes(digits) || afterCountry.some((length) => phone.startsWith(national, length) && national.length >= 2);
}
