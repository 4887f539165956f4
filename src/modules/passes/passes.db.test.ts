import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { readPublicPass } from '@/modules/attendance/read-pass';
import { scanQr } from '@/modules/attendance/scan-qr';
import { changeStatus } from '@/modules/reservations/change-status';
import { getPass } from '@/modules/reservations/get-pass';
import { rotatePass } from '@/modules/reservations/rotate-pass';
import { reservation, STATUSES } from '@/modules/reservations/tables';
import { db, transaction } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { scanInput, tokenOf } from '../../../tests/support/scans';
import { moveValidity } from './issue-pass';

/** Of a venue that has chosen neither colour nor logo. */
const NO_BRAND = { accent: null, logo: null };
const HELD = { text: 'held', deletedAt: null, closedAt: null } as const;
/** Every state in which a pass may be presented: policy × status × people in × night, and what became of it and its row. */
const CASES = (['ALLOW', 'WARN', 'BLOCK'] as const).flatMap((capacityPolicy) => {
  const fates = [HELD, { ...HELD, deletedAt: NOW }, { ...HELD, closedAt: NOW }, { ...HELD, text: 'old' as const }];
  const full = STATUSES.flatMap((status) => [-1, 0, 1].map((night) => ({ status, night, scanCount: 2, ...HELD })));
  const empty = full.flatMap((state) => fates.map((fate) => ({ ...state, scanCount: 0, ...fate })));
  return { capacityPolicy, cases: capacityPolicy === 'BLOCK' ? [...full, ...empty] : full };
});

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
    expect(await readPublicPass(old.qrCode, NOW)).toEqual({
      valid: 'revoked',
      venueName: venue.venue.name,
      demo: false,
      ...NO_BRAND,
      locale: 'es',
    });
  });

  it('show whoever holds them nothing about a person', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, { notes: 'secreto' });
    const { qrCode } = await passOf(venue, row.id);
    const shown = await readPublicPass(qrCode, NOW);
    expect(shown).toEqual({
      venueName: venue.venue.name,
      demo: false,
      ...NO_BRAND,
      locale: 'es',
      timeZone: 'America/Guayaquil',
      reservedAt: NOW.toISOString(),
      guestCount: 4,
      code: row.code,
      address: null,
      lateMinutes: null,
      ...{ person: null, arrived: 0, tableName: null, onWay: false, mayAnnounceArrival: true },
      mayAnnounceLateness: true,
      mayCancel: true,
      qrCode,
      valid: 'ok',
    });
    const venueName = venue.venue.name;
    const after = new Date('2026-11-23T12:00:00Z');
    expect(await readPublicPass(qrCode, after)).toEqual({
      valid: 'expired',
      venueName,
      demo: false,
      ...NO_BRAND,
      locale: 'es',
    });
    await changeStatus(venue.as('HOST'), { id: row.id, status: 'CANCELLED' });
    expect(await readPublicPass(qrCode, NOW)).toEqual({
      valid: 'cancelled',
      venueName,
      demo: false,
      ...NO_BRAND,
      locale: 'es',
    });
    expect(await readPublicPass(`${qrCode.slice(0, -8)}AAAAAAAA`, NOW)).toBeNull();
    expect(await readPublicPass('hola', NOW)).toBeNull();
  });

  it('keep the text that the guest holds when only their day moves', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const { qrCode } = await passOf(venue, row.id);
    const moved = { ...row, businessDay: '2026-11-25', reservedAt: new Date('2026-11-26T02:00:00Z') };
    await transaction(async (tx) => {
      const { businessDay, reservedAt } = moved;
      await tx.update(reservation).set({ businessDay, reservedAt }).where(eq(reservation.id, row.id));
      await moveValidity(tx, venue.as('HOST'), moved);
    });
    expect(await readPublicPass(qrCode, NOW)).toMatchObject({
      ...{ valid: 'upcoming', reservedAt: '2026-11-26T02:00:00.000Z', code: row.code },
    });
    const thatNight = { now: moved.reservedAt };
    expect(await readPublicPass(qrCode, thatNight.now)).toMatchObject({ valid: 'ok' });
    expect((await passOf(venue, row.id)).expiresAt).toBe('2026-11-26T21:00:00.000Z');
    expect(await scanQr(venue.as('DOOR', thatNight), scanInput(qrCode, 'nonce-0001'))).toMatchObject({ scanCount: 1 });
  });

  it('say ok exactly while the door lets one person in', { timeout: 180_000 }, async () => {
    for (const { capacityPolicy, cases } of CASES) {
      const venue = await makeVenue({ capacityPolicy });
      const [held, rotated] = [
        await makeReservation(venue, { guestCount: 2 }),
        await makeReservation(venue, { guestCount: 2 }),
      ];
      const [heldText, oldText] = [await tokenOf(held), await tokenOf(rotated)];
      await rotatePass(venue.as('HOST'), rotated);
      for (const [at, { text, night, ...state }] of cases.entries()) {
        const [row, qrCode] = text === 'old' ? [rotated, oldText] : [held, heldText];
        await db().update(reservation).set(state).where(eq(reservation.id, row.id));
        const now = new Date(NOW.getTime() + night * 86_400_000);
        const shown = await readPublicPass(qrCode, now);
        const scan = await failureOf(scanQr(venue.as('DOOR', { now }), scanInput(qrCode, `nonce-${at}-case`)));
        const told = { capacityPolicy, text, night, ...state, valid: shown?.valid };
        expect({ ...told, isLetIn: scan !== 'SCAN_REFUSED' }).toEqual({ ...told, isLetIn: shown?.valid === 'ok' });
        if (shown?.valid === 'upcoming') expect(night).toBe(-1);
        const isShown = shown?.valid === 'ok' || shown?.valid === 'upcoming';
        if (!isShown)
          expect(shown).toEqual({
            valid: shown?.valid,
            venueName: venue.venue.name,
            demo: false,
            ...NO_BRAND,
            locale: 'es',
          });
      }
    }
  });

  it('are hidden from another venue', async () => {
    const venue = await makeVenue();
    const stranger = await makeVenue();
    const row = await makeReservation(venue);
    const input = { id: row.id, format: 'json' } as const;
    expect(await failureOf(getPass(stranger.as('OWNER'), input))).toBe('NOT_FOUND');
    expect(await failureOf(rotatePass(stranger.as('OWNER'), { id: row.id }))).toBe('NOT_FOUND');
  });
});
