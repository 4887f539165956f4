import { describe, expect, it } from 'vitest';
import { Admission, handOverSpread } from './admission';
import type { Elsewhere } from './elsewhere';

const LIMITS = { maxStreams: 100, maxPerBusiness: 5, maxPerUser: 3, connectsPerSecond: 10, connectsPerUser: 10 };
const elsewhere = (fields: Partial<Elsewhere>): Elsewhere => ({
  processes: 2,
  isAlone: false,
  streamsOfBusiness: () => 0,
  streamsOfUser: () => 0,
  ...fields,
});
const admitMany = (admission: Admission, count: number, business = 'b') =>
  Array.from({ length: count }, (_, i) => admission.admit(business, `u${i}`)?.refused ?? 'in');

describe('limits over all processes', () => {
  it('count what the others have, of the same business and of the same user', () => {
    const business = new Admission(LIMITS, elsewhere({ streamsOfBusiness: (id) => (id === 'b' ? 4 : 0) }));
    expect(admitMany(business, 2)).toEqual(['in', 'RATE_LIMITED']);
    expect(business.admit('other', 'u1')).toBeNull();
    const user = new Admission(LIMITS, elsewhere({ streamsOfUser: (id) => (id === 'u1' ? 3 : 0) }));
    expect(user.admit('b', 'u1')).toMatchObject({ refused: 'RATE_LIMITED', retryAfter: expect.any(Number) });
    expect(user.admit('b', 'u2')).toBeNull();
  });

  it('share the connects of a second evenly, and follow the number of processes', () => {
    let processes = 4;
    const others = {
      ...elsewhere({}),
      get processes() {
        return processes;
      },
    };
    const limits = { ...LIMITS, maxPerBusiness: 100, connectsPerSecond: 20 };
    const admission = new Admission(limits, others);
    expect(admitMany(admission, 8).filter((answer) => answer === 'in')).toHaveLength(5);
    processes = 1;
    expect(admitMany(admission, 30, 'another').filter((answer) => answer === 'in')).toHaveLength(20);
  });

  it('let someone in however small the share', () => {
    const admission = new Admission({ ...LIMITS, connectsPerSecond: 1 }, elsewhere({ processes: 3 }));
    expect(admitMany(admission, 2)).toEqual(['in', 'RATE_LIMITED']);
    admission.sweep(Date.now() + 1_500);
    expect(admission.admit('b', 'u9')).toMatchObject({ refused: 'RATE_LIMITED' });
    admission.sweep(Date.now() + 3_500);
    expect(admission.admit('b', 'u9')).toBeNull();
  });
});

describe('limits of a user', () => {
  it('refuse one who connects without pause, and leave the others of the business their allowance', () => {
    const limits = { ...LIMITS, maxPerBusiness: 100, maxPerUser: 100, connectsPerSecond: 6, connectsPerUser: 2 };
    const admission = new Admission(limits);
    const greedy = Array.from({ length: 50 }, () => admission.admit('b', 'greedy')?.cause ?? 'in');
    expect(greedy.filter((answer) => answer === 'in')).toHaveLength(2);
    expect(new Set(greedy.slice(2))).toEqual(new Set(['user_connects']));
    expect(admitMany(admission, 4)).toEqual(['in', 'in', 'in', 'in']);
    admission.sweep(Date.now() + 5_000);
    expect(admission.admit('b', 'greedy')).toBeNull();
  });

  it('come before those of the business: a full user costs the business no connect', () => {
    const admission = new Admission({ ...LIMITS, maxPerBusiness: 100, maxPerUser: 1, connectsPerSecond: 3 });
    const greedy = Array.from({ length: 50 }, () => admission.admit('b', 'greedy')?.cause ?? 'in');
    expect(greedy.slice(0, 2)).toEqual(['in', 'user']);
    expect(admitMany(admission, 3)).toEqual(['in', 'in', 'RATE_LIMITED']);
  });
});

describe('the time over which streams are handed over', () => {
  const spreadOf = (...streams: number[]) => {
    const businesses = new Map(streams.map((count, i) => [`b${i}`, count]));
    return handOverSpread({ businesses, users: new Map() }, { ...LIMITS, connectsPerSecond: 100 });
  };

  it('is long enough for the user with most streams', () => {
    const counts = { businesses: new Map([['b', 50]]), users: new Map([['u', 50]]) };
    expect((50 / handOverSpread(counts, { ...LIMITS, connectsPerSecond: 1_000 })) * 1_000).toBeLessThan(10);
  });

  it('keeps the connects of the largest business and of all below their limits, within bounds', () => {
    expect(spreadOf()).toBe(2_000);
    expect(spreadOf(30, 20)).toBe(2_000);
    expect((350 / spreadOf(350)) * 1_000).toBeLessThan(100);
    expect((20_000 / spreadOf(...Array(200).fill(100))) * 1_000).toBeLessThanOrEqual(2_000);
    expect(spreadOf(50_000)).toBe(30_000);
  });
});
