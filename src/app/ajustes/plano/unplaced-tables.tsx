import { Plus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { DiningTable } from '@/modules/tables/wire';
import { Button } from '@/ui/button';

interface UnplacedTablesProps {
  tables: readonly DiningTable[];
  /** Nothing stands on the plan yet. */
  isFirst: boolean;
  onPlace: (tables: readonly DiningTable[]) => void;
}

/** The tables of a zone that are on no plan: one tap places each. */
export function UnplacedTables({ tables, isFirst, onPlace }: UnplacedTablesProps) {
  const t = useTranslations('layout.editor');
  return (
    <section aria-label={t('unplaced')} className="rounded-card bg-surface p-4 ring-1 ring-line">
      <h2 className="font-semibold text-sm">{t('unplaced')}</h2>
      <p className="mt-1 text-ink-soft text-sm">
        {t(tables.length === 0 ? 'allPlaced' : isFirst ? 'begin' : 'unplacedLead')}
      </p>
      {tables.length > 0 && (
        <>
          <div data-testid="unplaced" className="mt-3 flex flex-wrap gap-2">
            {tables.map((table) => (
              <Button
                key={table.id}
                size="sm"
                icon={<Plus aria-hidden size={16} />}
                aria-label={t('place', { table: isolate(table.name) })}
                onClick={() => onPlace([table])}
              >
                {table.name}
              </Button>
            ))}
          </div>
          {tables.length > 1 && (
            <Button
              size="sm"
              className="mt-3"
              variant={isFirst ? 'primary' : 'secondary'}
              onClick={() => onPlace(tables)}
            >
              {t('placeAll', { count: tables.length })}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
