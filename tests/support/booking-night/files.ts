import { expect } from '@playwright/test';
import { readXlsx } from 'hucre/xlsx';
import { MESSAGES } from '@/i18n/messages';
import { textOfPdf } from '../pdf-text';
import type { Row } from './compare';
import { DAY, type Night, ZONE } from './night';

/** The files of the night, and nothing else in them than the database has. */
export async function compareFiles(night: Night, rows: readonly Row[]): Promise<void> {
  await compareTable(await fetchFile(night, 'xlsx'), rows);
  const csv = (await fetchFile(night, 'csv')).toString().trim().split(/\r?\n/).slice(1);
  expect(csv).toHaveLength(rows.length);
  for (const row of rows) {
    const line = csv.find((text) => text.endsWith(`,${row.code}`)) ?? '';
    expect(line).toContain(`,${row.customer_name},${row.guest_count},`);
    if (row.table_name) expect(line).toContain(row.table_name);
  }
  comparePaper(await fetchFile(night, 'pdf'), rows);
}

async function fetchFile({ host }: Night, format: 'csv' | 'xlsx' | 'pdf'): Promise<Buffer> {
  const query = new URLSearchParams({ businessId: host.businessId, day: DAY, format });
  const headers = { cookie: host.cookie, 'accept-language': 'es' };
  const answer = await fetch(`${host.url}/api/reservas/exportar?${query}`, { headers });
  expect([answer.status, format]).toEqual([200, format]);
  return Buffer.from(await answer.arrayBuffer());
}

/** Date and time by the venue's clock. */
function whenOf({ reserved_at: at }: Row): [string, string] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' });
  const [date = '', time = ''] = format.format(at).split(' ');
  return [date, time];
}

const statusOf = ({ status }: Row) => MESSAGES.es.reservas.status[status as keyof typeof MESSAGES.es.reservas.status];

async function compareTable(bytes: Buffer, rows: readonly Row[]): Promise<void> {
  const { sheets } = await readXlsx(bytes);
  const [heads = [], ...cells] = sheets[0]?.rows ?? [];
  const { columns } = MESSAGES.es.files;
  const shown = [
    'date',
    'time',
    'customerName',
    'guestCount',
    'status',
    'arrived',
    'tableName',
    'customerEmail',
    'code',
  ] as const;
  const places = shown.map((name) => heads.indexOf(columns[name]));
  expect(places).not.toContain(-1);
  const text = (row: readonly unknown[]) => JSON.stringify(row.map((cell) => cell ?? ''));
  expect(cells.map((row) => text(places.map((place) => row[place]))).sort()).toEqual(
    rows
      .map((row) => [
        ...[...whenOf(row), row.customer_name, row.guest_count, statusOf(row), row.scan_count],
        ...[row.table_name, row.customer_email, row.code],
      ])
      .map(text)
      .sort(),
  );
}

/** Each party stands once on the sheets, with its time, name, people, tables and status before its code. */
function comparePaper(bytes: Buffer, rows: readonly Row[]): void {
  const lines = textOfPdf(bytes);
  const plain = (texts: readonly string[]) => texts.join('').replaceAll(/\s/g, '');
  const people = rows.reduce((sum, { guest_count }) => sum + guest_count, 0);
  expect(lines[1]).toContain(`${rows.length} reservas, ${people} personas previstas`);
  for (const row of rows) {
    const places = lines.flatMap((line, i) => (line.endsWith(row.code) ? [i] : []));
    expect(places, row.code).toHaveLength(1);
    const [, time] = whenOf(row);
    const told = [
      time,
      row.customer_name,
      `${row.scan_count} / ${row.guest_count}`,
      row.table_name ?? '',
      statusOf(row),
    ];
    const before = plain(lines.slice(Math.max(0, (places[0] ?? 0) - 12), places[0]));
    expect(before.endsWith(plain(told)), `${before} – ${told}`).toBe(true);
  }
}
