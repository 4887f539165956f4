import { expect, it } from 'vitest';
import { MESSAGES } from '@/i18n/messages';
import type { Venue } from '@/modules/venues/venue';
import { judgeRows, keysOf } from './judge-rows';
import { FILE, guessColumns } from './rules';

const venue = { id: 'v', timeZone: 'Europe/Madrid', cutoffHour: 4, country: 'ES' } as unknown as Venue;
const NOW = new Date('2026-10-20T12:00:00Z');
const names = [MESSAGES.es.files.columns, MESSAGES.en.files.columns];
const HEADS = ['Fecha', 'Hora', 'Cliente', 'Pax', 'Móvil', 'E-mail', 'Mesa', 'Observaciones', 'Etiquetas', 'Estado'];
const columns = guessColumns(HEADS, names);
const GOOD = ['24/10/2026', '21:00', 'Ana', '4', '600 123 456', 'ana@mail.test', '7', 'ventana', 'VIP', 'Confirmada'];
const change = (at: number, value: string) => GOOD.map((cell, i) => (i === at ? value : cell));

async function judge(...rows: string[][]) {
  const sheet = { rows: rows.map((cells, i) => ({ line: i + 2, cells })) };
  return judgeRows(sheet, { venue, now: NOW, columns, order: 'dmy' });
}

it('knows the columns of either language, and of others', () => {
  expect(columns).toEqual({
    ...{ date: 0, time: 1, customerName: 2, guestCount: 3, customerPhone: 4, customerEmail: 5 },
    ...{ tableName: 6, notes: 7, tags: 8, status: 9 },
  });
  for (const own of names) {
    const fields = ['date', 'time', 'customerName', 'guestCount', 'customerPhone', 'customerEmail'] as const;
    const found = guessColumns(
      fields.map((field) => own[field].toUpperCase()),
      names,
    );
    expect(found).toEqual(Object.fromEntries(fields.map((field, i) => [field, i])));
  }
  expect(guessColumns(['Algo', 'Nombre', 'Nombre'], names)).toEqual({ customerName: 1 });
});

it('makes a reservation of a row, at the instant that the venue’s clock shows', async () => {
  const [row] = await judge(GOOD);
  expect(row).toMatchObject({ line: 2, fate: 'new', field: null, reason: null, name: 'Ana' });
  expect(row?.input).toMatchObject({
    ...{ customerName: 'Ana', guestCount: 4, reservedAt: '2026-10-24T19:00:00.000Z', customerPhone: '+34600123456' },
    ...{ customerEmail: 'ana@mail.test', tableName: '7', notes: 'ventana', tags: ['VIP'], status: 'CONFIRMED' },
  });
});

it.each([
  [0, '31/02/2026', 'date', 'date'],
  [0, '24/10/1826', 'date', 'year'],
  [1, 'tarde', 'time', 'time'],
  [2, '  ', 'customerName', 'name'],
  [3, '0', 'guestCount', 'party'],
  [3, 'dos', 'guestCount', 'party'],
  [3, '2.5', 'guestCount', 'party'],
  [4, '12', 'customerPhone', 'phone'],
  [5, 'ana', 'customerEmail', 'email'],
  [6, 'x'.repeat(41), 'tableName', 'table'],
  [7, 'x'.repeat(1001), 'notes', 'notes'],
  [8, 'Alto', 'tags', 'tags'],
  [9, 'Cancelada', 'status', 'status'],
])('names what is wrong with a row whose column %i is %s', async (at, value, field, reason) => {
  expect(await judge(change(at, value))).toMatchObject([{ fate: 'invalid', field, reason, input: null }]);
});

it('names a time that the clock skips or repeats, unless its offset says which', async () => {
  const at = (date: string, time: string) => change(0, date).map((cell, i) => (i === 1 ? time : cell));
  expect(await judge(at('28/03/2027', '02:30'))).toMatchObject([{ field: 'time', reason: 'skipped' }]);
  expect(await judge(at('25/10/2026', '02:30'))).toMatchObject([{ field: 'time', reason: 'repeated' }]);
  const instants = (await judge(at('25/10/2026', '02:30 +02:00'), at('25/10/2026', '02:30 +01:00'))).map(
    ({ input }) => input?.reservedAt,
  );
  expect(instants).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']);
});

it('tells a night that is over from tonight’s small hours', async () => {
  const fates = async (date: string, time: string) =>
    (await judge([date, time, ...GOOD.slice(2)])).map(({ fate }) => fate);
  expect(await fates('19/10/2026', '21:00')).toEqual(['past']);
  expect(await fates('20/10/2026', '03:59')).toEqual(['past']);
  expect(await fates('20/10/2026', '04:00')).toEqual(['new']);
});

it('finds who is there already: by phone, by e-mail, and by the name where one of both has neither', async () => {
  const bare = (name: string) => change(4, '').map((cell, i) => (i === 5 ? '' : i === 2 ? name : cell));
  const other = change(2, 'Otra').map((cell, i) => (i === 5 ? 'otra@mail.test' : cell));
  const fates = (await judge(GOOD, change(2, 'Ana María'), other, bare('ANA'), bare('Eva'), bare('éva'))).map(
    ({ fate }) => fate,
  );
  // `other` has Ana's phone.
  expect(fates).toEqual(['new', 'same', 'same', 'same', 'new', 'same']);
  const twins = [GOOD, change(4, '600 999 999').map((cell, i) => (i === 5 ? '' : cell))];
  expect((await judge(...twins)).map(({ fate }) => fate)).toEqual(['new', 'new']);
  expect((await judge(GOOD, change(3, '5'), change(1, '21:30'))).map(({ fate }) => fate)).toEqual([
    'new',
    'new',
    'new',
  ]);
  const known = new Set(
    keysOf({ customerName: 'x', customerPhone: '+34600123456', guestCount: 4, reservedAt: '2026-10-24T19:00:00Z' }),
  );
  const sheet = { rows: [{ line: 2, cells: GOOD }] };
  expect(await judgeRows(sheet, { venue, now: NOW, columns, order: 'dmy' }, async () => known)).toMatchObject([
    { fate: 'same' },
  ]);
});

it('decides as many rows as a file may have', async () => {
  const rows = Array.from({ length: FILE.rows }, (_, i) =>
    change(4, '').map((cell, at) => (at === 5 ? `g${i}@mail.test` : cell)),
  );
  const judged = await judge(...rows);
  expect(judged.filter(({ fate }) => fate === 'new')).toHaveLength(FILE.rows);
});
