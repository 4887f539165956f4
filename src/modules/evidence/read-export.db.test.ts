import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readOccupancy } from '@/modules/attendance/read-occupancy';
import { recordClick } from '@/modules/attendance/record-click';
import { ClickInput } from '@/modules/attendance/schema';
import { undoClick } from '@/modules/attendance/undo-click';
import { acceptEntries } from '@/modules/custody/accept-entries';
import { SyncInput } from '@/modules/custody/schema';
import { createGate } from '@/modules/gates/create-gate';
import { passKey } from '@/modules/passes/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, NOW, type TestVenue, TODAY } from '../../../tests/support/fixtures';
import { tokenOf } from '../../../tests/support/scans';
import { readExport } from './read-export';

async function textOf(venue: TestVenue, format: 'csv' | 'json'): Promise<string> {
  const { pieces } = await readExport(venue.as('OWNER'), { day: TODAY, format });
  let whole = '';
  for await (const piece of pieces) whole += piece;
  return whole;
}

describeDatabases('the evidence of a night', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aforo-evidence-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What the documented command says of a file. */
  async function check(text: string, key?: string) {
    const file = join(folder, 'evidence');
    await writeFile(file, text);
    return spawnSync(process.execPath, ['scripts/verify-evidence.mjs', file, ...(key ? [key] : [])]).status;
  }

  async function makeNight() {
    const venue = await makeVenue();
    const { gate } = await createGate(venue.as('OWNER'), { name: 'Norte', direction: 'BOTH' });
    const row = await makeReservation(venue, { customerName: 'Guillermina Secreta' });
    const click = (nonce: string, delta = 3) =>
      recordClick(venue.as('DOOR'), ClickInput.parse({ delta, nonce, gateId: gate.id }));
    await click('click-0001');
    await click('click-0002', 1);
    await undoClick(venue.as('DOOR'), { nonce: 'click-0002' });
    const entry = { delta: 2, flow: 'IN', kind: 'FIRST', basis: 'MANIFEST', at: NOW.toISOString() };
    await acceptEntries(
      venue.as('HOST'),
      SyncInput.parse({
        ...{ deviceId: 'phone-a', sentAt: NOW.toISOString() },
        entries: [
          { ...entry, nonce: 'entry-0001', token: await tokenOf(row) },
          { ...entry, nonce: 'entry-0002', token: 'no es un pase' },
        ],
      }),
    );
    return { venue, row };
  }

  it('holds each entry behind the figures, and no guest’s name', async () => {
    const { venue, row } = await makeNight();
    const text = await textOf(venue, 'json');
    const { entries, held, incidents, figures } = JSON.parse(text);
    expect(entries).toMatchObject([
      { nonce: 'click-0001', kind: 'WALK_IN', delta: 3, gate: 'Norte', deviceId: null, byName: expect.any(String) },
      { nonce: 'click-0002', delta: 1 },
      { kind: 'UNDO', delta: -1, undoOf: expect.any(String) },
      { nonce: 'entry-0001', kind: 'FIRST', reservation: row.code, deviceId: 'phone-a', deviceAt: NOW.toISOString() },
    ]);
    expect(held).toMatchObject([{ nonce: 'entry-0002', state: 'HELD', reason: 'INVALID', delta: 2 }]);
    expect(incidents).toMatchObject([{ kind: 'UNKNOWN_PASS_ENTERED', state: 'OPEN' }]);
    const { inside, entered, left } = await readOccupancy(venue.as('DOOR'));
    expect(figures).toEqual({ inside, entered, left });
    expect(text).not.toMatch(/Guillermina|Secreta/);
    const csv = await textOf(venue, 'csv');
    expect(csv.split('\r\n').map((line) => line.split(',')[0])).toEqual([
      ...['state', 'COUNTED', 'COUNTED', 'COUNTED', 'COUNTED', 'HELD', '#signature', ''],
    ]);
  });

  it('is signed: the documented command finds each change', async () => {
    const { venue } = await makeNight();
    const [own] = await db().select().from(passKey).where(eq(passKey.businessId, venue.venue.id));
    const [other] = await db()
      .select()
      .from(passKey)
      .where(eq(passKey.businessId, (await makeVenue()).venue.id));
    for (const format of ['json', 'csv'] as const) {
      const text = await textOf(venue, format);
      expect(await check(text)).toBe(0);
      expect(await check(text, own?.publicKey)).toBe(0);
      expect(await check(text, other?.publicKey), 'another key').toBe(1);
      expect(await check(text.replace('click-0001', 'click-0009'))).toBe(1);
      expect(await check(text.replace(/#signature.*|,"signature".*/, '')), 'no signature').toBe(2);
      const foreign = text.replace(own?.publicKey ?? '', other?.publicKey ?? '');
      expect(await check(foreign), 'a key that signed nothing').toBe(1);
    }
  });
});
