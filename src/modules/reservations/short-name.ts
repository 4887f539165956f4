import { cleanLine } from '@/platform/input/text';

const graphemes = new Intl.Segmenter('es', { granularity: 'grapheme' });
const lettersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

const LETTER = /[\p{L}\p{N}]/u;
/** Where a word that was written without spaces has its parts: at punctuation, and before a capital inside of it. */
const JOINTS = /[^\p{L}\p{N}\p{M}\p{Cf}'’]+|(?<=\p{Ll}\p{M}*)(?=\p{Lu})/u;
/** Letters that are shown of a name that has one part. */
const MOST_LETTERS = 3;

/**
 * A name as the door may read it, so that a person can be called: the first part and the initial of the last word, "Lucía M.". A word
 * without spaces is taken apart ("LucíaMendoza", "lucia.mendoza@example.com"); a name of one part keeps its first letters, "Men…".
 * Letters are graphemes. The whole name is never in it, unless it is one letter.
 */
export function shortName(name: string): string {
  const whole = cleanLine(name);
  const words = inSpokenOrder(whole)
    .split(/\s+/u)
    .map(partsOf)
    .filter((parts) => parts.length > 0);
  const [called] = words[0] ?? [whole];
  const last = words.length > 1 ? words.at(-1)?.[0] : words[0]?.slice(1).at(-1);
  if (called === undefined || last === undefined) return firstLetters(called ?? '');
  return `${called} ${(lettersOf(last)[0] ?? '').toLocaleUpperCase('es')}.`;
}

/** "Mendoza, Lucía" is said "Lucía Mendoza". */
function inSpokenOrder(name: string): string {
  const [family = '', ...given] = name.split(',');
  return LETTER.test(given.join()) ? `${given.join(' ')} ${family}` : family;
}

/** The parts of a word that have letters; of an e-mail address, those before the @. */
function partsOf(word: string): string[] {
  const parts = word.replace(/(?<=.)@.*/u, '').split(JOINTS);
  return parts.filter((part) => LETTER.test(part));
}

function firstLetters(word: string): string {
  const letters = lettersOf(word);
  const shown = Math.min(MOST_LETTERS, Math.ceil(letters.length / 2));
  return shown === letters.length ? word : `${letters.slice(0, shown).join('')}…`;
}
