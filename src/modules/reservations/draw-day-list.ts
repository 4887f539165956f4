import { formatText } from '@/i18n/format-text';
import { LANGUAGES, type Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { drawable, FONT_FILES, openFonts } from '@/modules/passes/paper';
import { noonOf } from '@/modules/venues/business-day';
import type { DayTable, TableColumn } from './project-table';

/** Points. */
const MARGIN = 36;
const GAP = 8;
const LINE = { size: 9, small: 8, head: 8 } as const;
const INK = '#000000';
/** Printed in grey, it is still read. */
const SOFT = '#444444';
const RULE = '#bbbbbb';

/** The columns of the sheet, with their share of its width. What is not listed stands below the name. */
const SHARES: readonly (readonly [TableColumn, number])[] = [
  ['time', 0.12],
  ['customerName', 0.31],
  ['guestCount', 0.1],
  ['tableName', 0.14],
  ['status', 0.13],
  ['customerPhone', 0.2],
];
const BELOW: readonly TableColumn[] = ['tags', 'notes', 'code'];

export interface DaySheet {
  readonly venue: string;
  readonly day: string;
  readonly table: DayTable;
  /** When it was made, by the venue's clock. */
  readonly made: string;
}

/**
 * A day's reservations for paper: A4, the head on every page, each page with its number of how many. A reservation stands whole
 * on one page, with its notes in as many lines as they need.
 */
export async function drawDayList({ venue, day, table, made }: DaySheet, locale: Locale): Promise<Uint8Array> {
  const texts = MESSAGES[locale].files;
  const [{ default: PdfDocument }, fonts] = await Promise.all([import('pdfkit'), openFonts()]);
  const date = new Intl.DateTimeFormat(LANGUAGES[locale].formats, { dateStyle: 'full', timeZone: 'UTC' }).format(
    noonOf(day),
  );
  const document = new PdfDocument({
    ...{ size: 'A4', margin: MARGIN, font: FONT_FILES.plain, lang: locale, displayTitle: true, bufferPages: true },
    info: { Title: `${venue} · ${date}`, Creator: 'Aforo', Producer: 'Aforo' },
  });
  const pieces: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  document.on('data', (piece: Buffer) => pieces.push(piece));

  const { width: whole, height: full } = document.page;
  const width = whole - 2 * MARGIN;
  const bottom = full - MARGIN - LINE.small * 2;
  const at = (column: TableColumn) => table.columns.indexOf(column);
  const shown = SHARES.filter(([column]) => at(column) >= 0);
  const sum = shown.reduce((total, [, share]) => total + share, 0);
  const places = shown.map(([column, share], i) => ({
    column,
    left: MARGIN + (shown.slice(0, i).reduce((total, [, each]) => total + each, 0) / sum) * width,
    width: (share / sum) * width - GAP,
  }));
  const arrived = at('arrived');
  const cellOf = (row: DayTable['rows'][number], column: TableColumn) => {
    const value = String(row[at(column)] ?? '');
    return column === 'guestCount' ? `${row[arrived]} / ${value}` : value;
  };
  const set = (text: string, size: number, isBold = false) => {
    document.font(isBold ? FONT_FILES.bold : FONT_FILES.plain).fontSize(size);
    return drawable(text, isBold ? fonts.bold : fonts.plain);
  };
  const rule = (y: number) =>
    document
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + width, y)
      .lineWidth(0.5)
      .stroke(RULE);
  const head = (y: number) => {
    for (const { column, left, width } of places) {
      const text = set(table.heads[at(column)] ?? '', LINE.head, true);
      document.fillColor(SOFT).text(text, left, y, { width, lineBreak: false, ellipsis: true });
    }
    rule(y + LINE.head + 6);
    return y + LINE.head + 10;
  };

  document.fillColor(INK).text(set(`${venue} · ${date}`, 15, true), MARGIN, MARGIN, { width });
  const people = table.rows.reduce((total, row) => total + Number(row[at('guestCount')]), 0);
  const summary = formatText(locale, texts.sheet.summary, { count: table.rows.length, people, when: made });
  document.fillColor(SOFT).text(set(summary, LINE.size), MARGIN, document.y + 2, { width });
  let y = head(document.y + 10);
  if (table.rows.length === 0) document.fillColor(INK).text(set(texts.sheet.empty, LINE.size), MARGIN, y, { width });
  for (const row of table.rows) {
    const below = BELOW.map((column) => (at(column) < 0 ? '' : String(row[at(column)] ?? '')))
      .filter((text) => text !== '')
      .join(' · ');
    const [, name = { left: MARGIN, width }] = places;
    const heights = places.map(({ column, width }) => {
      const text = set(cellOf(row, column), LINE.size, column === 'customerName');
      return document.heightOfString(text || ' ', { width });
    });
    const notesWidth = MARGIN + width - name.left;
    const belowHeight = document.heightOfString(set(below, LINE.small) || ' ', { width: notesWidth });
    const first = Math.max(...heights);
    if (y + first + belowHeight + 6 > bottom) {
      document.addPage();
      y = head(MARGIN);
    }
    for (const { column, left, width } of places) {
      const text = set(cellOf(row, column), LINE.size, column === 'customerName');
      document.fillColor(INK).text(text, left, y, { width });
    }
    document.fillColor(SOFT).text(set(below, LINE.small), name.left, y + first + 1, { width: notesWidth });
    y += first + belowHeight + 5;
    rule(y - 2);
  }
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    document.switchToPage(page);
    // Below the margin nothing is written unless the margin is gone, or the text would begin another page.
    document.page.margins.bottom = 0;
    const text = formatText(locale, texts.sheet.page, { page: page + 1, count });
    document.fillColor(SOFT).text(set(text, LINE.small), MARGIN, full - MARGIN, { width, align: 'right' });
  }
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(pieces));
}
