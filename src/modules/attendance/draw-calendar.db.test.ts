import { expect, it } from 'vitest';
import { changeStatus } from '@/modules/reservations/change-status';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW } from '../../../tests/support/fixtures';
import { tokenOf } from '../../../tests/support/scans';
import { drawCalendar } from './draw-calendar';

const ORIGIN = 'https://aforo.example';
const TEXTS = {
  summary: ({ venue }: { venue: string }) => `Reserva en ${venue}`,
  description: ({ count, code, url }: { count: number; code: string; url: string }) => `${count} · ${code}\n${url}`,
};
const draw = async (token: string) =>
  new TextDecoder().decode((await drawCalendar(token, ORIGIN, () => TEXTS, NOW)).bytes);
/** The content lines, unfolded, by name. */
const linesOf = (text: string) =>
  new Map(
    text
      .replaceAll('\r\n ', '')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const),
  );

describeDatabases('the calendar file of a pass', () => {
  it('is one event in UTC, in lines of at most 75 bytes', async () => {
    const venue = await makeVenue({
      name: 'Ñandú, Bar; y Peña de la Mitad del Mundo con un nombre que no cabe en una línea',
    });
    const row = await makeReservation(venue, { customerName: 'Lucía Reservada', notes: 'secreto' });
    const token = await tokenOf(row);
    const text = await draw(token);
    expect(text.endsWith('END:VCALENDAR\r\n') || text.endsWith('END:VCALENDAR')).toBe(true);
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(text).not.toMatch(/[^\r]\n|Lucía|secreto/);
    const lines = linesOf(text);
    expect(lines.get('UID')).toBe(row.id);
    expect(lines.get('SEQUENCE')).toBe(String(row.version));
    expect(lines.get('DTSTART')).toBe('20261122T020000Z');
    expect(lines.has('DTEND')).toBe(false);
    expect(lines.get('SUMMARY')).toBe(
      'Reserva en Ñandú\\, Bar\\; y Peña de la Mitad del Mundo con un nombre que no cabe en una línea',
    );
    expect(lines.get('DESCRIPTION')).toBe(`4 · ${row.code}\\n${ORIGIN}/pase/${token}`);
  });

  it('replaces itself in a calendar after a change, and is not given for a pass that opens nothing', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const token = await tokenOf(row);
    const { reservation } = await updateReservation(venue.as('HOST'), {
      id: row.id,
      reservedAt: '2026-11-22T03:30:00Z',
    });
    const lines = linesOf(await draw(token));
    expect([lines.get('UID'), lines.get('DTSTART')]).toEqual([row.id, '20261122T033000Z']);
    expect(Number(lines.get('SEQUENCE'))).toBe(reservation.version);
    expect(reservation.version).toBeGreaterThan(row.version);
    await changeStatus(venue.as('HOST'), { id: row.id, status: 'CANCELLED' });
    expect(await failureOf(draw(token))).toBe('NOT_FOUND');
    expect(await failureOf(draw(`${token.slice(0, -8)}AAAAAAAA`))).toBe('NOT_FOUND');
  });
});
