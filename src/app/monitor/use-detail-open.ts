'use client';
import { useEffect, useState } from 'react';

const KEY = 'aforo.monitor.detail';

/** Whether the technical detail is open, which this device remembers where its browser lets it. */
export function useDetailOpen() {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(readOpen()), []);
  return {
    open,
    setOpen: (now: boolean) => {
      setOpen(now);
      writeOpen(now);
    },
  };
}

function readOpen(): boolean {
  try {
    return localStorage.getItem(KEY) === '1';
  } catch {
    return false;
  }
}

function writeOpen(open: boolean): void {
  try {
    localStorage.setItem(KEY, open ? '1' : '0');
  } catch {}
}
