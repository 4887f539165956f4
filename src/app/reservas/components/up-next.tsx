'use client';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { announcedLateness, isOnTheWay } from '@/modules/reservations/rules';
import type { Reservation } from '@/modules/reservations/wire';
import { localTimeOf } from '@/modules/venues/business-day';
import { Redraw } from '@/ui/redraw';
import { useNow } from '@/ui/use-now';
import { type DueParties, minutesLate } from './list-view';
import { useVenueScreen } from './venue-context';

const MINUTE = 60_000;
/** As many as fit side by side on a tablet; a phone shows one fewer. */
const IN_STRIP = 3;

/** The parties that have not arrived yet, the most overdue first, for the person who receives the guests. */
export function UpNext({ next: { first, more }, now }: { next: DueParties; now: number }) {
  const t = useTranslations('reservas.details');
  return (
    <section aria-labelledby="por-llegar" className="rounded-card bg-surface ring-1 ring-line">
      <h2 id="por-llegar" className="display px-5 pt-4 pb-2 text-lg">
        {t('next')}
      </h2>
      {first.length === 0 ? (
        <p className="px-5 pb-5 text-ink-soft text-sm">{t('nobodyDue')}</p>
      ) : (
        <ol className="divide-y divide-line border-line border-t">
          {first.map((party) => (
            // The list itself reports a party that cannot be drawn.
            <Redraw key={party.id} fallback={null} version={party}>
              <DueParty party={party} now={now} />
            </Redraw>
          ))}
        </ol>
      )}
      {more > 0 && <p className="border-line border-t px-5 py-3 text-ink-soft text-sm">{t('more', { count: more })}</p>}
    </section>
  );
}

function DueParty({ party, now }: { party: Reservation; now: number }) {
  const t = useTranslations('reservas');
  const { open, rules, lateToleranceMinutes } = useVenueScreen();
  const late = minutesLate(party, now, lateToleranceMinutes);
  const announced = announcedLateness(party);
  return (
    <li>
      <button
        type="button"
        onClick={() => open({ kind: 'details', id: party.id })}
        className="flex min-h-13 w-full items-center gap-4 px-5 py-2 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="w-11 shrink-0 font-semibold text-sm tabular-nums">
          {localTimeOf(party.reservedAt, rules.timeZone)}
        </span>
        <span className="min-w-0 grow">
          <span className="block truncate text-sm">{party.customerName}</span>
          {isOnTheWay(party) && <span className="block font-semibold text-ok-text text-sm">{t('row.onWay')}</span>}
          {announced > 0 && (
            <span className="block font-semibold text-info-text text-sm">
              {t('row.announced', { count: announced })}
            </span>
          )}
          {late > announced && (
            <span className="block font-semibold text-sm text-warn-text">{t('row.late', { count: late })}</span>
          )}
        </span>
        <span className="figures shrink-0 text-base">{party.guestCount}</span>
        <span className="sr-only">{t('details.guests')}</span>
      </button>
    </li>
  );
}

/** The parties expected next, in one line above the list, where there is no column beside it. */
export const NextStrip = memo(function NextStrip({ next: { first } }: { next: DueParties }) {
  const t = useTranslations('reservas.details');
  const now = useNow(MINUTE);
  if (first.length === 0) return null;
  return (
    <section aria-label={t('next')} data-testid="next-strip" className="flex gap-2 sm:mb-1">
      <p aria-hidden className="eyebrow w-14 shrink-0 self-center">
        {t('next')}
      </p>
      <ol className="flex min-w-0 grow gap-2">
        {first.slice(0, IN_STRIP).map((party) => (
          <Redraw key={party.id} fallback={null} version={party}>
            <StripParty party={party} now={now} />
          </Redraw>
        ))}
      </ol>
    </section>
  );
});

function StripParty({ party, now }: { party: Reservation; now: number | null }) {
  const t = useTranslations('reservas');
  const { open, rules, lateToleranceMinutes } = useVenueScreen();
  const late = now === null ? 0 : minutesLate(party, now, lateToleranceMinutes);
  const announced = announcedLateness(party);
  return (
    <li className="min-w-0 grow basis-0 max-sm:nth-3:hidden">
      <button
        type="button"
        onClick={() => open({ kind: 'details', id: party.id })}
        className="flex min-h-11 w-full items-center gap-2 rounded-control bg-surface px-2.5 text-left ring-1 ring-line ring-inset transition-colors hover:bg-hover"
      >
        <span className="min-w-0 grow text-xs">
          <span className="block truncate font-semibold text-sm">{party.customerName}</span>
          <span className="block truncate">
            <span className="text-ink-soft tabular-nums">{localTimeOf(party.reservedAt, rules.timeZone)}</span>
            {isOnTheWay(party) && <span className="ml-1.5 font-semibold text-ok-text">{t('row.onWay')}</span>}
            {announced > 0 && (
              <span className="ml-1.5 font-semibold text-info-text">{t('row.announced', { count: announced })}</span>
            )}
            {late > announced && (
              <span className="ml-1.5 font-semibold text-warn-text">{t('row.late', { count: late })}</span>
            )}
          </span>
        </span>
        <span className="figures shrink-0 text-base">{party.guestCount}</span>
        <span className="sr-only">{t('details.guests')}</span>
      </button>
    </li>
  );
}
