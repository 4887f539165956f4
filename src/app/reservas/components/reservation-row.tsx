'use client';
import clsx from 'clsx';
import { NotebookPen } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { localTimeOf } from '@/modules/venues/business-day';
import { type Reservation, UNREADABLE } from '@/realtime/protocol/reservation';
import { Redraw } from '@/ui/redraw';
import { CountWaiting } from './count-waiting';
import { countingOf } from './list-view';
import { PartyPips } from './party-pips';
import { useRowCounts } from './row-counts';
import { RowMenuTrigger } from './row-menu';
import { StatusPill } from './status-pill';
import { UnreadableRow } from './unreadable';
import { useNight, useVenueScreen } from './venue-context';

interface RowProps {
  row: Reservation;
  selected: boolean;
  /** Minutes past its time, for a party still due; 0 when on time. */
  late: number;
}

const CLOSED = new Set(['CANCELLED', 'COMPLETED', 'NO_SHOW']);

/** One reservation in the list. One that this version cannot draw is one neutral line, and the others stand. */
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
  const missing = row.guestCount - row.scanCount;
  // A correction needs its reason: it is made among the details.
  const countable = countingOf(row, role, useNight(row)) === 'free';
  return (
    <div
      data-reservation-id={row.id}
      data-version={row.version}
      data-seq={row.version}
      data-status={row.status}
      className={clsx(
        'group relative grid items-center gap-x-4 gap-y-1.5 px-4 py-2.5 transition-colors',
        'grid-cols-[3.25rem_minmax(0,1fr)_auto] md:min-h-16 md:grid-cols-[3.25rem_minmax(0,1fr)_6.5rem_7.25rem_9.25rem] lg:grid-cols-[3.25rem_minmax(0,1fr)_5.5rem_6.5rem_7.25rem_9.25rem]',
        selected ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <p
        className={clsx(
          'figures self-start pt-0.5 text-base md:self-center md:pt-0',
          CLOSED.has(row.status) && 'text-ink-faint',
        )}
      >
        {localTimeOf(row.reservedAt, rules.timeZone)}
      </p>
      <div className="min-w-0 max-md:col-span-2 max-md:col-start-2 max-md:row-start-1">
        <p className="flex min-w-0 items-center gap-2">
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
        <p className="flex flex-wrap items-center gap-x-2 text-ink-faint text-sm max-md:min-h-7 max-md:pr-30">
          <span className="font-medium tabular-nums tracking-wide">{row.code}</span>
          {row.tableName && <span className="truncate lg:hidden">{row.tableName}</span>}
          {late > 0 && <span className="font-semibold text-warn-text">{t('late', { count: late })}</span>}
          {waiting !== null && <CountWaiting people={waiting} />}
        </p>
      </div>
      <p className="hidden truncate text-ink-soft text-sm lg:block">{row.tableName}</p>
      <div className="max-md:col-span-2 max-md:col-start-1 max-md:row-start-2 max-md:flex max-md:items-center max-md:gap-3">
        <p className="figures text-lg md:leading-6">
          <span data-testid="scan-count">{row.scanCount}</span>
          <span className="text-ink-faint">{` / ${row.guestCount}`}</span>
          <span className="sr-only">{t('people')}</span>
        </p>
        <PartyPips inside={row.scanCount} planned={row.guestCount} className="md:mt-1" />
      </div>
      <div className="max-md:col-start-3 max-md:row-start-1 max-md:self-end max-md:justify-self-end">
        <StatusPill status={row.status} />
      </div>
      <div className="flex items-center justify-end gap-1 max-md:col-start-3 max-md:row-start-2">
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
              // Keeps +1 where it was, so that a second tap meets the same button.
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
