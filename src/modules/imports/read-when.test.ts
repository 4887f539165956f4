import { expect, it } from 'vitest';
import { orderOf, readWhen } from './read-when';

it.each([
  ['2026-11-29', '21:00', '2026-11-29 21:00'],
  ['29/11/2026', '21:00:00', '2026-11-29 21:00'],
  ['29.11.26', '21.30', '2026-11-29 21:30'],
  ['1-2-2027', '9:05', '2027-02-01 09:05'],
  ['29/11/2026', '21h30', '2026-11-29 21:30'],
  ['29/11/2026', '21 h', '2026-11-29 21:00'],
  ['29/11/2026', '2130', '2026-11-29 21:30'],
  ['29/11/2026', '9:30 PM', '2026-11-29 21:30'],
  ['29/11/2026', '12 am', '2026-11-29 00:00'],
  ['29/11/2026', '9:30 p. m.', '2026-11-29 21:30'],
  ['29/11/2026 21:00', null, '2026-11-29 21:00'],
  ['2026-11-29T21:00:00.000+02:00', null, '2026-11-29 21:00 +02:00'],
  ['2026-11-29T21:00Z', null, '2026-11-29 21:00 +00:00'],
  ['2026-10-25', '02:30 +02:00', '2026-10-25 02:30 +02:00'],
] as const)('reads %s and %s', (date, time, expected) => {
  const read = readWhen(date, time, 'dmy');
  expect('problem' in read ? read.problem : [read.date, read.time, read.offset].filter(Boolean).join(' ')).toBe(
    expected,
  );
});

it('reads the month first where that is asked, and what a spreadsheet holds', () => {
  expect(readWhen('11/29/2026', '21:00', 'mdy')).toMatchObject({ date: '2026-11-29' });
  expect(readWhen({ wall: '2026-11-29T00:00:00.000Z' }, { wall: '1899-12-31T21:15:00.000Z' }, 'dmy')).toMatchObject({
    ...{ date: '2026-11-29', time: '21:15' },
  });
  expect(readWhen({ wall: '2026-11-29T20:30:00.000Z' }, null, 'dmy')).toMatchObject({ time: '20:30' });
});

it.each([
  ['31/02/2026', '21:00', 'date'],
  ['mañana', '21:00', 'date'],
  ['', '21:00', 'date'],
  ['29/11/1926', '21:00', 'year'],
  ['29/11/2026', '', 'time'],
  ['29/11/2026', '25:00', 'time'],
  ['29/11/2026', '21', 'time'],
  ['29/11/2026', '13:00 pm', 'time'],
  ['29/11/2026', 'noche', 'time'],
])('names the problem of %s and %s', (date, time, problem) => {
  expect(readWhen(date, time, 'dmy')).toEqual({ problem });
});

it('tells the order of day and month by the dates of the file, where they say it', () => {
  expect(orderOf(['01/02/2026', '29/11/2026'])).toBe('dmy');
  expect(orderOf(['01/02/2026', '11/29/2026'])).toBe('mdy');
  expect(orderOf(['01/02/2026'])).toBeNull();
  expect(orderOf(['29/11/2026', '11/29/2026'])).toBeNull();
});
