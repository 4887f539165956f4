'use client';
import { type RefObject, useEffect } from 'react';

/** Pixels between the bar and what was scrolled into view. */
const SPACE = 4;

/**
 * Keeps what the browser scrolls into view, such as what receives the focus, clear of a bar that stays at an edge of the
 * window. A bar that does not stay there, because of the width, covers nothing.
 */
export function useScrollPadding(bar: RefObject<HTMLElement | null>, edge: 'top' | 'bottom'): void {
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    const { style } = document.documentElement;
    const property = edge === 'top' ? 'scrollPaddingTop' : 'scrollPaddingBottom';
    const look = () => {
      const { position, [edge]: offset } = window.getComputedStyle(element);
      const covers = position === 'sticky' || position === 'fixed';
      style[property] = covers ? `${Number.parseFloat(offset) + element.offsetHeight + SPACE}px` : '';
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    window.addEventListener('resize', look);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', look);
      style[property] = '';
    };
  }, [bar, edge]);
}
