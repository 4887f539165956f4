import { expect, it } from 'vitest';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { scanInput } from '../../../tests/support/scans';
import { scanQr } from '../attendance/scan-qr';
import { changeStatus } from '../reservations/change-status';
import { getPass } from './get-pass';
import { readPublicPass } from './reads';
import { rotatePass } from './rotate-pass';

async function passOf(venue: TestVenue, id: string) {
  const pass = await getPass(venue.as('HOST'), { id, format: 'json' });
  if ('bytes' in pass) throw new Error('a picture');
  return pass;
}

describeDatabases('passes', () => {
  it('are the same each time, with a page of their own and an end', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const pass = await passOf(venue, row.id);
    expect(pass).toEqual({
      qrCode: expect.stringMatching(/^[A-Z2-7]{152}$/),
      passUrl: `http://localhost:3000/pase/${pass.qrCode}`,
      expiresAt: '2026-11-22T21:00:00.000Z',
    });
    expect(await passOf(venue, row.id)).toEqual(pass);
    const scanned = await scanQr(venue.as('DOOR'), scanInput(pass.passUrl, 'nonce-0001'));
    expect(scanned.scanCount).toBe(1);
  });

  it('are drawn as SVG and as a PNG that can be printed', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const svg = await getPass(venue.as('HOST'), { id: row.id, format: 'svg' });
    const png = await getPass(venue.as('HOST'), { id: row.id, format: 'png' });
    if (!('bytes' in svg && 'bytes' in png)) throw new Error('not pictures');
    expect(new TextDecoder().decode(svg.bytes)).toContain('viewBox="0 0 49 49"');
    expect(png.fileName).toBe(`pase-${row.code}.png`);
    expect(new DataView(png.bytes.buffer).getUint32(16)).toBeGreaterThanOrEqual(600);
  });

  it('are replaced by rotation, also by two at once, and the old ones open nothing', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const old = await passOf(venue, row.id);
    await Promise.all([rotatePass(venue.as('HOST'), row), rotatePass(venue.as('HOST'), row)]);
    const now = await passOf(venue, row.id);
    expect(now.qrCode).not.toBe(old.qrCode);
    const refused = scanQr(venue.as('DOOR'), scanInput(old.qrCode, 'nonce-0001'));
    await expect(refused).rejects.toMatchObject({ extra: { reason: 'REVOKED' } });
    expect((await scanQr(venue.as('DOOR'), scanInput(now.qrCode, 'nonce-0001'))).scanCount).toBe(1);
    expect((await readPublicPass(old.qrCode, NOW))?.valid).toBe('revoked');
  });

  it('show whoever holds them nothing about a person', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { notes: 'secreto' });
    const { qrCode } = await passOf(venue, row.id);
    const shown = await readPublicPass(qrCode, NOW);
    expect(shown).toEqual({
      venueName: venue.venue.name,
      timeZone: 'America/Guayaquil',
      reservedAt: NOW.toISOString(),
      guestCount: 4,
      code: row.code,
      status: 'CONFIRMED',
      qrCode,
      valid: 'ok',
    });
    expect((await readPublicPass(qrCode, new Date('2026-11-23T12:00:00Z')))?.valid).toBe('expired');
    await changeStatus(venue.as('HOST'), { id: row.id, status: 'CANCELLED' });
    expect((await readPublicPass(qrCode, NOW))?.valid).toBe('cancelled');
    expect(await readPublicPass(`${qrCode.slice(0, -8)}AAAAAAAA`, NOW)).toBeNull();
    expect(await readPublicPass('hola', NOW)).toBeNull();
  });

  it('are hidden from another venue and from the door', async () => {
    const venue = await makeVenue();
    const stranger = await makeVenue();
    const row = await makeReservation(venue);
    const input = { id: row.id, format: 'json' } as const;
    expect(await failureOf(getPass(stranger.as('OWNER'), input))).toBe('NOT_FOUND');
    expect(await failureOf(rotatePass(stranger.as('OWNER'), { id: row.id }))).toBe('NOT_FOUND');
    expect(await failureOf(getPass(venue.as('DOOR'), input))).toBe('FORBIDDEN');
    expect(await failureOf(rotatePass(venue.as('DOOR'), { id: row.id }))).toBe('FORBIDDEN');
  });
});
