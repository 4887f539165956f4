'use client';
import { useEffect, useState } from 'react';

/** True once `happening` has lasted `ms` without interruption; false again at once. */
export function useLasting(happening: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!happening) return;
    const timer = setTimeout(() => setLasting(true), ms);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [happening, ms]);
  return happening && lasting;
}
