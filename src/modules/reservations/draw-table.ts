import { stringify } from 'csv-stringify/sync';
import type { DayTable } from './project-table';

/** The table as CSV (RFC 4180), with a byte order mark, by which Excel reads it as UTF-8. */
export function drawCsv({ heads, rows }: DayTable): string {
  return stringify([[...heads], ...rows.map((row) => [...row])], {
    bom: true,
    // The library itself quotes a line break only where it is the one that ends a record.
    quoted_match: /[\n\r]/,
    record_delimiter: 'windows',
    // A cell that begins like a formula gets an apostrophe before it, so that no spreadsheet calculates what a guest wrote.
    escape_formulas: true,
  });
}

/** Characters of a column that holds little, and of one that holds sentences. */
const WIDTH = { usual: 14, wide: 32 } as const;
const WIDE: ReadonlySet<string> = new Set(['customerName', 'customerEmail', 'notes']);

/** The table as a workbook of one sheet. A text is a cell of text, whatever it begins with; no cell is a formula. */
export async function drawWorkbook({ columns, heads, rows }: DayTable, title: string): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    sheets: [
      {
        name: title,
        columns: columns.map((column) => ({ width: WIDE.has(column) ? WIDTH.wide : WIDTH.usual })),
        rows: [[...heads], ...rows.map((row) => [...row])],
        freezePane: { rows: 1 },
      },
    ],
  });
}
