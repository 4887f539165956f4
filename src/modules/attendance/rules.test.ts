import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReservationStatus } from '@/modules/reservations/wire';
import { closedStatus, fullnessOf, isOverCapacity, isPersonIn, judgeScan, type ScanFacts } from './rules';

const facts: fc.Arbitrary<ScanFacts> = fc.record({
  status: fc.constantFrom(...ReservationStatus.options),
  scanCount: fc.nat(20),
  guestCount: fc.integer({ min: 1, max: 20 }),
  increment: fc.nat(10),
  policy: fc.constantFrom('ALLOW', 'WARN', 'BLOCK'),
  isTonight: fc.boolean(),
  isForced: fc.boolean(),
  mayForce: fc.boolean(),
  mayBring: fc.boolean(),
  closedAt: fc.option(fc.constant(new Date())),
  person: fc.constant(null),
});

describe('a scan', () => {
  it('never opens a closed reservation, forced or not', () => {
    fc.assert(
      fc.property(facts, (all) => {
        if (judgeScan(all).refusal === null) expect(closedStatus(all)).toBeNull();
      }),
    );
  });

  it('passes by force exactly what it objects to otherwise, and only for those who may', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const plain = judgeScan({ ...all, isForced: false });
        expect(plain.overridden).toBe(false);
        const byForce = judgeScan({ ...all, isForced: true, mayForce: true, mayBring: true });
        const objected = plain.refusal === 'OTHER_DAY' || plain.refusal === 'CAPACITY';
        expect(byForce.overridden).toBe(objected);
        if (objected) expect(byForce.refusal).toBeNull();
        expect(judgeScan({ ...all, isForced: true, mayForce: false }).refusal).toBe('FORBIDDEN');
      }),
    );
  });

  it('is not brought from another day, forced or not, where that may not be', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const { refusal } = judgeScan({ ...all, isTonight: false, mayBring: false });
        expect(refusal).not.toBeNull();
      }),
    );
  });

  it('objects to the day first, and to the size only where the venue blocks', () => {
    const party = { scanCount: 3, guestCount: 4, increment: 2, isForced: false, mayForce: false, mayBring: false };
    const judge = (changes: Partial<ScanFacts>) =>
      judgeScan({
        ...party,
        status: 'CONFIRMED',
        closedAt: null,
        policy: 'BLOCK',
        isTonight: true,
        person: null,
        ...changes,
      }).refusal;
    expect(judge({})).toBe('CAPACITY');
    expect(judge({ isTonight: false })).toBe('OTHER_DAY');
    expect(judge({ policy: 'WARN' })).toBeNull();
    expect(judge({ increment: 1 })).toBeNull();
  });

  it('by the pass of one person admits one, once, forced or not', () => {
    fc.assert(
      fc.property(facts, fc.boolean(), (all, isIn) => {
        const { refusal } = judgeScan({ ...all, person: { isIn } });
        const ofParty = judgeScan(all).refusal;
        if (isIn || all.increment > 1) expect(refusal).not.toBeNull();
        // Otherwise it is judged as any other person of the party, so that the plan holds for all of them together.
        else expect(refusal).toBe(ofParty);
        if (refusal === 'ALREADY_IN') expect([isIn, ofParty === null || ofParty === 'CAPACITY']).toEqual([true, true]);
      }),
    );
  });

  it('keeps nobody out by the pass of one person when a correction has taken some of them back', () => {
    expect(isPersonIn(2, [1, 2], { scanCount: 2 })).toBe(true);
    expect(isPersonIn(3, [1, 2], { scanCount: 4 })).toBe(false);
    expect(isPersonIn(2, [1, 2], { scanCount: 1 })).toBe(false);
  });

  it('of a party that the end of its night closed meanwhile counts, of one that a person closed does not', () => {
    const closed = { status: 'COMPLETED', closedAt: new Date() } as const;
    expect(closedStatus(closed)).toBeNull();
    expect(closedStatus({ ...closed, closedAt: null })).toBe('COMPLETED');
    expect(closedStatus({ ...closed, status: 'CANCELLED' })).toBe('CANCELLED');
  });
});

it('never refuses to count people out', () => {
  expect(isOverCapacity({ scanCount: 9, guestCount: 4 }, -1, 'BLOCK')).toBe(false);
  expect(isOverCapacity({ scanCount: 4, guestCount: 4 }, 1, 'BLOCK')).toBe(true);
});

it.each([
  [0, { percent: 0, level: null }],
  [159, { percent: 79, level: null }],
  [160, { percent: 80, level: 80 }],
  [179, { percent: 89, level: 80 }],
  [180, { percent: 90, level: 90 }],
  [199, { percent: 99, level: 90 }],
  [200, { percent: 100, level: 100 }],
  [230, { percent: 115, level: 100 }],
])('%i of 200 inside are %o', (inside, fullness) => {
  expect(fullnessOf(inside, 200)).toEqual(fullness);
  expect(fullnessOf(inside, null), 'nobody has said what it holds').toBeNull();
});
