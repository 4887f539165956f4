'use client';
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useMediaQuery } from '@/ui/use-media-query';
import { useShared } from '@/ui/use-shared';
import { type Extent, linesOf, withNeighbours } from './list-pieces';
import type { HourGroup } from './list-view';

/** Up to this many rows are all in the page, where the browser's own search finds each; of a longer list only the rows near the view are. */
const MOST_ROWS = 200;

/** Rows that are drawn beyond the view on either side: what the next keys and a short scroll reach. */
const OVERSCAN = 8;

/** Heights in pixels until a line has been measured; rows are taller on a phone. */
const HEADING_HEIGHT = 52;
const ROW_HEIGHT = { wide: 65, narrow: 123 };
const WIDE = '(min-width: 48rem)';

/** The same object until something of it changes. */
export interface ListWindow {
  /** The lines that are in the page, ascending; null when all are. */
  readonly shown: readonly number[] | null;
  /** Of every line, as far as it is known. */
  readonly extents: readonly (Extent | undefined)[];
  /** The line of each group's heading. */
  readonly headings: readonly number[];
  /** The ref of each heading and row whose `data-index` is its line; none while all are in the page. */
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
}

/**
 * Which rows of a long list are in the page: those near the view, and the one that has the focus with its neighbours, so that
 * tabbing goes on from it. Headings always are.
 */
export function useListWindow(root: RefObject<HTMLElement | null>, groups: readonly HourGroup[]): ListWindow {
  const { keys, headings } = useShared(useMemo(() => linesOf(groups), [groups]));
  const isWhole = keys.length - groups.length <= MOST_ROWS;
  const wide = useMediaQuery(WIDE);
  const focused = useLastFocused(root);
  const pinned = useMemo(() => (focused === null ? -1 : keys.indexOf(focused)), [keys, focused]);
  const isHeading = useMemo(() => new Set(headings), [headings]);

  const virtualizer = useWindowVirtualizer<HTMLElement>({
    enabled: !isWhole,
    count: keys.length,
    // Under another width all heights are others.
    getItemKey: useCallback((line: number) => `${wide ? 'wide' : 'narrow'} ${keys[line]}`, [keys, wide]),
    estimateSize: (line) => (isHeading.has(line) ? HEADING_HEIGHT : wide ? ROW_HEIGHT.wide : ROW_HEIGHT.narrow),
    scrollMargin: useTop(root),
    overscan: OVERSCAN,
    rangeExtractor: useCallback(
      (range: Range) => withNeighbours(defaultRangeExtractor(range), pinned, range.count),
      [pinned],
    ),
  });
  // A browser that keeps what is in view in its place does so for every change above it, of rows and of what stands over the list.
  if (keepsPlace()) virtualizer.shouldAdjustScrollPositionOnItemSizeChange = () => false;

  const shown = isWhole ? null : virtualizer.getVirtualIndexes();
  const extents = virtualizer.measurementsCache;
  const measure = isWhole ? undefined : virtualizer.measureElement;
  return useMemo(() => ({ shown, extents, headings, measure }), [shown, extents, headings, measure]);
}

/** The row that has, or last had, the focus: a menu that it opened gives the focus back to it. */
function useLastFocused(root: RefObject<HTMLElement | null>): string | null {
  const [focused, setFocused] = useState<string | null>(null);
  useEffect(() => {
    const list = root.current;
    const look = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest('[data-reservation-id]') : null;
      setFocused((last) => row?.getAttribute('data-reservation-id') ?? last);
    };
    list?.addEventListener('focusin', look);
    return () => list?.removeEventListener('focusin', look);
  }, [root]);
  return focused;
}

/** Scroll anchoring: Safari has none. */
function keepsPlace(): boolean {
  return typeof CSS !== 'undefined' && CSS.supports?.('overflow-anchor', 'auto') === true;
}

/** How far from the top of the page an element begins, pixels; followed while what stands above it grows or shrinks. */
function useTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const look = () => {
      if (element.current) setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return top;
}
