'use client';
import { CalendarPlus, SearchX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

/** `onCreate` is absent for a reader who may not book. */
export function DayEmpty({ onCreate }: { onCreate: (() => void) | undefined }) {
  const t = useTranslations('reservas');
  return (
    <EmptyState
      icon={<CalendarPlus size={28} />}
      title={t('list.empty')}
      body={onCreate && t('list.emptyBody')}
      action={
        onCreate && (
          <Button variant="primary" onClick={onCreate}>
            {t('day.create')}
          </Button>
        )
      }
    />
  );
}

export function NothingFound({ onClear }: { onClear: () => void }) {
  const t = useTranslations('reservas.list');
  return (
    <EmptyState
      icon={<SearchX size={28} />}
      title={t('notFound')}
      body={t('notFoundBody')}
      action={<Button onClick={onClear}>{t('showAll')}</Button>}
    />
  );
}
