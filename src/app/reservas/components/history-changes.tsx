'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { ReservationStatus } from '@/realtime/protocol/reservation';
import { useVenueScreen } from './venue-context';

const FIELDS = [
  'customerName',
  'customerPhone',
  'customerEmail',
  'guestCount',
  'reservedAt',
  'status',
  'tableName',
  'notes',
] as const;
type Row = Record<string, unknown> | null;

/** Which fields moved, from what to what. */
export function HistoryChanges({ before, after }: { before: Row; after: Row }) {
  const t = useTranslations('reservas');
  const format = useFormatter();
  const { rules } = useVenueScreen();
  if (!before || !after) return null;
  const shown = (field: (typeof FIELDS)[number], value: unknown) => {
    if (field === 'status') {
      const status = ReservationStatus.safeParse(value);
      return t(`status.${status.success ? status.data : 'unknown'}`);
    }
    if (field === 'reservedAt' && typeof value === 'string') {
      return format.dateTime(new Date(value), { timeZone: rules.timeZone, dateStyle: 'medium', timeStyle: 'short' });
    }
    return isolate(String(value ?? '')) || t('form.conflict.nothing');
  };
  const changed = FIELDS.filter(
    (field) => field in after && String(before[field] ?? '') !== String(after[field] ?? ''),
  );
  return (
    <ul className="mt-1 grid gap-1 text-ink-soft">
      {changed.map((field) => (
        <li key={field}>
          {t('history.changed', {
            field: t(`form.${field}`),
            before: shown(field, before[field]),
            after: shown(field, after[field]),
          })}
        </li>
      ))}
    </ul>
  );
}
