'use client';
import { CalendarPlus, SearchX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

export function DayEmpty({ onCreate }: { onCreate: () => void }) {
  const t = useTranslations('reservas');
  return (
    <EmptyState
      icon={<CalendarPlus size={28} />}
      title={t('list.empty')}
      body={t('list.emptyBody')}
      action={
        <Button variant="primary" onClick={onCreate}>
          {t('day.create')}
        </Button>
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
