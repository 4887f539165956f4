'use client';
import { type RefObject, useEffect } from 'react';

const FLASH = 'animate-row-flash';

/** Highlights briefly the row that a live event changed. It changes the DOM directly, so that no row renders for it. */
export function useRowFlash(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const frames = new Set<number>();
    function flash(event: Event) {
      const { reservationId } = (event as CustomEvent<{ reservationId?: string }>).detail ?? {};
      if (!reservationId) return;
      // A row that the event has just added is painted one frame later.
      const frame = requestAnimationFrame(() => {
        frames.delete(frame);
        const row = root.current?.querySelector(`[data-reservation-id="${CSS.escape(reservationId)}"]`);
        if (!row) return;
        row.classList.remove(FLASH);
        row.getBoundingClientRect();
        row.classList.add(FLASH);
        row.addEventListener('animationend', () => row.classList.remove(FLASH), { once: true });
      });
      frames.add(frame);
    }
    window.addEventListener('force-card-refresh', flash);
    return () => {
      window.removeEventListener('force-card-refresh', flash);
      for (const frame of frames) cancelAnimationFrame(frame);
    };
  }, [root]);
}
