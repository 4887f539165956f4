import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScanReason } from '@/modules/attendance/answers';
import { judgePass } from '@/modules/attendance/judge-pass';
import { isPersonIn } from '@/modules/attendance/rules';
import { readToken } from '@/modules/passes/token';
import { type ReservationRow, toReservation } from '@/modules/reservations/rows';
import { STATUSES } from '@/modules/reservations/tables';
import { bookOf, factsOf, NIGHT, NINE, passOf, rowOf, tokenOf, VENUE } from './night.fixture';
import { followList, judgeOffline, openBook, type PhoneFacts, type PhoneVerdict } from './rules';

const HOUR = 3_600_000;
const party = fc.record({
  guestCount: fc.integer({ min: 1, max: 5 }),
  scanCount: fc.integer({ min: 0, max: 5 }),
  status: fc.constantFrom(...STATUSES, 'CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'CHECKED_IN', 'CHECKED_IN', 'CHECKED_IN'),
  closedAt: fc.constantFrom(null, null, NINE),
  deletedAt: fc.constantFrom(null, null, null, NINE),
  businessDay: fc.constantFrom(NIGHT, NIGHT, NIGHT, '2026-11-20', '2026-11-22'),
});
const scene = fc.record({
  parties: fc.array(fc.record({ row: party, generations: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  policy: fc.constantFrom('ALLOW' as const, 'WARN' as const, 'BLOCK' as const),
  at: fc.integer({ min: -10, max: 10 }).map((hours) => new Date(NINE.getTime() + hours * HOUR)),
  increment: fc.integer({ min: 0, max: 7 }),
  chosen: fc.nat(),
  generation: fc.oneof(fc.constant(null), fc.nat()),
  /** The pass of one person of the party, and those who came in by such a pass. */
  person: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 2 }),
  persons: fc.subarray([1, 2, 3, 4, 5]),
  by: fc.oneof(
    { weight: 6, arbitrary: fc.constant('venue' as const) },
    fc.constantFrom('stranger' as const, 'forger' as const),
  ),
});
type Party = { row: ReservationRow; generations: number };

function nightOf(parties: readonly Party[]) {
  const tonight = parties.filter(({ row }) => row.businessDay === NIGHT);
  const held = tonight
    .filter(({ row }) => row.deletedAt === null)
    .map(({ row, generations }) => ({ row, pass: passOf(row, generations) }));
  const revoked = tonight.flatMap(({ row, generations }) =>
    Array.from({ length: generations }, (_, before) => before + 1)
      .filter((generation) => generation < generations || row.deletedAt !== null)
      .map((generation) => passOf(row, generation).id),
  );
  return { held, revoked };
}

/** What the server says of the same token (scan-qr.ts). */
function onServer(
  { row, generations }: Party,
  generation: number,
  token: string,
  policy: PhonePolicy,
  at: Date,
  increment: number,
  persons: readonly number[],
): ScanReason | null {
  const claims = readToken(token)?.claims;
  if (!claims) return 'INVALID';
  const pass = passOf(row, generation, generation === generations);
  const asked = { increment, isForced: false, mayForce: false, mayBring: false };
  const person = claims.person === null ? null : { isIn: isPersonIn(claims.person, persons, row) };
  return judgePass({ pass, claims, row }, { ...VENUE, capacityPolicy: policy }, at, { ...asked, person }).refusal;
}
type PhonePolicy = 'ALLOW' | 'WARN' | 'BLOCK';

const reasonOf = (verdict: PhoneVerdict) => (verdict.kind === 'refused' ? verdict.reason : null);

test('the phone says what the server says, wherever it has the same facts', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      scene,
      async ({ parties: drawn, policy, at, increment, chosen, generation: drawnGeneration, by, person, persons }) => {
        const parties = drawn.map(({ row, generations }, index) => ({ row: rowOf(index, row), generations }));
        const { held, revoked } = nightOf(parties);
        const one = parties[chosen % parties.length] as Party;
        const generation = drawnGeneration === null ? one.generations : 1 + (drawnGeneration % one.generations);
        const token = tokenOf(passOf(one.row, generation), by, person);
        const known = persons.map((number) => ({ reservationId: one.row.id, person: number }));
        const verdict = await judgeOffline(
          token,
          factsOf(bookOf(held, { revoked, policy, persons: known }), { at, increment }),
        );
        seen.add(verdict.kind === 'refused' ? verdict.reason : verdict.kind);
        if (by !== 'venue') {
          expect(reasonOf(verdict)).toBe(by === 'stranger' ? 'OTHER_BUSINESS' : 'BAD_SIGNATURE');
        } else if (one.row.businessDay === NIGHT) {
          const refusal = onServer(one, generation, token, policy, at, increment, persons);
          expect(verdict.kind).not.toBe('unsure');
          expect(reasonOf(verdict)).toBe(refusal);
          expect('party' in verdict && verdict.party !== null).toBe(refusal !== 'REVOKED');
        } else {
          // The list has tonight alone: the phone lets nobody in by it, and is sure only of what the pass itself says.
          expect(['unsure', 'refused']).toContain(verdict.kind);
        }
      },
    ),
    { numRuns: 1000 },
  );
  expect([...seen].sort()).toEqual([
    'ALREADY_IN',
    'BAD_SIGNATURE',
    'CANCELLED',
    'CAPACITY',
    'COMPLETED',
    'OTHER_BUSINESS',
    'OTHER_DAY',
    'REVOKED',
    'admitted',
    'complete',
    'over',
    'unsure',
  ]);
});

test('a manifest that followed the list says what a new one says', async () => {
  const open = party.map((row) => ({ ...row, closedAt: null, deletedAt: null, businessDay: NIGHT }));
  const change = fc.record({ next: fc.option(open, { nil: null }), isNewer: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(open, change), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 3 }),
      async (pairs, increment) => {
        const before = pairs.map(([row], index) => rowOf(index, row));
        const after = pairs.flatMap(([row, { next, isNewer }], index) =>
          next === null ? [] : [rowOf(index, isNewer ? { ...next, version: 20 } : row)],
        );
        const old = bookOf(before.map((row) => ({ row, pass: passOf(row, 1) })));
        const list = { day: NIGHT, cursor: { epoch: 'e1', seq: 20 }, reservations: after.map(toReservation) };
        const followed = openBook(followList(old.manifest, list));
        const gone = before.filter(({ id }) => !after.some((row) => row.id === id));
        const fresh = bookOf(
          after.map((row) => ({ row, pass: passOf(row, 1) })),
          { revoked: gone.map((row) => passOf(row, 1).id), cursor: 'e1:20' },
        );
        const { validFrom } = followed.manifest;
        expect(followed.manifest.cursor).toBe('e1:20');
        for (const row of before) {
          const token = tokenOf(passOf(row, 1));
          const facts: Partial<PhoneFacts> = { increment, at: new Date(Date.parse(validFrom) + HOUR) };
          expect(await judgeOffline(token, factsOf(followed, facts))).toEqual(
            await judgeOffline(token, factsOf(fresh, facts)),
          );
        }
      },
    ),
    { numRuns: 300 },
  );
});
