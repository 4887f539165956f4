'use client';
import { ListPlus, Plus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { DiningTable } from '@/modules/tables/wire';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Part } from '../plan-settings/part';
import type { PlanView } from '../plan-settings/plan-screen';
import type { OpenTables } from './table-sheets';

interface TablesPartProps extends PlanView {
  onOpen: (form: OpenTables) => void;
}

/** The tables of a venue, by zone. */
export function TablesPart({ lists: { zones, tables }, onOpen }: TablesPartProps) {
  const t = useTranslations('layout.tables');
  const groups = [
    ...zones.map(({ id, name }) => ({ id, name, rows: tables.filter(({ zoneId }) => zoneId === id) })),
    { id: '', name: t('noZone'), rows: tables.filter(({ zoneId }) => zoneId === null) },
  ].filter(({ rows }) => rows.length > 0);
  const seats = tables.filter(({ active }) => active).reduce((sum, { maxSeats }) => sum + maxSeats, 0);
  return (
    <Part
      title={t('list')}
      lead={t('sum', { tables: tables.length, seats })}
      action={
        <div className="flex flex-wrap gap-2">
          <Button icon={<ListPlus aria-hidden size={18} />} onClick={() => onOpen({ kind: 'many' })}>
            {t('addMany')}
          </Button>
          <Button variant="primary" icon={<Plus aria-hidden size={18} />} onClick={() => onOpen({ kind: 'new' })}>
            {t('add')}
          </Button>
        </div>
      }
    >
      {groups.map(({ id, name, rows }) => (
        <section key={id} aria-label={name} className="mt-4">
          {zones.length > 0 && <h3 className="mb-2 font-semibold text-ink-soft text-sm">{name}</h3>}
          <ul data-testid="tables" className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
            {rows.map((table) => (
              <TableCard key={table.id} table={table} onEdit={() => onOpen({ kind: 'edit', id: table.id })} />
            ))}
          </ul>
        </section>
      ))}
    </Part>
  );
}

function TableCard({ table, onEdit }: { table: DiningTable; onEdit: () => void }) {
  const t = useTranslations('layout.tables');
  const form = useTranslations('layout.form');
  const { name, minSeats, maxSeats, channel, active } = table;
  return (
    <li className="min-w-0">
      <button
        type="button"
        aria-label={t('edit', { name: isolate(name) })}
        onClick={onEdit}
        className="flex min-h-14 w-full flex-wrap items-center justify-between gap-x-3 gap-y-1 rounded-control px-3 py-2 text-left ring-1 ring-line ring-inset hover:bg-hover"
      >
        <span className="min-w-0">
          <span className="block break-words font-semibold">{name}</span>
          <span className="text-ink-soft text-sm">{form('seats', { least: minSeats, most: maxSeats })}</span>
        </span>
        <span className="flex flex-wrap gap-1">
          {channel !== 'ONLINE' && (
            <Badge small tone="info">
              {t(`channelShort.${channel}`)}
            </Badge>
          )}
          {!active && <Badge small>{form('uses.off')}</Badge>}
        </span>
      </button>
    </li>
  );
}
