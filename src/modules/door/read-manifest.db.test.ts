import { brotliCompressSync, constants } from 'node:zlib';
import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { recordClick } from '@/modules/attendance/record-click';
import { recordExit } from '@/modules/attendance/record-exit';
import { ClickInput, ExitInput } from '@/modules/attendance/schema';
import { createGate } from '@/modules/gates/create-gate';
import { updateGate } from '@/modules/gates/update-gate';
import { qrPass } from '@/modules/passes/tables';
import { deleteReservation } from '@/modules/reservations/delete-reservation';
import { rotatePass } from '@/modules/reservations/rotate-pass';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, NOW, TODAY } from '../../../tests/support/fixtures';
import { tokenOf } from '../../../tests/support/scans';
import { DoorManifest } from './answers';
import { checkSignature } from './client/check-signature';
import { factsOf } from './night.fixture';
import { readManifest } from './read-manifest';
import { judgeOffline, openBook } from './rules';
import { splitIds } from './wire';

/** Bytes of a compressed manifest of ROWS rows. */
const MOST_BYTES = 160_000;
const ROWS = 5000;
const NAMES = sql.raw(
  `array['Lucía', 'Íñigo', 'Renata', 'Joaquín', 'Martina', 'Sebastián', 'Noelia', 'Baltasar', 'Úrsula', 'Álvaro']`,
);

describeDatabases('readManifest', () => {
  it('holds tonight’s passes, and nothing of other nights, venues or people', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue, {
      customerEmail: 'lucia@example.com',
      notes: 'junto a la ventana',
      tags: ['VIP'],
    });
    await makeReservation(venue, { reservedAt: '2026-11-23T02:00:00Z', customerName: 'Mañana Otra' });
    await makeReservation(await makeVenue());
    for (const role of ['OWNER', 'DOOR'] as const) {
      const manifest = await readManifest(venue.as(role));
      expect(DoorManifest.parse(manifest)).toEqual(manifest);
      expect(manifest).toMatchObject({
        ...{ night: TODAY, validFrom: '2026-11-21T09:00:00.000Z', validUntil: '2026-11-22T09:00:00.000Z' },
        ...{ code: [row.code], shortName: ['Lucía M.'], guestCount: [4], scanCount: [0] },
        ...{ flags: [['VIP']], generation: [1], closed: [0], version: [row.version], revoked: '', occupancy: 0 },
        serverTime: NOW.toISOString(),
      });
      expect(JSON.stringify(manifest)).not.toMatch(/Fern|Mora|lucia@|ventana|98765|Mañana/);
    }
  });

  it('names the gates in use, and says who is inside by the ledger', async () => {
    const venue = await makeVenue({ walkInCategories: ['Lista'], occupancyPolicy: 'BLOCK' });
    const owner = venue.as('OWNER');
    const [{ gate }, { gate: closed }] = [
      await createGate(owner, { name: 'Norte', direction: 'BOTH' }),
      await createGate(owner, { name: 'Sur', direction: 'OUT' }),
    ];
    await updateGate(owner, { id: closed.id, active: false });
    await recordClick(venue.as('DOOR'), ClickInput.parse({ delta: 5, nonce: 'nonce-0001', gateId: gate.id }));
    await recordExit(venue.as('DOOR'), ExitInput.parse({ delta: 2, nonce: 'nonce-0002' }));
    const manifest = await readManifest(venue.as('DOOR'));
    expect(manifest).toMatchObject({ gates: [gate], occupancy: 3, categories: ['Lista'], occupancyPolicy: 'BLOCK' });
    await recordExit(venue.as('DOOR'), ExitInput.parse({ delta: 9, nonce: 'nonce-0003' }));
    expect(await readManifest(venue.as('DOOR'))).toMatchObject({ occupancy: 0 });
  });

  it('knows replaced passes, and those of deleted reservations, as revoked', async () => {
    const venue = await makeVenue();
    const [kept, deleted] = [await makeReservation(venue), await makeReservation(venue)];
    const [first, ofDeleted] = [await tokenOf(kept), await tokenOf(deleted)];
    await rotatePass(venue.as('OWNER'), { id: kept.id });
    await deleteReservation(venue.as('OWNER'), { id: deleted.id });
    const book = openBook(await readManifest(venue.as('DOOR')));
    const say = async (token: string) => judgeOffline(token, factsOf(book, { at: NOW, isSigned: checkSignature }));
    expect(await say(await tokenOf(kept))).toMatchObject({ kind: 'admitted', party: { code: kept.code } });
    expect(await say(first)).toMatchObject({ reason: 'REVOKED' });
    expect(await say(ofDeleted)).toMatchObject({ reason: 'REVOKED' });
    expect(await say(await tokenOf(await makeReservation(await makeVenue())))).toMatchObject({
      reason: 'OTHER_BUSINESS',
    });
  });

  it('of five thousand rows is small', async () => {
    const venue = await makeVenue();
    const model = await makeReservation(venue);
    const [pass] = await db().select().from(qrPass).where(eq(qrPass.reservationId, model.id));
    if (!pass) throw new Error('no pass');
    await db().execute(sql`
      insert into reservation (business_id, id, code, customer_name, guest_count, scan_count, reserved_at, business_day, status, table_name, version)
      select business_id, gen_random_uuid(), upper(substr(md5(random()::text), 1, 6)) || n, (${NAMES})[1 + n % 10] || ' ' || chr(65 + n % 26) || 'abc',
        1 + floor(random() * 8), floor(random() * 3), reserved_at + n / 140 * interval '15 minutes', business_day,
        case when random() < 0.2 then 'PENDING' else 'CONFIRMED' end, case when random() < 0.4 then 'Mesa ' || floor(random() * 90) end, n
      from reservation, generate_series(1, ${ROWS - 1}::int) n where id = ${model.id}`);
    await db().execute(sql`
      insert into qr_pass (business_id, id, reservation_id, key_id, epoch, not_before, expires_at)
      select p.business_id, gen_random_uuid(), r.id, p.key_id, 1, p.not_before, p.expires_at
      from qr_pass p join reservation r on r.business_id = p.business_id and r.id <> p.reservation_id where p.id = ${pass.id}`);
    const manifest = await readManifest(venue.as('DOOR'));
    expect(manifest.code).toHaveLength(ROWS);
    expect(new Set(splitIds(manifest.passes)).size).toBe(ROWS);
    const whole = Buffer.from(JSON.stringify(manifest));
    // As the server sends it (encode-body.ts).
    const sent = brotliCompressSync(whole, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    expect(sent.length).toBeLessThanOrEqual(MOST_BYTES);
  });
});
