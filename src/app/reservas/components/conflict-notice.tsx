'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { Button } from '@/ui/button';
import type { Conflict } from './use-reservation-form';
import { useVenueScreen } from './venue-context';

interface ConflictNoticeProps {
  conflict: Conflict;
  busy: boolean;
  onKeepMine: () => void;
  onUseCurrent: () => void;
}

/** Somebody changed the same fields meanwhile: both values, and the choice. */
export function ConflictNotice({ conflict, busy, onKeepMine, onUseCurrent }: ConflictNoticeProps) {
  const t = useTranslations('reservas.form');
  const format = useFormatter();
  const { rules } = useVenueScreen();
  const { current, changes, fields } = conflict;
  const shown = (field: (typeof fields)[number], value: unknown) =>
    field === 'reservedAt' && typeof value === 'string'
      ? format.dateTime(new Date(value), { timeZone: rules.timeZone, dateStyle: 'medium', timeStyle: 'short' })
      : isolate(String(value ?? '')) || t('conflict.nothing');
  return (
    <div role="alert" className="rounded-card bg-warn-soft p-4 text-sm text-warn-text">
      <p className="font-semibold">{t('conflict.title')}</p>
      <dl className="mt-3 grid gap-2">
        {fields.map((field) => (
          <div key={field}>
            <dt className="font-medium">{t(field === 'reservedAt' ? 'reservedAt' : field)}</dt>
            <dd className="mt-0.5 text-ink">
              {t('conflict.both', { current: shown(field, current[field]), mine: shown(field, changes[field]) })}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button onClick={onUseCurrent}>{t('conflict.useCurrent')}</Button>
        <Button variant="primary" busy={busy} onClick={onKeepMine}>
          {t('conflict.keepMine')}
        </Button>
      </div>
    </div>
  );
}
