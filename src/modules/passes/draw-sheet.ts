import { drawable, FONT_FILES, openFonts, type PassPaper, readQr } from './paper';

/** Points: A5, upright. */
const SIZE = 'A5';
const MARGIN = 32;
/** The code is as large as the words leave room for. */
const QR = { least: 130, most: 230 } as const;
/** The standard requires a quiet zone of four modules: of a code of 41 modules, this part of its side. */
const QUIET = 4 / 41;
const INK = '#000000';
/** Printed in grey, it is still read. */
const SOFT = '#444444';

/** Between two lines. */
const GAP = 3;

interface Line {
  /** Null for nothing. */
  readonly text: string | null;
  readonly size: number;
  readonly isBold?: boolean;
  /** Points between letters. */
  readonly spacing?: number;
}

/**
 * A pass for paper: black on white, its QR in lines and its words as text that can be searched and read aloud. It holds
 * what its page shows, in what it says of itself too.
 */
export async function drawSheet(paper: PassPaper, language: string): Promise<Uint8Array<ArrayBuffer>> {
  const [{ default: PdfDocument }, { side, runs }, fonts] = await Promise.all([
    import('pdfkit'),
    readQr(paper.token),
    openFonts(),
  ]);
  const document = new PdfDocument({
    ...{ size: SIZE, margin: MARGIN, font: FONT_FILES.plain, lang: language, displayTitle: true },
    info: { Title: paper.venue, Creator: 'Aforo', Producer: 'Aforo' },
  });
  const pieces: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  document.on('data', (piece: Buffer) => pieces.push(piece));

  const { width, height } = document.page;
  const middle = width / 2;
  const across = { align: 'center', width: width - 2 * MARGIN } as const;
  const set = ({ text, size, isBold = false, spacing = 0 }: Line) => {
    document.font(isBold ? FONT_FILES.bold : FONT_FILES.plain).fontSize(size);
    const shown = text === null ? '' : drawable(text, isBold ? fonts.bold : fonts.plain);
    return { shown, look: { ...across, characterSpacing: spacing } };
  };
  const heightOf = (line: Line) => {
    const { shown, look } = set(line);
    return shown === '' ? 0 : document.heightOfString(shown, look) + GAP;
  };
  const say = (line: Line) => {
    const { shown, look } = set(line);
    if (shown === '') return;
    document.fillColor(line.isBold ? INK : SOFT).text(shown, MARGIN, document.y, look);
    document.y += GAP;
  };

  if (paper.logo) {
    const [most, tall] = [160, 44];
    const place = { fit: [most, tall] as [number, number], align: 'center', valign: 'center' } as const;
    document.image(Buffer.from(paper.logo.bytes), middle - most / 2, document.y, place);
    document.y = MARGIN + tall + 8;
  }
  say({ text: paper.venue, size: 20, isBold: true });
  say({ text: paper.date.charAt(0).toUpperCase() + paper.date.slice(1), size: 13 });
  say({ text: paper.hour, size: 34, isBold: true });
  say({ text: [paper.party, paper.table].filter(Boolean).join(' · '), size: 14, isBold: true });
  say({ text: paper.person, size: 14, isBold: true });
  const below: Line[] = [
    { text: paper.codeLabel, size: 10 },
    { text: paper.code, size: 26, isBold: true, spacing: 4 },
    { text: paper.demo, size: 10, isBold: true },
    { text: paper.hint, size: 10 },
    { text: paper.address, size: 10 },
  ];
  const room = height - MARGIN - document.y - below.reduce((sum, line) => sum + heightOf(line), 0);
  const qr = Math.max(QR.least, Math.min(QR.most, room / (1 + 2 * QUIET)));
  const top = document.y + qr * QUIET;
  document
    .save()
    .translate(middle - qr / 2, top)
    .scale(qr / side);
  for (const { row, column, length } of runs) document.rect(column, row, length, 1);
  document.fill(INK).restore();
  document.y = top + qr * (1 + QUIET);
  for (const line of below) say(line);
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(pieces));
}
