import { expect, test } from 'vitest';
import { IntendedCount } from '@/modules/attendance/client/count';
import { bookOf, NINE, passOf, rowOf, tokenOf } from '@/modules/door/night.fixture';
import { toReservation } from '@/modules/reservations/rows';
import { createJudge } from './judge-phone';

const row = rowOf(1, { guestCount: 2, status: 'CONFIRMED', scanCount: 0 });
const pass = passOf(row, 1);
const reservations = [toReservation(row)];
const { manifest } = bookOf([{ row, pass }], {});

/** What the phone says of the party's pass for two people, when these counts of it wait. */
async function judgeAfter(...counts: readonly Partial<IntendedCount>[]) {
  const undecided = counts.map((count, index) =>
    IntendedCount.parse({
      ...{ nonce: `n${index}`, businessId: row.businessId, venue: null, author: null, label: null, reason: undefined },
      ...{ target: { reservationId: row.id }, increment: 1, occurredAt: NINE.toISOString(), ...count },
    }),
  );
  const clockOffset = NINE.getTime() - Date.now();
  const night = { manifest, clockOffset, readAt: NINE.getTime(), list: null };
  const judge = createJudge(() => ({ night, reservations, undecided }));
  const said = await judge({ target: { qrCode: tokenOf(pass) }, increment: 2, nonce: 'now' } as never);
  return said?.outcome;
}

test('counts that wait are added to the party', async () => {
  expect(await judgeAfter()).toMatchObject({ kind: 'counted', scanCount: 2, excess: 0 });
  expect(await judgeAfter({ increment: 1 })).toMatchObject({ kind: 'counted', scanCount: 3, excess: 1 });
  expect(
    await judgeAfter({ increment: 1 }, { target: { undoOf: 'n0', reservationId: row.id }, increment: -1 }),
  ).toMatchObject({
    kind: 'counted',
    scanCount: 2,
  });
});

test('an exit frees no place, and one that is taken back takes none', async () => {
  const exit = { flow: 'OUT', increment: 1 } as const;
  const takenBack = { target: { undoOf: 'n0', reservationId: row.id }, increment: 1 };
  expect(await judgeAfter(exit)).toMatchObject({ kind: 'counted', scanCount: 2, excess: 0 });
  expect(await judgeAfter(exit, takenBack)).toMatchObject({ kind: 'counted', scanCount: 2, excess: 0 });
});
