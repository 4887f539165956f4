'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { Button } from '@/ui/button';
import { useTagWord } from './tags';
import type { Conflict } from './use-reservation-form';
import { useVenueScreen } from './venue-context';

interface ConflictNoticeProps {
  conflict: Conflict;
  busy: boolean;
  onKeepMine: () => void;
  onUseCurrent: () => void;
}

/** Another user changed the same fields meanwhile: shows both values, and the user chooses. */
export function ConflictNotice({ conflict, busy, onKeepMine, onUseCurrent }: ConflictNoticeProps) {
  const t = useTranslations('reservas.form');
  const names = useTranslations('reservas.fields');
  const format = useFormatter();
  const { rules } = useVenueScreen();
  const tagWord = useTagWord();
  const { current, changes, fields } = conflict;
  const shown = (field: (typeof fields)[number], value: unknown) => {
    if (field === 'reservedAt' && typeof value === 'string') {
      return format.dateTime(new Date(value), { timeZone: rules.timeZone, dateStyle: 'medium', timeStyle: 'short' });
    }
    if (Array.isArray(value)) return format.list(value.map(tagWord));
    return isolate(String(value ?? '')) || t('conflict.nothing');
  };
  return (
    <div role="alert" className="rounded-card bg-warn-soft p-4 text-sm text-warn-text">
      <p className="font-semibold">{t('conflict.title')}</p>
      <dl className="mt-3 grid gap-2">
        {fields.map((field) => (
          <div key={field}>
            <dt className="font-medium">{names(field)}</dt>
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
