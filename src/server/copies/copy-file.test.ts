import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CopyFileError, CopyWriter, checkCopy, FORMAT, openCopy } from './copy-file';

const HEADER = { format: FORMAT, at: '2026-11-28T03:00:00.000Z', migrations: ['a', 'b'], secret: null };
const GUESTS = { table: 'guest', columns: ['id', 'name'] };
/** Longer than a batch, with what breaks lines elsewhere. */
const ROWS = Array.from({ length: 1_200 }, (_, id) => JSON.stringify({ id, name: `Íñigo\u2028 ${id}\n` }));

function textOf(writer = new CopyWriter()): string {
  return [
    writer.header(HEADER),
    ...[0, 500, 1_000].map((from) => writer.batch({ ...GUESTS, rows: ROWS.slice(from, from + 500) })),
    writer.batch({ table: 'empty', columns: ['id'], rows: [] }),
    writer.end(),
  ].join('');
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aforo-copy-file-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(bytes: Buffer): string {
  const path = join(folder, 'copy');
  writeFileSync(path, bytes);
  return path;
}

const faultOf = async (bytes: Buffer) => {
  try {
    await checkCopy(fileOf(bytes));
    return 'none';
  } catch (error) {
    return error instanceof CopyFileError ? error.fault : error;
  }
};

describe('a copy', () => {
  it('gives back every row of every table, in order, and which tables are empty', async () => {
    const { header, batches } = await openCopy(fileOf(gzipSync(textOf())));
    expect(header).toEqual(HEADER);
    const rows: string[] = [];
    const tables = new Set<string>();
    for await (const batch of batches) {
      tables.add(batch.table);
      rows.push(...batch.rows);
    }
    expect(rows).toEqual(ROWS);
    expect([...tables]).toEqual(['guest', 'empty']);
  });

  it('is refused wherever it was cut off, by its end or by that of its compression', async () => {
    const text = textOf();
    const whole = gzipSync(text);
    expect(await faultOf(whole)).toBe('none');
    for (const part of [0.1, 0.5, 0.99])
      expect(await faultOf(whole.subarray(0, whole.length * part))).toBe('cut-short');
    for (const line of [2, 700, 1_203]) {
      const lines = text.split('\n').slice(0, line);
      expect(await faultOf(gzipSync(`${lines.join('\n')}\n`))).toBe('cut-short');
    }
  });

  it('is refused when a byte is another one, a row is missing or was added, or it is something else', async () => {
    const text = textOf();
    expect(await faultOf(gzipSync(text.replace('Íñigo', 'Iñigo')))).toBe('damaged');
    expect(await faultOf(gzipSync(text.replace(/R[^\n]*\n/, '')))).toBe('damaged');
    expect(await faultOf(gzipSync(text.replace(/(R[^\n]*\n)/, '$1$1')))).toBe('damaged');
    expect(await faultOf(gzipSync(text.replace('"rows":1200', '"rows":1199')))).toBe('damaged');
    expect(await faultOf(gzipSync(text.replace('"format":1', '"format":2')))).toBe('newer-format');
    expect(await faultOf(gzipSync('a letter\n'))).toBe('not-a-copy');
    expect(await faultOf(Buffer.from('a picture'))).toBe('not-a-copy');
    expect(await faultOf(Buffer.alloc(0))).toBe('cut-short');
  });
});
