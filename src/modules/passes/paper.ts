import { join } from 'node:path';
import type { Font } from 'fontkit';
import type { Logo } from '@/modules/venues/find-brand';

/** What a pass shows on a picture or on paper: what its page shows, in words, and no name of a person. */
export interface PassPaper {
  readonly venue: string;
  readonly date: string;
  readonly hour: string;
  readonly party: string;
  /** Which person of the party it is for; null for that of the whole party. */
  readonly person: string | null;
  readonly table: string | null;
  readonly address: string | null;
  readonly codeLabel: string;
  readonly code: string;
  readonly hint: string;
  readonly by: string;
  /** Says that it opens no door; null where it does. */
  readonly demo: string | null;
  /** The QR's text. */
  readonly token: string;
  /** `#rrggbb` */
  readonly accent: string | null;
  readonly logo: Logo | null;
}

const fontFile = (name: string) => join('node_modules/@expo-google-fonts/inter', name);

/** The text font of the screens as files that hold all of its letters. */
export const FONT_FILES = {
  plain: fontFile('500Medium/Inter_500Medium.ttf'),
  bold: fontFile('700Bold/Inter_700Bold.ttf'),
} as const;

interface Fonts {
  readonly plain: Font;
  readonly bold: Font;
}

let fonts: Promise<Fonts> | undefined;

/** They are read once, when the first pass is drawn. */
export function openFonts(): Promise<Fonts> {
  fonts ??= import('fontkit').then(async ({ open }) => {
    const [plain, bold] = await Promise.all([open(FONT_FILES.plain), open(FONT_FILES.bold)]);
    return { plain: plain as Font, bold: bold as Font };
  });
  return fonts;
}

/** The text without what the font cannot draw, such as pictures, in one line. */
export function drawable(text: string, font: Font): string {
  const kept = Array.from(text.normalize('NFC')).filter((letter) =>
    font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0),
  );
  return kept.join('').replace(/\s+/g, ' ').trim();
}

/** Words in as many lines as they need, each at most as long as `fits` allows; a longer word stands alone. */
export function linesOf(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export interface Run {
  readonly row: number;
  readonly column: number;
  readonly length: number;
}

/** The dark modules of a token's QR as runs of each row, and its side in modules. */
export async function readQr(token: string): Promise<{ side: number; runs: readonly Run[] }> {
  const { create } = await import('qrcode');
  const { modules } = create(token, { errorCorrectionLevel: 'M' });
  const runs: Run[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      const from = column;
      while (column + 1 < modules.size && modules.get(row, column + 1)) column += 1;
      runs.push({ row, column: from, length: column - from + 1 });
    }
  }
  return { side: modules.size, runs };
}
