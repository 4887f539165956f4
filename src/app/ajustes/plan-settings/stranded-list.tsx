import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Stranded } from '@/modules/floor/answers';

/** More than these are counted only. */
const NAMED = 8;

interface StrandedListProps {
  bookings: readonly Stranded[];
  timeZone: string;
}

/** The bookings that do not fit a change any more, by their time. */
export function StrandedBookings({ bookings, timeZone }: StrandedListProps) {
  const t = useTranslations('layout.stranded');
  const format = useFormatter();
  const more = bookings.length - NAMED;
  return (
    <>
      <p>{t('lead', { count: bookings.length })}</p>
      <ul data-testid="stranded" className="mt-2 grid gap-1.5">
        {bookings.slice(0, NAMED).map(({ id, customerName, guestCount, reservedAt, tableName }) => (
          <li key={id} className="rounded-control bg-sunken px-3 py-2 text-ink">
            <span className="font-semibold">{isolate(customerName)}</span>
            <span className="block text-ink-soft">
              {t('booking', {
                at: format.dateTime(new Date(reservedAt), {
                  ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone },
                }),
                count: guestCount,
                tables: isolate(tableName ?? ''),
              })}
            </span>
          </li>
        ))}
        {more > 0 && <li>{t('more', { count: more })}</li>}
      </ul>
      <p className="mt-2">{t('kept')}</p>
    </>
  );
}
