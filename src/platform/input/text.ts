/** What cannot be seen: controls, direction marks, zero-width characters, tags, fillers. Line breaks and tabs are judged before. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cc}\uFFF9-\uFFFB]/gu;
/** Letters, numbers, punctuation and symbols; the blank braille pattern is a symbol that shows nothing. */
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;
/** Scripts in which a joiner between two letters changes how the word is written. */
const JOINING =
  '[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Mong}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}]';
/** Invisible, and part of the letter or emoji that they stand at: joiners inside of a word or emoji, and variation selectors. */
const KEPT = new RegExp(
  `(?<=${JOINING})[\\u200C\\u200D](?=${JOINING})|(?<=[\\p{Emoji}\\uFE0F])\\u200D(?=\\p{Emoji})|(?<=[\\p{L}\\p{N}\\p{P}\\p{S}])\\p{Variation_Selector}`,
  'gu',
);
/** Latin letters and signs that are seen and composed: most names, and nothing to do. */
const PLAIN = /^[\x20-\x7E\xA1-\xAC\xAE-\u02FF]*$/;
const BREAKS = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g;

function withoutInvisible(text: string): string {
  const kept = new Set(Array.from(text.matchAll(KEPT), ({ index }) => index));
  return text.replace(INVISIBLE, (character, index: number) => (kept.has(index) ? character : ''));
}

/** One line of text as it is stored: NFC, no invisible characters, breaks and tabs as spaces, trimmed. Inner spaces stay. */
export function cleanLine(text: string): string {
  if (PLAIN.test(text)) return text.trim();
  return withoutInvisible(text.replace(BREAKS, ' ')).normalize('NFC').trim();
}

/** As `cleanLine`, with the line breaks and tabs that a note has. */
export function cleanLines(text: string): string {
  const lines = text.replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n').split('\n');
  const clean = (line: string) => line.split('\t').map(withoutInvisible).join('\t');
  return lines.map(clean).join('\n').normalize('NFC').trim();
}

/** Whether a reader sees anything of it: a letter, number, punctuation, symbol or emoji. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** Whether nothing was written: empty, or white space and invisible characters alone. */
export function isBlank(text: string): boolean {
  return cleanLine(text) === '';
}
