'use client';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { labelIn } from '../plan-settings/label-in';
import { Part } from '../plan-settings/part';
import type { PlanView } from '../plan-settings/plan-screen';
import { CombinationSheet } from './combination-sheet';

const NEW = 'new';

/** The tables of a venue that can be joined. */
export function CombinationsPart(view: PlanView) {
  const t = useTranslations('layout.tables.joined');
  const form = useTranslations('layout.form');
  /** The id of a combination; `new` while one is added. */
  const [edited, setEdited] = useState<string | null>(null);
  const { combinations, tables } = view.lists;
  const combination = combinations.find(({ id }) => id === edited) ?? null;
  const rows = combinations
    .map((each) => ({ ...each, label: labelIn(tables, each.tableIds) }))
    .sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
  return (
    <Part
      title={t('title')}
      lead={t(rows.length > 0 ? 'lead' : 'empty')}
      action={
        tables.length > 1 && (
          <Button icon={<Link2 aria-hidden size={18} />} onClick={() => setEdited(NEW)}>
            {t('add')}
          </Button>
        )
      }
    >
      {rows.length > 0 && (
        <ul data-testid="combinations" className="mt-3 divide-y divide-line">
          {rows.map(({ id, label, minSeats, maxSeats, active }) => (
            <li key={id} className="flex items-center gap-2 py-2">
              <div className="min-w-0 grow">
                <p className="break-words font-semibold">{label}</p>
                <p className="text-ink-soft text-sm">{form('seats', { least: minSeats, most: maxSeats })}</p>
              </div>
              {!active && <Badge>{form('uses.off')}</Badge>}
              <Button size="sm" aria-label={t('edit', { tables: isolate(label) })} onClick={() => setEdited(id)}>
                {form('change')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {(combination !== null || edited === NEW) && (
        <CombinationSheet {...view} combination={combination} onClose={() => setEdited(null)} />
      )}
    </Part>
  );
}
