'use client';
import { ArrowDown } from 'lucide-react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { SearchField } from '@/ui/search-field';
import { Segmented } from '@/ui/segmented';
import { FILTERS, type Filter } from './list-view';

interface ToolbarProps {
  query: string;
  onQuery: (query: string) => void;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  counts: Record<Filter, number>;
  /** Goes to the present hour; absent when the list starts there or lies elsewhere in time. */
  onNow: (() => void) | undefined;
}

export const Toolbar = memo(function Toolbar({ query, onQuery, filter, onFilter, counts, onNow }: ToolbarProps) {
  const t = useTranslations('reservas.toolbar');
  const shown = FILTERS.filter((name) => name === 'all' || name === 'due' || name === filter || counts[name] > 0);
  return (
    <div className="sticky top-15 z-30 -mx-4 flex flex-col mb-2 gap-3 bg-canvas px-4 py-3 sm:-mx-5 sm:px-5 md:flex-row lg:-mx-8 lg:px-8">
      <div className="flex gap-2 md:shrink-0">
        <SearchField
          label={t('search')}
          placeholder={t('placeholder')}
          clearLabel={t('clear')}
          value={query}
          onValue={onQuery}
          className="grow md:w-56"
        />
        {onNow && (
          <Button icon={<ArrowDown aria-hidden size={18} />} onClick={onNow}>
            {t('now')}
          </Button>
        )}
      </div>
      <Segmented
        label={t('filter')}
        value={filter}
        onValueChange={onFilter}
        segments={shown.map((value) => ({ value, label: t(`filters.${value}`), count: counts[value] }))}
        className="min-w-0"
      />
    </div>
  );
});
