import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { KnownGuest } from '@/modules/reservations/answers';
import { noonOf } from '@/modules/venues/business-day';

/** What the venue knows about a guest: visits, missed reservations, the last visit, and what was written then. */
export function GuestFigures({ guest }: { guest: KnownGuest }) {
  const t = useTranslations('reservas.form.known');
  const format = useFormatter();
  const { customerEmail, visits, noShows, lastVisit, notes } = guest;
  const figures = [
    t('visits', { count: visits }),
    ...(noShows > 0 ? [t('noShows', { count: noShows })] : []),
    ...(lastVisit ? [t('last', { date: format.dateTime(noonOf(lastVisit), { dateStyle: 'medium' }) })] : []),
  ];
  return (
    <>
      {customerEmail && <span className="block break-all text-ink-soft text-sm">{customerEmail}</span>}
      <span className="block text-ink-soft text-sm">{format.list(figures, { type: 'unit' })}</span>
      {notes && <span className="line-clamp-2 break-words text-sm">{t('notes', { notes: isolate(notes) })}</span>}
    </>
  );
}
