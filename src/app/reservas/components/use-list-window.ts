'use client';
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useMediaQuery } from '@/ui/use-media-query';
import { usePrinting } from '@/ui/use-printing';
import { useShared } from '@/ui/use-shared';
import { useTop } from '@/ui/use-top';
import { type Extent, linesOf, withNeighbours } from './list-pieces';
import type { HourGroup } from './list-view';

/**
 * A list with at most this many rows is entirely in the page, so that the browser's own search finds each row. Of a
 * longer list, only the rows near the view are in the page, except for printing.
 */
const MOST_ROWS = 200;

/**
 * How many rows are rendered beyond the view on either side: those that the next key presses and a short scroll reach.
 */
const OVERSCAN = 8;

/** Heights in pixels until rows of this screen and text size have been measured; headings are all in the page. */
const HEADING_HEIGHT = 52;
const ROW_HEIGHT = { wide: 65, narrow: 73 };
const WIDE = '(min-width: 48rem)';

/** It keeps its identity until something in it changes. */
export interface ListWindow {
  /** The lines that are in the page, ascending; null when all lines are. */
  readonly shown: readonly number[] | null;
  /** The position of every line, if it is known. */
  readonly extents: readonly (Extent | undefined)[];
  /** The line of each group's heading. */
  readonly headings: readonly number[];
  /** The ref of each heading and row whose `data-index` is its line; none while all are in the page. */
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
}

/**
 * Selects which rows of a long list are in the page: those near the view, and the one with the focus and its
 * neighbours, so that the tab key continues from it. Headings are always in the page.
 */
export function useListWindow(root: RefObject<HTMLElement | null>, groups: readonly HourGroup[]): ListWindow {
  const { keys, headings } = useShared(useMemo(() => linesOf(groups), [groups]));
  const printing = usePrinting();
  const isWhole = printing || keys.length - groups.length <= MOST_ROWS;
  const wide = useMediaQuery(WIDE);
  const focused = useLastFocused(root);
  const pinned = useMemo(() => (focused === null ? -1 : keys.indexOf(focused)), [keys, focused]);
  const isHeading = useMemo(() => new Set(headings), [headings]);

  const rowHeight = useRowHeight(root, wide) ?? (wide ? ROW_HEIGHT.wide : ROW_HEIGHT.narrow);

  const virtualizer = useWindowVirtualizer<HTMLElement>({
    enabled: !isWhole,
    count: keys.length,
    getItemKey: useCallback(
      (line: number) => {
        // With another estimate this is another function, so lines that have not been measured are estimated again.
        void rowHeight;
        // When the width changes, all heights differ.
        return `${wide ? 'wide' : 'narrow'} ${keys[line]}`;
      },
      [keys, wide, rowHeight],
    ),
    estimateSize: (line) => (isHeading.has(line) ? HEADING_HEIGHT : rowHeight),
    scrollMargin: useTop(root),
    overscan: OVERSCAN,
    rangeExtractor: useCallback(
      (range: Range) => withNeighbours(defaultRangeExtractor(range), pinned, range.count),
      [pinned],
    ),
  });
  // A browser with scroll anchoring keeps the view in place for every change above it, both of rows and of content
  // above the list.
  if (keepsPlace()) virtualizer.shouldAdjustScrollPositionOnItemSizeChange = () => false;

  const shown = isWhole ? null : virtualizer.getVirtualIndexes();
  const extents = virtualizer.measurementsCache;
  const measure = isWhole ? undefined : virtualizer.measureElement;
  return useMemo(() => ({ shown, extents, headings, measure }), [shown, extents, headings, measure]);
}

/**
 * The height of most rows that are in the page, in pixels, measured once for each layout; null before that. Unseen rows
 * then have the height that they will have, so the page keeps its height while they come into sight.
 */
function useRowHeight(root: RefObject<HTMLElement | null>, wide: boolean): number | null {
  const [measured, setMeasured] = useState<{ wide: boolean; height: number } | null>(null);
  useLayoutEffect(() => {
    if (measured?.wide === wide) return;
    const rows = [...(root.current?.querySelectorAll('[data-reservation-id]') ?? [])];
    const heights = rows.flatMap((row) => row.closest('li')?.getBoundingClientRect().height || []);
    const height = heights.sort((one, other) => one - other)[Math.floor(heights.length / 2)];
    if (height !== undefined) setMeasured({ wide, height });
  });
  return measured?.wide === wide ? measured.height : null;
}

/** The row that has, or last had, the focus: a menu that it opened returns the focus to it. */
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

/** Whether the browser has scroll anchoring, which Safari does not have. */
function keepsPlace(): boolean {
  return typeof CSS !== 'undefined' && CSS.supports?.('overflow-anchor', 'auto') === true;
}
