'use client';
import clsx from 'clsx';
import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, memo, type RefObject, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { SearchField } from '@/ui/search-field';
import { Segmented } from '@/ui/segmented';
import { useScrollPadding } from '@/ui/use-scroll-padding';
import { FilesMenu } from './files-menu';
import { FILTERS, type Filter } from './list-view';

interface ToolbarProps {
  day: string;
  query: string;
  onQuery: (query: string) => void;
  /** Opens the hit that the typed text means, if there is one. */
  onEnter: () => void;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  counts: Record<Filter, number>;
  /** Scrolls to the current hour; absent when the list starts there or is of another time. */
  onNow: (() => void) | undefined;
}

export const Toolbar = memo(function Toolbar(props: ToolbarProps) {
  const { day, query, onQuery, onEnter, filter, onFilter, counts, onNow } = props;
  const t = useTranslations('reservas.toolbar');
  const bar = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useScrollPadding(bar, 'top');
  useSearchKey(input);
  const shown = FILTERS.filter((name) => name === 'all' || name === 'due' || name === filter || counts[name] > 0);

  function press(event: KeyboardEvent) {
    if (event.key === 'Enter') onEnter();
    if (event.key !== 'Escape' || query === '') return;
    event.preventDefault();
    onQuery('');
  }

  return (
    <div
      ref={bar}
      className="sticky top-13 z-30 -mx-4 flex gap-2 bg-canvas px-4 py-0.5 max-md:flex-wrap sm:top-15 sm:-mx-5 sm:px-5 md:mb-2 md:gap-3 md:py-3 lg:-mx-8 lg:px-8"
    >
      <SearchField
        label={t('search')}
        placeholder={t('placeholder')}
        clearLabel={t('clear')}
        value={query}
        onValue={onQuery}
        onKeyDown={press}
        input={input}
        shortcut="/"
        // On a phone it is as small as its icon until it is used.
        className={clsx(
          'shrink-0 md:w-56',
          query === '' ? 'max-md:basis-11 max-md:focus-within:basis-full' : 'max-md:basis-full',
        )}
      />
      {onNow && (
        <Button icon={<ArrowDown aria-hidden size={18} />} onClick={onNow} className="max-md:px-3">
          <span className="max-md:sr-only">{t('now')}</span>
        </Button>
      )}
      <Segmented
        label={t('filter')}
        value={filter}
        onValueChange={onFilter}
        segments={shown.map((value) => ({ value, label: t(`filters.${value}`), count: counts[value] }))}
        className="min-w-0 max-md:grow max-md:basis-0 max-md:p-0"
      />
      <FilesMenu day={day} className="sm:hidden" />
    </div>
  );
});

/** Where a key is typed or chosen with, so that it means nothing else. */
const TYPED =
  'input, textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

/** The key / brings the focus to the search, from wherever it is not typed. */
function useSearchKey(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target, defaultPrevented } = event;
      if (key !== '/' || ctrlKey || metaKey || altKey || defaultPrevented) return;
      if (target instanceof Element && target.closest(TYPED)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [input]);
}
