'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { EDITED_FIELDS, ReservationStatus } from '@/modules/reservations/wire';
import { useTagWord } from './tags';
import { useVenueScreen } from './venue-context';

/** The tables change with their names. */
const FIELDS = [...EDITED_FIELDS.filter((field) => field !== 'businessDay' && field !== 'tableIds'), 'status'] as const;
const INSTANTS: ReadonlySet<string> = new Set(['reservedAt', 'onWayAt', 'seatedAt', 'leftAt']);
type Row = Record<string, unknown> | null;

/** The fields that changed, with the old and the new value. */
export function HistoryChanges({ before, after }: { before: Row; after: Row }) {
  const t = useTranslations('reservas');
  const format = useFormatter();
  const { rules } = useVenueScreen();
  const tagWord = useTagWord();
  if (!before || !after) return null;
  const shown = (field: (typeof FIELDS)[number], value: unknown) => {
    if (field === 'status') {
      const status = ReservationStatus.safeParse(value);
      return t(`status.${status.success ? status.data : 'unknown'}`);
    }
    if (INSTANTS.has(field) && typeof value === 'string') {
      return format.dateTime(new Date(value), { timeZone: rules.timeZone, dateStyle: 'medium', timeStyle: 'short' });
    }
    if (Array.isArray(value)) return format.list(value.map((tag) => tagWord(String(tag))));
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
            field: t(`fields.${field}`),
            before: shown(field, before[field]),
            after: shown(field, after[field]),
          })}
        </li>
      ))}
    </ul>
  );
}
