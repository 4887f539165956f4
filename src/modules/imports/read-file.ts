import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError } from '@/platform/errors';
import { checkArchive } from './check-archive';
import type { Cell } from './read-when';
import { FILE, type Refusal } from './rules';

/** A file as rows of cells; `line` is the row's number in the file, from 1. */
export interface Sheet {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly Cell[] }[];
}

export function refused(reason: Refusal): DomainError {
  return new DomainError('IMPORT_REFUSED', { extra: { reason } });
}

/** Rows read before other requests have their turn. */
const TURN = 500;

/** Reads CSV in any usual encoding, or the first sheet of a workbook. Throws PAYLOAD_TOO_LARGE and IMPORT_REFUSED with the reason. */
export async function readFile(bytes: Buffer): Promise<Sheet> {
  if (bytes.length > FILE.bytes) throw new DomainError('PAYLOAD_TOO_LARGE');
  if (bytes.length === 0) throw refused('empty');
  if (bytes.subarray(0, 4).equals(OLD_EXCEL)) throw refused('old-excel');
  const rows = bytes.subarray(0, 2).toString('latin1') === 'PK' ? await readWorkbook(bytes) : await readCsv(bytes);
  const [head, ...rest] = rows;
  if (!head || rest.length === 0) throw refused('empty');
  return { heads: head.cells.map((cell) => (typeof cell === 'string' ? cell.trim() : cell.wall)), rows: rest };
}

const OLD_EXCEL = Buffer.from('d0cf11e0', 'hex');

type Row = Sheet['rows'][number];

/** Takes rows one by one and refuses the file at the first that is too much. */
function collector() {
  const rows: Row[] = [];
  return {
    rows,
    add(line: number, cells: readonly Cell[]): void {
      if (cells.every((cell) => typeof cell === 'string' && cell.trim() === '')) return;
      if (cells.length > FILE.columns) throw refused('columns');
      if (rows.length > FILE.rows) throw refused('rows');
      rows.push({ line, cells });
    },
  };
}

async function readCsv(bytes: Buffer): Promise<Row[]> {
  const text = decode(bytes);
  if (text.includes('\0')) throw refused('unreadable');
  const { detectDelimiter, parseCsv } = await import('hucre/csv');
  // Excel's own first line, which names the separator.
  const named = /^sep=([,;\t|])\r?\n/i.exec(text);
  const body = named ? text.slice(named[0].length) : text;
  const delimiter = named?.[1] ?? detectDelimiter(body);
  const { rows, add } = collector();
  let line = named ? 1 : 0;
  for (const cells of parseCsv(body, { delimiter, maxRows: FILE.rows + 2 })) {
    line += 1;
    add(
      line,
      cells.slice(0, FILE.columns + 1).map((cell) => toCell(cell)),
    );
    if (line % TURN === 0) await nextTurn();
  }
  return rows;
}

/** UTF-8 and UTF-16 with a byte order mark or without one, else Windows-1252. */
export function decode(bytes: Buffer): string {
  const start = bytes.subarray(0, 2).toString('hex');
  if (start === 'fffe') return new TextDecoder('utf-16le').decode(bytes);
  if (start === 'feff') return new TextDecoder('utf-16be').decode(bytes);
  const sample = bytes.subarray(0, 400);
  const zeros = [0, 1].map((odd) => sample.filter((byte, i) => byte === 0 && i % 2 === odd).length);
  if ((zeros[1] ?? 0) > sample.length / 4) return new TextDecoder('utf-16le').decode(bytes);
  if ((zeros[0] ?? 0) > sample.length / 4) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function readWorkbook(bytes: Buffer): Promise<Row[]> {
  await checkArchive(bytes);
  const { streamXlsxRows } = await import('hucre/xlsx');
  const { rows, add } = collector();
  try {
    let read = 0;
    for await (const { index, values } of streamXlsxRows(new Uint8Array(bytes), { maxRows: FILE.rows + 2 })) {
      add(index + 1, values.slice(0, FILE.columns + 1).map(toCell));
      read += 1;
      if (read % TURN === 0) await nextTurn();
    }
  } catch (error) {
    throw error instanceof DomainError ? error : refused('unreadable');
  }
  return rows;
}

/** A formula is never calculated: its cell is what the program that wrote the file had made of it. */
function toCell(value: unknown): Cell {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : { wall: value.toISOString() };
  const text = value === null || value === undefined || typeof value === 'object' ? '' : String(value);
  // The apostrophe that an export puts before what begins like a formula.
  return text.slice(0, FILE.cell).replace(/^'(?=[=+\-@\t\r])/, '');
}
