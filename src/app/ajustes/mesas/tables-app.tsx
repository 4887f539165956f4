'use client';
import { Armchair } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { type PlanPageProps, PlanScreen, type PlanView } from '../plan-settings/plan-screen';
import { BlocksPart } from './blocks-part';
import { CombinationsPart } from './combinations-part';
import { type OpenTables, TableSheets } from './table-sheets';
import { TablesPart } from './tables-part';
import { ZonesPart } from './zones-part';

/** The zones, tables and combinations of a venue, and what is closed tonight. */
export function TablesApp(page: PlanPageProps) {
  const t = useTranslations('layout.tables');
  return (
    <PlanScreen {...page} page="tables" title={t('title')} lead={t('lead')} failed={t('failed')}>
      {(view) => <Tables {...view} />}
    </PlanScreen>
  );
}

function Tables(view: PlanView) {
  const t = useTranslations('layout.tables');
  const [open, setOpen] = useState<OpenTables | null>(null);
  return (
    <>
      {view.lists.tables.length > 0 ? (
        <>
          <TablesPart {...view} onOpen={setOpen} />
          <ZonesPart {...view} />
          <CombinationsPart {...view} />
          <BlocksPart {...view} />
        </>
      ) : (
        <>
          <EmptyState
            icon={<Armchair size={28} />}
            title={t('empty')}
            body={t('emptyBody')}
            action={
              <Button variant="primary" onClick={() => setOpen({ kind: 'many' })}>
                {t('first')}
              </Button>
            }
          />
          <ZonesPart {...view} />
        </>
      )}
      {open && <TableSheets {...view} open={open} onClose={() => setOpen(null)} />}
    </>
  );
}
