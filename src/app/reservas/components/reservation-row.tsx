'use client';
import clsx from 'clsx';
import { NotebookPen } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { announcedLateness, isOnTheWay } from '@/modules/reservations/rules';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { localTimeOf } from '@/modules/venues/business-day';
import { Redraw } from '@/ui/redraw';
import { CountWaiting } from './count-waiting';
import { countingOf } from './list-view';
import { PartyPips } from './party-pips';
import { useRowCounts } from './row-counts';
import { RowMenuTrigger } from './row-menu';
import { StatusPill } from './status-pill';
import { Tags } from './tags';
import { UnreadableRow } from './unreadable';
import { useNight, useVenueScreen } from './venue-context';

interface RowProps {
  row: Reservation;
  selected: boolean;
  /** How many minutes an expected party is late; 0 when it is on time. */
  late: number;
}

const CLOSED = new Set(['CANCELLED', 'COMPLETED', 'NO_SHOW']);

/**
 * One reservation in the list. A reservation that this version cannot draw is one neutral line, and the others are not
 * affected.
 */
export const ReservationRow = memo(function ReservationRow(props: RowProps) {
  const { row } = props;
  const neutral = <UnreadableRow row={row} />;
  if (row.status === UNREADABLE) return neutral;
  return (
    <Redraw fallback={neutral} version={row}>
      <ReadableRow {...props} />
    </Redraw>
  );
});

function ReadableRow({ row, selected, late }: RowProps) {
  const t = useTranslations('reservas.row');
  const { open, actions, rules, role } = useVenueScreen();
  const { waiting } = useRowCounts(row.id);
  const announced = announcedLateness(row);
  const onWay = isOnTheWay(row);
  const missing = row.guestCount - row.scanCount;
  // A correction needs a reason, so it is made in the details.
  const countable = countingOf(row, role, useNight(row)) === 'free';
  return (
    <div
      data-reservation-id={row.id}
      data-version={row.version}
      data-seq={row.version}
      data-status={row.status}
      className={clsx(
        'group relative flex flex-wrap items-center gap-x-2 px-2.5 py-0.5 transition-colors md:grid md:gap-x-4 md:px-4 md:py-2.5',
        // The estimates of a long list, and of rows that are not painted, are these heights.
        'min-h-18 md:min-h-16 md:grid-cols-[3.25rem_minmax(0,1fr)_6.5rem_7.25rem_9.25rem] lg:grid-cols-[3.25rem_minmax(0,1fr)_5.5rem_6.5rem_7.25rem_9.25rem]',
        selected ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <p
        className={clsx(
          'figures shrink-0 text-base max-md:w-12 md:col-start-1 md:row-span-2 md:row-start-1',
          CLOSED.has(row.status) && 'text-ink-faint',
        )}
      >
        {localTimeOf(row.reservedAt, rules.timeZone)}
      </p>
      <p className="flex min-w-0 items-center gap-2 max-md:grow max-md:basis-3/5 md:col-start-2 md:row-start-1">
        <button
          type="button"
          aria-pressed={selected}
          onClick={() => open({ kind: 'details', id: row.id })}
          className={clsx(
            'text-left font-semibold text-base truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2',
            row.status === 'CANCELLED' && 'text-ink-soft line-through',
          )}
        >
          {row.customerName}
        </button>
        {row.notes && (
          <span className="shrink-0 text-ink-faint" title={row.notes}>
            <NotebookPen aria-hidden size={15} />
            <span className="sr-only">{t('hasNotes')}</span>
          </span>
        )}
      </p>
      {/* On a phone it stands beside the buttons, which take a line of their own where it does not fit. */}
      <div className="flex min-w-36 grow basis-0 flex-wrap items-center gap-x-2 md:contents">
        <p className="flex min-w-0 items-center gap-x-2 text-ink-faint text-sm max-md:order-1 max-md:basis-full max-md:fade-end max-md:overflow-hidden max-md:whitespace-nowrap md:col-start-2 md:row-start-2 md:flex-wrap">
          <Tags tags={row.tags} look="small" className="max-md:shrink-0 max-md:flex-nowrap" />
          <span
            className={clsx(
              'font-medium tabular-nums tracking-wide max-md:order-1 max-md:min-w-0 max-md:truncate',
              // A narrow line says what is urgent; the details have the code.
              (announced > 0 || onWay || late > 0 || waiting !== null || row.tags !== null) && 'max-md:sr-only',
            )}
          >
            {row.code}
          </span>
          {row.tableName && <span className="truncate max-md:min-w-0 lg:hidden">{row.tableName}</span>}
          {onWay && <span className="shrink-0 font-semibold text-ok-text">{t('onWay')}</span>}
          {announced > 0 && (
            <span className="shrink-0 font-semibold text-info-text">{t('announced', { count: announced })}</span>
          )}
          {late > announced && (
            <span className="shrink-0 font-semibold text-warn-text">{t('late', { count: late })}</span>
          )}
          {waiting !== null && <CountWaiting people={waiting} />}
        </p>
        <p className="hidden truncate text-ink-soft text-sm lg:col-start-3 lg:row-span-2 lg:row-start-1 lg:block">
          {row.tableName}
        </p>
        <div className="md:col-start-3 md:row-span-2 md:row-start-1 lg:col-start-4">
          <p className="figures whitespace-nowrap text-base leading-6 max-md:[word-spacing:-0.15em] md:text-lg">
            <span data-testid="scan-count">{row.scanCount}</span>
            <span className="text-ink-faint">{` / ${row.guestCount}`}</span>
            <span className="sr-only">{t('people')}</span>
          </p>
          <PartyPips inside={row.scanCount} planned={row.guestCount} className="mt-1 max-md:hidden" />
        </div>
        <div className="flex max-md:-my-0.5 md:col-start-4 md:row-span-2 md:row-start-1 lg:col-start-5">
          <StatusPill status={row.status} />
        </div>
      </div>
      <div className="flex items-center justify-end gap-1 max-md:ml-auto max-md:gap-0.5 md:col-start-5 md:row-span-2 md:row-start-1 lg:col-start-6">
        {countable && (
          <>
            <CountButton
              label={t('arrivedOne', { name: isolate(row.customerName) })}
              onClick={() => actions.count(row, 1)}
            >
              +1
            </CountButton>
            {missing > 1 ? (
              <CountButton
                label={t('arrivedAll', { name: isolate(row.customerName), count: missing })}
                onClick={() => actions.count(row, missing)}
              >
                {`+${missing}`}
              </CountButton>
            ) : (
              // Keeps the +1 button at its place, so that a second tap hits the same button.
              <span className="w-11" />
            )}
          </>
        )}
        <RowMenuTrigger row={row} />
      </div>
    </div>
  );
}

function CountButton({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="figures relative inline-flex h-11 min-w-11 items-center justify-center rounded-control bg-surface px-2 text-base ring-1 ring-line-strong/60 ring-inset transition-[background-color,color] hover:bg-accent hover:text-accent-ink hover:ring-transparent active:scale-95"
    >
      {children}
    </button>
  );
}
