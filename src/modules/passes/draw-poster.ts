import type { Font } from 'fontkit';
import { inkOn } from '@/modules/venues/accent';
import { drawable, linesOf, openFonts, type PassPaper, readQr } from './paper';

/** Pixels: the size of a story on a phone. */
const WIDTH = 1080;
const HEIGHT = 1920;
const EDGE = 90;
const CARD = { left: 90, right: 990, top: 0, arch: 330, corner: 48 } as const;
const MIDDLE = WIDTH / 2;
const QR = 690;
/** The standard requires a quiet zone of four modules. */
const QUIET_ZONE = 4;
const PAPER = '#f7f3f6';
const INK = '#231a22';
const SOFT = '#5a4d58';
const WARNING = '#8a3a00';

interface Words {
  readonly text: string;
  readonly font: Font;
  readonly size: number;
  readonly colour: string;
  /** Pixels between letters. */
  readonly spacing?: number;
}

/**
 * A pass as a picture for a phone. Its letters are drawn as outlines, so that it looks the same whatever fonts the server
 * has; the pixels are made by another thread.
 */
export async function drawPoster(paper: PassPaper): Promise<Uint8Array<ArrayBuffer>> {
  const [{ default: sharp }, svg] = await Promise.all([import('sharp'), drawSvg(paper)]);
  const png = await sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toBuffer();
  return new Uint8Array(png);
}

async function drawSvg(paper: PassPaper): Promise<string> {
  const { plain, bold } = await openFonts();
  const ink = paper.accent === null ? INK : inkOn(paper.accent);
  const soft = paper.accent === null ? SOFT : ink;
  const head = stack(CARD.top + 90, [
    ...logoOf(paper),
    ...wrapped({ text: paper.venue, font: bold, size: 60, colour: ink }, 700),
    ...wrapped({ text: capital(paper.date), font: plain, size: 38, colour: soft }, 760),
    { text: paper.hour, font: bold, size: 120, colour: ink },
    ...wrapped(
      { text: [paper.party, paper.table].filter(Boolean).join(' · '), font: bold, size: 42, colour: soft },
      760,
    ),
  ]);
  const tear = Math.max(head.bottom + 40, CARD.top + 520);
  const body = stack(tear + 40, [
    ...(paper.person === null ? [] : [{ text: paper.person, font: bold, size: 48, colour: INK }]),
    await qrOf(paper),
    { text: paper.codeLabel, font: plain, size: 32, colour: SOFT },
    { text: paper.code, font: bold, size: 76, colour: INK, spacing: 14 },
    ...(paper.demo === null ? [] : wrapped({ text: paper.demo, font: bold, size: 32, colour: WARNING }, 760)),
  ]);
  const bottom = body.bottom + 40;
  const foot = stack(bottom + 30, [
    ...(paper.address === null ? [] : wrapped({ text: paper.address, font: plain, size: 32, colour: SOFT }, 880)),
    { text: paper.by, font: plain, size: 26, colour: SOFT },
  ]);
  const { left, right, top, arch, corner } = CARD;
  const card = `M${left} ${top + arch}A${arch} ${arch} 0 0 1 ${left + arch} ${top}H${right - arch}A${arch} ${arch} 0 0 1 ${right} ${top + arch}V${bottom - corner}A${corner} ${corner} 0 0 1 ${right - corner} ${bottom}H${left + corner}A${corner} ${corner} 0 0 1 ${left} ${bottom - corner}Z`;
  // In the middle of the picture, smaller where a long name needs more than it holds.
  const scale = Math.min(1, (HEIGHT - 2 * EDGE) / (foot.bottom - top));
  const down = (HEIGHT - (foot.bottom - top) * scale) / 2 - top * scale;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${PAPER}"/>`,
    `<clipPath id="card"><path d="${card}"/></clipPath>`,
    `<g transform="translate(${round(MIDDLE * (1 - scale))} ${round(down)}) scale(${scale})">`,
    `<g clip-path="url(#card)"><path d="${card}" fill="#ffffff"/>`,
    paper.accent === null ? '' : `<rect width="${WIDTH}" height="${tear}" fill="${paper.accent}"/>`,
    `<path d="M${left + 50} ${tear}H${right - 50}" stroke="#b9adb7" stroke-width="5" stroke-dasharray="4 18" stroke-linecap="round"/>`,
    `<circle cx="${left}" cy="${tear}" r="34" fill="${PAPER}"/><circle cx="${right}" cy="${tear}" r="34" fill="${PAPER}"/></g>`,
    head.svg,
    body.svg,
    foot.svg,
    '</g></svg>',
  ].join('');
}

/** Something of a height that is drawn below what is before it. */
interface Drawn {
  readonly height: number;
  draw(top: number): string;
}

function stack(top: number, parts: readonly (Words | Drawn)[]): { svg: string; bottom: number } {
  let bottom = top;
  const drawn: string[] = [];
  for (const part of parts) {
    const { height, draw } = 'draw' in part ? part : drawnWords(part);
    drawn.push(draw(bottom));
    bottom += height;
  }
  return { svg: drawn.join(''), bottom };
}

/** Lines of at most `width` pixels; a text of which nothing can be drawn is no line. */
function wrapped(words: Words, width: number): Words[] {
  const text = drawable(words.text, words.font);
  return text === ''
    ? []
    : linesOf(text, (line) => widthOf({ ...words, text: line }) <= width).map((line) => ({ ...words, text: line }));
}

const scaleOf = ({ font, size }: Words) => size / font.unitsPerEm;

function widthOf(words: Words): number {
  const { advanceWidth, glyphs } = words.font.layout(words.text);
  return advanceWidth * scaleOf(words) + (glyphs.length - 1) * (words.spacing ?? 0);
}

/** One line of outlines in the middle; one that is too wide for the picture is made smaller. */
function drawnWords(wanted: Words): Drawn {
  const tooWide = widthOf(wanted) / (CARD.right - CARD.left - 80);
  const words =
    tooWide > 1 ? { ...wanted, size: wanted.size / tooWide, spacing: (wanted.spacing ?? 0) / tooWide } : wanted;
  const { font, size, colour, spacing = 0, text } = words;
  const scale = scaleOf(words);
  const { glyphs, positions } = font.layout(text);
  return {
    height: wanted.size * 1.32,
    draw: (top) => {
      let x = MIDDLE - widthOf(words) / 2;
      const baseline = top + size;
      const outlines = glyphs.map((glyph, index) => {
        const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
        const at = `translate(${round(x + xOffset * scale)} ${round(baseline - yOffset * scale)}) scale(${scale} ${-scale})`;
        x += xAdvance * scale + spacing;
        return `<path transform="${at}" d="${glyph.path.toSVG()}"/>`;
      });
      return `<g fill="${colour}">${outlines.join('')}</g>`;
    },
  };
}

async function qrOf({ token }: PassPaper): Promise<Drawn> {
  const { side, runs } = await readQr(token);
  const whole = side + 2 * QUIET_ZONE;
  // Whole pixels, so that every module is as large as the others.
  const module = Math.floor(QR / whole);
  const size = module * whole;
  const path = runs.map(({ row, column, length }) => `M${column} ${row}h${length}v1h-${length}z`).join('');
  return {
    height: size + 16,
    draw: (top) =>
      `<g transform="translate(${Math.round(MIDDLE - size / 2) + QUIET_ZONE * module} ${Math.round(top) + QUIET_ZONE * module}) scale(${module})" shape-rendering="crispEdges"><path d="${path}"/></g>`,
  };
}

/** On white, for which logos are drawn. */
function logoOf({ logo }: PassPaper): Drawn[] {
  if (logo === null) return [];
  const [width, height] = [360, 130];
  const data = `data:${logo.contentType};base64,${Buffer.from(logo.bytes).toString('base64')}`;
  return [
    {
      height: height + 56,
      draw: (top) =>
        `<rect x="${MIDDLE - width / 2 - 20}" y="${top}" width="${width + 40}" height="${height + 36}" rx="24" fill="#ffffff"/><image x="${MIDDLE - width / 2}" y="${top + 18}" width="${width}" height="${height}" href="${data}"/>`,
    },
  ];
}

const round = (value: number) => Math.round(value * 100) / 100;

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
