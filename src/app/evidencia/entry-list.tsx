'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Line } from '@/modules/evidence/rules';
import { usePrinting } from '@/ui/use-printing';
import { useTop } from '@/ui/use-top';
import { EntryItem } from './entry-item';

/** A list with at most this many lines is entirely in the page, so that the browser's own search finds each of them. */
const MOST_LINES = 200;
/** The height of a line in pixels until it is measured. */
const HEIGHT = 88;
/** How many lines are rendered beyond the view on either side. */
const OVERSCAN = 8;

/** Lines, the newest first. Of a long list only those near the view are in the page, except for printing. */
export function EntryList({ lines }: { lines: readonly Line[] }) {
  const list = useRef<HTMLOListElement>(null);
  const printing = usePrinting();
  const isWhole = printing || lines.length <= MOST_LINES;
  const virtualizer = useWindowVirtualizer<HTMLLIElement>({
    enabled: !isWhole,
    count: lines.length,
    estimateSize: () => HEIGHT,
    scrollMargin: useTop(list),
    overscan: OVERSCAN,
  });
  const lineAt = (index: number) => lines[lines.length - 1 - index];
  const shown = isWhole
    ? lines.map((_, index) => ({ index, start: 0 }))
    : virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start }));
  return (
    <ol
      ref={list}
      data-testid="entries"
      className="relative rounded-card bg-surface ring-1 ring-line"
      style={isWhole ? undefined : { height: virtualizer.getTotalSize() }}
    >
      {shown.map(({ index, start }) => {
        const line = lineAt(index);
        return (
          line && (
            <li
              key={index}
              ref={isWhole ? undefined : virtualizer.measureElement}
              data-index={index}
              aria-setsize={lines.length}
              aria-posinset={index + 1}
              className={
                isWhole ? 'border-line border-b last:border-0' : 'absolute inset-x-0 top-0 border-line border-b'
              }
              style={isWhole ? undefined : { transform: `translateY(${start - virtualizer.options.scrollMargin}px)` }}
            >
              <EntryItem line={line} />
            </li>
          )
        );
      })}
    </ol>
  );
}
