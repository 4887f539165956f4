'use client';
import { type RefObject, useLayoutEffect, useState } from 'react';

/** What of a scrolled element is in sight, and a margin around it, in pixels of its content. */
export interface InView {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Scrolling by less than this changes nothing. */
const GRAIN = 160;
const NOTHING: InView = { left: 0, right: 0, top: 0, bottom: 0 };

/** What is in sight of an element that scrolls both ways. A change is reported by steps, so that most scrolling draws nothing anew. */
export function useInView(element: RefObject<HTMLElement | null>): InView {
  const [view, setView] = useState(NOTHING);
  useLayoutEffect(() => {
    const scroller = element.current;
    if (!scroller) return;
    const down = (value: number) => Math.floor(value / GRAIN) * GRAIN - GRAIN;
    const look = () => {
      const { scrollLeft, scrollTop, clientWidth, clientHeight } = scroller;
      const next = {
        ...{ left: down(scrollLeft), right: down(scrollLeft + clientWidth) + 3 * GRAIN },
        ...{ top: down(scrollTop), bottom: down(scrollTop + clientHeight) + 3 * GRAIN },
      };
      setView((last) =>
        last.left === next.left && last.right === next.right && last.top === next.top && last.bottom === next.bottom
          ? last
          : next,
      );
    };
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [element]);
  return view;
}
