'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Reservation } from '@/modules/reservations/wire';
import { toast } from '@/ui/toast';
import { useVenueScreen } from '../components/venue-context';

interface SavedNotice {
  /** The day that the list shows. */
  day: string;
  onSee: (row: Reservation) => void;
}

/** Says what a form has saved, with a way to see it where the list does not show it, and an undo of a new reservation. */
export function useSavedNotice({ day, onSee }: SavedNotice): (row: Reservation, isNew: boolean) => void {
  const t = useTranslations('reservas');
  const format = useFormatter();
  const { actions, rules } = useVenueScreen();
  return (row, isNew) => {
    const when = format.dateTime(new Date(row.reservedAt), {
      timeZone: rules.timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
    });
    const values = { name: isolate(row.customerName), count: row.guestCount, when };
    const see = { label: t('form.see'), onClick: () => onSee(row) };
    const undo = { label: t('undo'), onClick: () => void actions.remove(row) };
    const isElsewhere = row.businessDay !== day;
    toast.success(t(isNew ? 'form.created' : 'form.saved', values), {
      id: `saved-${row.id}`,
      action: isNew ? undo : isElsewhere ? see : undefined,
      secondAction: isNew ? see : undefined,
    });
  };
}
