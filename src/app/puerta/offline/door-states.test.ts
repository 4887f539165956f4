import { describe, expect, test } from 'vitest';
import { ageOf, doorConditions, type PhoneFacts } from './door-states';

const LIVE: PhoneFacts = {
  ...{ isOnline: true, isBehind: false, readAt: 5, isClockWrong: false, queued: 0, isWaiting: false, unsaved: 0 },
  ...{ keeping: 'works', wasErased: false, isListRefused: false, isDurable: true, refusal: null },
};
const kinds = (changes: Partial<PhoneFacts>) => doorConditions({ ...LIVE, ...changes }).map(({ kind }) => kind);

describe('the states of the door', () => {
  test('a live door says nothing, whatever is on its way', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ queued: 1 })).toEqual([]);
    expect(kinds({ isDurable: false })).toEqual([]);
  });

  test('without a network: how many are queued, and how old the list is', () => {
    expect(doorConditions({ ...LIVE, isOnline: false, queued: 3 })).toEqual([
      { kind: 'noNetwork', count: 3 },
      { kind: 'age', readAt: 5 },
    ]);
    expect(kinds({ isBehind: true })).toEqual(['age']);
    expect(kinds({ isOnline: false, readAt: null })).toEqual(['noList']);
    // It has never had a list, so that there is none to be behind.
    expect(kinds({ readAt: null, isBehind: true })).toEqual([]);
  });

  test('what waits while there is a network is queued', () => {
    expect(kinds({ queued: 2, isWaiting: true })).toEqual(['queued']);
  });

  test('a session that ended, or that may not hand over, says how many counts this phone has', () => {
    expect(doorConditions({ ...LIVE, queued: 4, refusal: 'signed-out' })).toEqual([{ kind: 'signedOut', count: 4 }]);
    expect(kinds({ queued: 4, refusal: 'forbidden', isWaiting: true })).toEqual(['forbidden', 'queued']);
    expect(kinds({ refusal: 'signed-out' })).toEqual([]);
  });

  test('storage: refused before the first scan, with the number at risk after it, erased, or not promised', () => {
    expect(kinds({ keeping: 'refused' })).toEqual(['notSaved']);
    expect(kinds({ keeping: 'refused', isListRefused: true, isDurable: false, isOnline: false })).not.toContain(
      'mayErase',
    );
    expect(kinds({ keeping: 'refused', unsaved: 2, isWaiting: true, queued: 2 })).toEqual(['unsaved', 'queued']);
    expect(kinds({ isListRefused: true })).toEqual(['notKept']);
    expect(kinds({ wasErased: true })).toEqual(['erased']);
    expect(kinds({ isDurable: false, isOnline: false })).toEqual(['age', 'mayErase']);
  });

  test('a wrong clock', () => {
    expect(kinds({ isClockWrong: true })).toEqual(['clock']);
  });

  test.each([
    [-5, '00:00'],
    [65_999, '01:05'],
    [3_600_000, '1:00:00'],
    [36_061_000, '10:01:01'],
  ])('%i ms are %s', (ms, text) => {
    expect(ageOf(ms)).toBe(text);
  });
});
