'use client';
import { useEffect, useState } from 'react';

/**
 * The device's clock in milliseconds, updated every `every` milliseconds. Null until the browser runs, so that server and browser
 * render the same.
 */
export function useNow(every: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
