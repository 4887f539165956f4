'use client';
import { useEffect, useState } from 'react';

/** The device's clock, milliseconds, renewed every `every`. Null until the browser runs, so that server and browser render alike. */
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
