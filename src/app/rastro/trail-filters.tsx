'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { TrailPage } from '@/modules/trail/answers';
import type { TrailFilter } from '@/modules/trail/schema';
import { Button } from '@/ui/button';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import { ROW_KINDS } from './words';

interface TrailFiltersProps {
  filter: TrailFilter;
  people: TrailPage['people'];
  row: { readonly name: string } | null;
  onFilter: (filter: TrailFilter) => void;
  /** The reader no longer wants the one row alone. */
  onWholeTrail: () => void;
}

/** The values of no choice, and of what no account did. */
const ALL = 'all';
const SYSTEM = 'system';
const chosen = (value: string) => (value === ALL || value === '' ? undefined : value);

/** Whose work, of which kind, on which days; a row is chosen at one of its entries. */
export function TrailFilters({ filter, people, row, onFilter, onWholeTrail }: TrailFiltersProps) {
  const t = useTranslations('trail');
  const set = (change: TrailFilter) => onFilter({ ...filter, ...change });
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Select
        label={t('filter.person')}
        value={filter.person ?? ALL}
        onValueChange={(value) => set({ person: chosen(value) })}
        options={[
          { value: ALL, label: t('filter.everybody') },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
          { value: SYSTEM, label: t('actor.system') },
        ]}
      />
      <Select
        label={t('filter.kind')}
        value={filter.kind ?? ALL}
        onValueChange={(value) => set({ kind: chosen(value) })}
        options={[
          { value: ALL, label: t('filter.everything') },
          ...ROW_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
        ]}
      />
      <TextField
        type="date"
        label={t('filter.from')}
        value={filter.from ?? ''}
        max={filter.to}
        onChange={({ target }) => set({ from: chosen(target.value) })}
      />
      <TextField
        type="date"
        label={t('filter.to')}
        value={filter.to ?? ''}
        min={filter.from}
        onChange={({ target }) => set({ to: chosen(target.value) })}
      />
      {row && (
        <Button className="col-span-full justify-self-start" icon={<X aria-hidden size={18} />} onClick={onWholeTrail}>
          {t('filter.onlyRow', { name: isolate(row.name) })}
        </Button>
      )}
    </div>
  );
}
