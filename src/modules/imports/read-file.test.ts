import { crc32, deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { expect, it } from 'vitest';
import { readFile } from './read-file';
import { FILE } from './rules';

const TEXT = 'Nombre;Teléfono\r\nNúñez “Ñ”;600 123 456\r\n';
const PLAIN = 'Nombre;Teléfono\r\nNúñez;600 123 456\r\n';
const be = (text: string) => Buffer.from(text, 'utf16le').swap16();

it.each([
  ['UTF-8', Buffer.from(TEXT), 'Núñez “Ñ”'],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'Núñez “Ñ”'],
  ['UTF-16 with a mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'Núñez “Ñ”'],
  ['UTF-16 without one', Buffer.from(TEXT, 'utf16le'), 'Núñez “Ñ”'],
  ['UTF-16 with the high byte first', be(`\uFEFF${TEXT}`), 'Núñez “Ñ”'],
  ['Windows-1252', Buffer.from(PLAIN, 'latin1'), 'Núñez'],
])('reads %s', async (_, bytes, name) => {
  expect(await readFile(bytes)).toEqual({
    heads: ['Nombre', 'Teléfono'],
    rows: [{ line: 2, cells: [name, '600 123 456'] }],
  });
});

it.each([
  ['a comma', 'a,b\n"1;2",3\n'],
  ['a semicolon', 'a;b\n"1;2";3\n'],
  ['a tab', 'a\tb\n1;2\t3\n'],
  ['what its first line says', 'sep=;\na;b\n"1;2";3\n'],
])('takes the columns apart at %s', async (_, text) => {
  const { heads, rows } = await readFile(Buffer.from(text));
  expect(heads).toEqual(['a', 'b']);
  expect(rows.map(({ cells }) => cells)).toEqual([['1;2', '3']]);
});

it('keeps what is quoted, leaves empty lines out, and takes the apostrophe off what an export has escaped', async () => {
  const { rows } = await readFile(Buffer.from('a,b\n\n"x\ny","q""z"\n,\n\'+34600,\'s\n'));
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['x\ny', 'q"z'],
    ['+34600', "'s"],
  ]);
});

it('reads of a workbook what its cells show: dates as they stand, and of a formula its last value', async () => {
  const at = new Date(Date.UTC(2026, 10, 29, 21, 30));
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'Hoja',
        rows: [
          ['Nombre', 'Cuándo', 'Personas'],
          ['Ana', at, 4],
          ['=1+1', at, 2],
          ['x', at, null],
        ],
        cells: new Map([['3,2', { value: 7, formula: '3+4', formulaResult: 7 }]]),
      },
    ],
  });
  const { rows } = await readFile(Buffer.from(bytes));
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['Ana', { wall: at.toISOString() }, '4'],
    ['=1+1', { wall: at.toISOString() }, '2'],
    ['x', { wall: at.toISOString() }, '7'],
  ]);
});

/** An archive, the heads of whose parts claim them to be `claimed` bytes. */
function archiveOf(contents: readonly Buffer[], claimed?: number, flags = 0): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  for (const [i, content] of contents.entries()) {
    const packed = deflateRawSync(content);
    const name = Buffer.from(`xl/worksheets/sheet${i + 1}.xml`);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(claimed ?? content.length, 18);
    head.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(Buffer.concat(locals).length, 10);
    locals.push(Buffer.from('504b0304', 'hex'), head, name, packed);
    entries.push(Buffer.from('504b01021400', 'hex'), head, place, name);
  }
  const [parts, directory] = [Buffer.concat(locals), Buffer.concat(entries)];
  const end = Buffer.alloc(18);
  end.writeUInt16LE(contents.length, 4);
  end.writeUInt16LE(contents.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(parts.length, 12);
  return Buffer.concat([parts, directory, Buffer.from('504b0506', 'hex'), end]);
}

it.each([
  [
    'inflates to more than a file may be, whatever it claims',
    () => archiveOf([Buffer.alloc(FILE.inflated + 1)], 10),
    'inflated',
  ],
  [
    'inflates in its parts together to more than a file may be',
    () => archiveOf([Buffer.alloc(FILE.inflated), Buffer.from('x')]),
    'inflated',
  ],
  ['is encrypted', () => archiveOf([Buffer.from('x')], 1, 1), 'encrypted'],
  ['is no workbook', () => archiveOf([Buffer.from('x')]), 'unreadable'],
  ['is the beginning of an archive', () => archiveOf([Buffer.from('x')]).subarray(0, 40), 'unreadable'],
  ['is of an old Excel', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old-excel'],
  ['is a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452000000', 'hex'), 'unreadable'],
  ['has nothing in it', () => Buffer.from('a,b\n'), 'empty'],
  ['has too many columns', () => Buffer.from(`${'a,'.repeat(FILE.columns)}a\n1\n`), 'columns'],
  ['has too many rows', () => Buffer.from(`a\n${'1\n'.repeat(FILE.rows + 1)}`), 'rows'],
])('refuses a file that %s', async (_, make, reason) => {
  await expect(readFile(make())).rejects.toMatchObject({ code: 'IMPORT_REFUSED', extra: { reason } });
});

it('refuses a file that is too long before it reads it', async () => {
  await expect(readFile(Buffer.alloc(FILE.bytes + 1))).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
});

it('refuses a workbook with a row that is too wide', async () => {
  const rows = [['a'], Array.from({ length: FILE.columns + 1 }, () => 'x')];
  await expect(readFile(Buffer.from(await writeXlsx({ sheets: [{ name: 'A', rows }] })))).rejects.toMatchObject({
    extra: { reason: 'columns' },
  });
});
