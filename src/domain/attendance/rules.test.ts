import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReservationStatus } from '@/realtime/protocol/reservation';
import { isCountable, isOverCapacity, judgeScan, type ScanFacts } from './rules';

const facts: fc.Arbitrary<ScanFacts> = fc.record({
  status: fc.constantFrom(...ReservationStatus.options),
  scanCount: fc.nat(20),
  guestCount: fc.integer({ min: 1, max: 20 }),
  increment: fc.nat(10),
  policy: fc.constantFrom('ALLOW', 'WARN', 'BLOCK'),
  isToday: fc.boolean(),
  isForced: fc.boolean(),
  mayForce: fc.boolean(),
});

describe('a scan', () => {
  it('never opens a closed reservation, forced or not', () => {
    fc.assert(
      fc.property(facts, (all) => {
        if (judgeScan(all).refusal === null) expect(isCountable(all.status)).toBe(true);
      }),
    );
  });

  it('passes by force exactly what it objects to otherwise, and only for those who may', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const plain = judgeScan({ ...all, isForced: false });
        expect(plain.overridden).toBe(false);
        const byForce = judgeScan({ ...all, isForced: true, mayForce: true });
        const objected = plain.refusal === 'OTHER_DAY' || plain.refusal === 'CAPACITY';
        expect(byForce.overridden).toBe(objected);
        if (objected) expect(byForce.refusal).toBeNull();
        expect(judgeScan({ ...all, isForced: true, mayForce: false }).refusal).toBe('FORBIDDEN');
      }),
    );
  });

  it('objects to the day first, and to the size only where the venue blocks', () => {
    const party = { status: 'CONFIRMED', scanCount: 3, guestCount: 4, increment: 2, isForced: false, mayForce: false };
    const judge = (changes: Partial<ScanFacts>) =>
      judgeScan({ ...party, status: 'CONFIRMED', policy: 'BLOCK', isToday: true, ...changes }).refusal;
    expect(judge({})).toBe('CAPACITY');
    expect(judge({ isToday: false })).toBe('OTHER_DAY');
    expect(judge({ policy: 'WARN' })).toBeNull();
    expect(judge({ increment: 1 })).toBeNull();
  });
});

it('never refuses to count people out', () => {
  expect(isOverCapacity({ scanCount: 9, guestCount: 4 }, -1, 'BLOCK')).toBe(false);
  expect(isOverCapacity({ scanCount: 4, guestCount: 4 }, 1, 'BLOCK')).toBe(true);
});
