'use client';
import { replaceEqualDeep } from '@tanstack/react-query';
import { useState } from 'react';

/**
 * `value`, in which every part that equals the last one's is the last one's, as `share` finds it: what is drawn from that part is
 * not drawn again.
 */
export function useShared<T>(value: T, share: (last: T, value: T) => T = replaceEqualDeep): T {
  // A store of its own and no state: nothing is to be drawn because it was filled.
  const [held] = useState({ last: value });
  held.last = share(held.last, value);
  return held.last;
}
