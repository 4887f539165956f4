import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import * as z from 'zod';
import type { RowBatch } from '@/platform/db/copy-rows';

/**
 * A copy of a database as a file: lines of JSON in gzip, each after a letter that says what it is.
 *
 * `H` the header, `T` a table with its columns, `R` a row of the table before it, `E` the end, which holds the number of rows and
 * the SHA-256 of every byte before it. A file without its end is half a copy.
 */
export const FORMAT = 1;

export const Header = z.object({
  format: z.number().int(),
  at: z.iso.datetime(),
  /** The hashes of the migrations that the copied database has had, in their order. */
  migrations: z.array(z.string()).min(1),
  /** The installation's own secret; null where AFORO_SECRET gives it. */
  secret: z.string().min(32).nullable(),
});
export type Header = z.infer<typeof Header>;

const Table = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
const End = z.object({ rows: z.number().int(), sha256: z.string() });

export type CopyFault = 'not-a-copy' | 'cut-short' | 'damaged' | 'newer-format';

/** A file cannot be restored. */
export class CopyFileError extends Error {
  constructor(readonly fault: CopyFault) {
    super(fault);
  }
}

/** Builds the lines of a copy, with what its end says of them. */
export class CopyWriter {
  readonly #hash = createHash('sha256');
  #rows = 0;
  #table: string | undefined;

  header(header: Header): string {
    return this.#add(`H${JSON.stringify(header)}\n`);
  }

  batch({ table, columns, rows }: RowBatch): string {
    const head = table === this.#table ? '' : `T${JSON.stringify({ table, columns })}\n`;
    this.#table = table;
    this.#rows += rows.length;
    return this.#add(head + rows.map((row) => `R${row}\n`).join(''));
  }

  end(): string {
    return `E${JSON.stringify({ rows: this.#rows, sha256: this.#hash.digest('hex') })}\n`;
  }

  #add(text: string): string {
    this.#hash.update(text);
    return text;
  }
}

interface OpenCopy {
  readonly header: Header;
  /** Rows as they are read. The file is whole only when this has ended without an error. */
  readonly batches: AsyncGenerator<RowBatch>;
}

/** Opens a copy. Throws CopyFileError, here and from `batches`; and the error of a file that cannot be read. */
export async function openCopy(path: string): Promise<OpenCopy> {
  const lines = linesOf(path);
  const first = await lines.next();
  if (first.done || !first.value.text.startsWith('H')) throw new CopyFileError('not-a-copy');
  const raw = jsonOf(first.value.text);
  const format = z.object({ format: z.number() }).safeParse(raw);
  if (!format.success) throw new CopyFileError('not-a-copy');
  if (format.data.format > FORMAT) throw new CopyFileError('newer-format');
  return { header: parsed(Header, raw), batches: batchesOf(lines) };
}

/** Reads a copy to its end, so that a file that is not whole is refused. Returns what it holds. */
export async function checkCopy(path: string): Promise<{ readonly header: Header; readonly rows: number }> {
  const { header, batches } = await openCopy(path);
  let rows = 0;
  for await (const batch of batches) rows += batch.rows.length;
  return { header, rows };
}

/** Rows that are handed on at once. */
const BATCH = 500;

async function* batchesOf(lines: AsyncGenerator<Line>): AsyncGenerator<RowBatch> {
  let head: z.infer<typeof Table> | undefined;
  let rows: string[] = [];
  let total = 0;
  for await (const { text, sha256 } of lines) {
    const [kind, body] = [text[0], text.slice(1)];
    if (kind === 'R' && head) {
      rows.push(body);
      total += 1;
      if (rows.length < BATCH) continue;
    }
    if (head && (kind !== 'R' || rows.length > 0)) yield { ...head, rows };
    rows = [];
    if (kind === 'T') head = parsed(Table, jsonOf(text));
    else if (kind === 'E') {
      const end = parsed(End, jsonOf(text));
      if (end.rows !== total || end.sha256 !== sha256()) throw new CopyFileError('damaged');
      return;
    } else if (kind !== 'R' || !head) throw new CopyFileError('damaged');
  }
  throw new CopyFileError('cut-short');
}

interface Line {
  readonly text: string;
  /** Of every byte before this line. Asked once, for the last line. */
  sha256(): string;
}

/** Only a line that ends in a line break is whole. */
async function* linesOf(path: string): AsyncGenerator<Line> {
  const hash = createHash('sha256');
  const sha256 = () => hash.digest('hex');
  let rest = Buffer.alloc(0);
  for await (const chunk of unzipped(path)) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let to = rest.indexOf('\n', from); to >= 0; to = rest.indexOf('\n', from)) {
      yield { text: rest.toString('utf8', from, to), sha256 };
      hash.update(rest.subarray(from, to + 1));
      from = to + 1;
    }
    rest = rest.subarray(from);
  }
}

async function* unzipped(path: string): AsyncGenerator<Buffer<ArrayBuffer>> {
  const source = createReadStream(path);
  const unzip = createGunzip();
  source.on('error', (error) => unzip.destroy(error));
  try {
    yield* Readable.from(source.pipe(unzip)) as AsyncIterable<Buffer<ArrayBuffer>>;
  } catch (error) {
    throw faultOf(error);
  } finally {
    source.destroy();
    unzip.destroy();
  }
}

function faultOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'Z_BUF_ERROR') return new CopyFileError('cut-short');
  if (error.code !== 'Z_DATA_ERROR') return error;
  return new CopyFileError(error.message === 'incorrect header check' ? 'not-a-copy' : 'damaged');
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line.slice(1));
  } catch {
    throw new CopyFileError('damaged');
  }
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new CopyFileError('damaged');
}
