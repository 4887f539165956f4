/** Invisible characters: controls, direction marks, zero-width characters, tags, fillers. Line breaks and tabs are handled before. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cc}\uFFF9-\uFFFB]/u;
/** Letters, numbers, punctuation and symbols; the blank braille pattern is a symbol that shows nothing. */
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;
/** Letters of scripts in which a joiner between two letters changes how the word is written. */
const JOINING =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}]/u;
const VARIATION = /\p{Variation_Selector}/u;
/** What a variation selector may follow. */
const VARIED = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** Latin letters and signs that are visible and composed: most names, which need no change. */
const PLAIN = /^[\x20-\x7E\xA1-\xAC\xAE-\u02FF]*$/;
const BREAKS = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g;

function withoutInvisible(text: string): string {
  const characters = Array.from(text);
  return characters
    .filter((character, at) => !INVISIBLE.test(character) || isPart(character, characters[at - 1], characters[at + 1]))
    .join('');
}

/** Whether an invisible character is part of the letter or emoji next to it: a joiner inside a word or emoji, or a variation selector. */
function isPart(character: string, before = '', after = ''): boolean {
  if (VARIATION.test(character)) return VARIED.test(before);
  if (character === '\u200D' && /\p{Emoji}|\uFE0F/u.test(before) && /\p{Emoji}/u.test(after)) return true;
  return /[\u200C\u200D]/.test(character) && JOINING.test(before) && JOINING.test(after);
}

/**
 * One line of text as it is stored: NFC, no invisible characters, line breaks and tabs replaced by spaces, trimmed. Inner spaces stay.
 */
export function cleanLine(text: string): string {
  if (PLAIN.test(text)) return text.trim();
  return withoutInvisible(text.replace(BREAKS, ' ')).normalize('NFC').trim();
}

/** Like `cleanLine`, but keeps the line breaks and tabs of a note. */
export function cleanLines(text: string): string {
  const lines = text.replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n').split('\n');
  const clean = (line: string) => line.split('\t').map(withoutInvisible).join('\t');
  return lines.map(clean).join('\n').normalize('NFC').trim();
}

/** Whether a reader sees anything in it: a letter, number, punctuation, symbol or emoji. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** Whether it contains nothing: empty, or only white space and invisible characters. */
export function isBlank(text: string): boolean {
  return cleanLine(text) === '';
}
