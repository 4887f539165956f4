'use client';
import { useTranslations } from 'use-intl';
import { localTimeOf } from '@/modules/venues/business-day';
import type { Reservation } from '@/realtime/protocol/reservation';
import { Redraw } from '@/ui/redraw';
import { type DueParties, minutesLate } from './list-view';
import { useVenueScreen } from './venue-context';

/** The parties still to come, the latest of the late first: what whoever receives the guests waits for. */
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
            // The list says of one that cannot be drawn.
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
  const { open, rules } = useVenueScreen();
  const late = minutesLate(party, now);
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
          {late > 0 && (
            <span className="block font-semibold text-sm text-warn-text">{t('row.late', { count: late })}</span>
          )}
        </span>
        <span className="figures shrink-0 text-base">{party.guestCount}</span>
        <span className="sr-only">{t('details.guests')}</span>
      </button>
    </li>
  );
}
