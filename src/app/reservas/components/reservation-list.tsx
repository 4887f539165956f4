'use client';
import clsx from 'clsx';
import { memo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useNow } from '@/ui/use-now';
import { piecesOf } from './list-pieces';
import { type HourGroup, minutesLate } from './list-view';
import { ReservationRow } from './reservation-row';
import { RowMenu } from './row-menu';
import { type ListWindow, useListWindow } from './use-list-window';
import { useRowFlash } from './use-row-flash';
import { useVenueScreen } from './venue-context';

const MINUTE = 60_000;
const headingId = (key: string) => `hora-${key}`;

/** The browser does not paint rows out of view; until it does, they have the least height of a row. */
const UNPAINTED =
  '[contain-intrinsic-size:auto_4.5rem] [content-visibility:auto] md:[contain-intrinsic-size:auto_4rem]';

/** Scrolls to an hour's heading: without animation when the rows in between are not in the page. */
export function goToHour(key: string): void {
  const heading = document.getElementById(headingId(key));
  const behavior = heading?.closest('[data-whole]') ? 'smooth' : 'instant';
  heading?.scrollIntoView({ behavior, block: 'start' });
}

interface ListProps {
  groups: readonly HourGroup[];
  selectedId: string | null;
}

export function ReservationList({ groups, selectedId }: ListProps) {
  const root = useRef<HTMLDivElement>(null);
  useRowFlash(root);
  const list = useListWindow(root, groups);
  const now = useNow(MINUTE);
  const { lateToleranceMinutes } = useVenueScreen();
  return (
    <div
      ref={root}
      data-testid="reservation-list"
      data-whole={list.shown === null || undefined}
      className="grid grid-cols-1"
    >
      {groups.map((group, index) => (
        <Hour key={group.key} {...{ group, index, list, now, selectedId }} tolerance={lateToleranceMinutes} />
      ))}
      <RowMenu />
    </div>
  );
}

interface HourProps {
  group: HourGroup;
  /** Its index among the hours. */
  index: number;
  list: ListWindow;
  now: number | null;
  /** In minutes. */
  tolerance: number;
  selectedId: string | null;
}

const Hour = memo(function Hour({ group, index, list, now, tolerance, selectedId }: HourProps) {
  const t = useTranslations('reservas.list');
  const { shown, extents, headings, measure } = list;
  const line = headings[index] ?? 0;
  return (
    <section aria-labelledby={headingId(group.key)}>
      <header
        ref={measure}
        data-index={line}
        className={clsx('flex items-baseline justify-between gap-4 px-1 pb-0.5 md:pb-2', index > 0 && 'pt-1 md:pt-5')}
      >
        <h2
          id={headingId(group.key)}
          className="figures scroll-mt-2 text-base text-ink leading-5 md:text-lg md:leading-6"
        >
          {group.hour}
        </h2>
        <p className="text-ink-faint text-sm tabular-nums">
          {t('group', { parties: group.parties, arrived: group.arrived, guests: group.guests })}
        </p>
      </header>
      <ul
        className={clsx(
          'divide-y divide-line rounded-card bg-surface ring-1 ring-line',
          // In a long list no hour may be a scroll container, because browsers do not keep the position of rows inside
          // one.
          shown ? 'overflow-clip' : 'overflow-hidden',
        )}
      >
        {piecesOf(group, line, shown, extents).map((piece) =>
          piece.kind === 'gap' ? (
            <li key={`gap-${piece.line}`} aria-hidden style={{ height: piece.height }} />
          ) : (
            <li
              key={piece.row.id}
              ref={measure}
              data-index={piece.line}
              aria-posinset={shown ? piece.place : undefined}
              aria-setsize={shown ? group.reservations.length : undefined}
              className={shown ? undefined : UNPAINTED}
            >
              <ReservationRow
                row={piece.row}
                selected={piece.row.id === selectedId}
                late={now === null ? 0 : minutesLate(piece.row, now, tolerance)}
              />
            </li>
          ),
        )}
      </ul>
    </section>
  );
});
