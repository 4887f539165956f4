import { expect, it } from 'vitest';
import { isSuspicious } from './rules';

it('asks nobody for a code in an ordinary evening, and everybody who books for the fourth time or from a busy network', () => {
  const asked = (openOfContact: number, recentOfNetwork: number) => isSuspicious({ openOfContact, recentOfNetwork });
  expect([asked(0, 0), asked(1, 1), asked(2, 5)]).toEqual([false, false, false]);
  expect([asked(3, 0), asked(0, 6), asked(20, 20)]).toEqual([true, true, true]);
});
