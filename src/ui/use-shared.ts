'use client';
import { replaceEqualDeep } from '@tanstack/react-query';
import { useState } from 'react';

/**
 * Returns `value`, with every part that equals the last value's replaced by that one, as `share` decides: what depends on such a
 * part is not rendered again.
 */
export function useShared<T>(value: T, share: (last: T, value: T) => T = replaceEqualDeep): T {
  // An object that is changed in place, not set as state: filling it must not cause a render.
  const [held] = useState({ last: value });
  held.last = share(held.last, value);
  return held.last;
}
