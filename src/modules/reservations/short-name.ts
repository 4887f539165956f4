import { cleanLine } from '@/platform/input/text';

const graphemes = new Intl.Segmenter('es', { granularity: 'grapheme' });
const lettersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

const LETTER = /[\p{L}\p{N}]/u;
/** Where a word that was written without spaces is split: at punctuation, and before a capital inside the word. */
const JOINTS = /[^\p{L}\p{N}\p{M}\p{Cf}'’]+|(?<=\p{Ll}\p{M}*)(?=\p{Lu})/u;
/** The most letters that are shown of a name with one part. */
const MOST_LETTERS = 3;

/**
 * A name as the door may see it, so that the guest can be called: the first part and the initial of the last word,
 * "Lucía M."; a last word that is one letter stays as it was typed, since no letter is left out: "Ana B". A word without spaces is split ("LucíaMendoza", "lucia.mendoza@example.com"); a name with one part keeps
 * its first letters, "Men…". Letters are graphemes. The result never contains the whole of a name
 * whose last part has more than one letter.
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
  const [initial = '', ...left] = lettersOf(last);
  return `${called} ${initial.toUpperCase()}${left.length > 0 || whole.endsWith('.') ? '.' : ''}`;
}

/** "Mendoza, Lucía" is spoken as "Lucía Mendoza". */
function inSpokenOrder(name: string): string {
  const [family = '', ...given] = name.split(',');
  return LETTER.test(given.join()) ? `${given.join(' ')} ${family}` : family;
}

/** The parts of a word that have letters; for an e-mail address, those before the @. */
function partsOf(word: string): string[] {
  const parts = word.replace(/(?<=.)@.*/u, '').split(JOINTS);
  return parts.filter((part) => LETTER.test(part));
}

function firstLetters(word: string): string {
  const letters = lettersOf(word);
  const shown = Math.min(MOST_LETTERS, Math.ceil(letters.length / 2));
  return shown === letters.length ? word : `${letters.slice(0, shown).join('')}…`;
}
