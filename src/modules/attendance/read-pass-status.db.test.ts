import { expect, it } from 'vitest';
import { changeStatus } from '@/modules/reservations/change-status';
import { rotatePass } from '@/modules/reservations/rotate-pass';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW } from '../../../tests/support/fixtures';
import { scanInput, tokenOf } from '../../../tests/support/scans';
import { readPassStatus } from './read-pass-status';
import { scanQr } from './scan-qr';

describeDatabases('what an open page of a pass asks for', () => {
  it('has another mark after each change that the page shows, and the same one otherwise', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const token = await tokenOf(row);
    const marks: string[] = [];
    const read = async () => {
      const { status, mark } = await readPassStatus(token, NOW);
      marks.push(mark);
      return status;
    };
    expect(await read()).toEqual({
      ...{ valid: 'ok', arrived: 0, guestCount: 4, reservedAt: NOW.toISOString(), tableName: null },
    });
    await updateReservation(venue.as('HOST'), { id: row.id, notes: 'Nada para el invitado' });
    await read();
    expect(marks[1]).toBe(marks[0]);
    await updateReservation(venue.as('HOST'), { id: row.id, tableName: 'Ático 3' });
    expect(await read()).toMatchObject({ tableName: 'Ático 3' });
    await scanQr(venue.as('DOOR'), scanInput(token, 'nonce-of-two', { increment: 2 }));
    expect(await read()).toMatchObject({ valid: 'ok', arrived: 2 });
    await rotatePass(venue.as('OWNER'), { id: row.id });
    // Of a pass that opens nothing only that.
    expect(await read()).toEqual({ valid: 'revoked' });
    expect(new Set(marks).size).toBe(4);
    const other = await makeReservation(venue);
    const otherToken = await tokenOf(other);
    await changeStatus(venue.as('HOST'), { id: other.id, status: 'CANCELLED' });
    expect((await readPassStatus(otherToken, NOW)).status).toEqual({ valid: 'cancelled' });
  });

  it('is bounded for each pass, and nothing for a text that no venue signed', async () => {
    const venue = await makeVenue();
    const [token, other] = [await tokenOf(await makeReservation(venue)), await tokenOf(await makeReservation(venue))];
    for (let times = 0; times < 60; times++) await readPassStatus(token, NOW);
    expect(await failureOf(readPassStatus(token, NOW))).toBe('RATE_LIMITED');
    expect((await readPassStatus(other, NOW)).status).toMatchObject({ valid: 'ok' });
    for (const text of [`${token.slice(0, -8)}AAAAAAAA`, 'nada'])
      expect(await failureOf(readPassStatus(text, NOW))).toBe('NOT_FOUND');
  });
});
