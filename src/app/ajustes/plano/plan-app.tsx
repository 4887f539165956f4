'use client';
import { Map as MapIcon } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { buttonClass } from '@/ui/button-class';
import { EmptyState } from '@/ui/empty-state';
import { LatePlace } from '@/ui/late-place';
import { lateComponent } from '@/ui/later';
import { type PlanPageProps, PlanScreen, type PlanView } from '../plan-settings/plan-screen';

const PlanEditor = lateComponent<PlanView>(
  () => import('./plan-editor-part').then(({ PlanEditorPart }) => PlanEditorPart),
  ({ waiting }) => <LatePlace waiting={waiting} className="h-96" />,
  undefined,
  true,
);

/** Where the tables of a venue stand. */
export function PlanApp(page: PlanPageProps) {
  const t = useTranslations('layout.editor');
  return (
    <PlanScreen {...page} page="plan" width="wide" title={t('title')} lead={t('lead')} failed={t('failed')}>
      {(view) =>
        view.lists.tables.length > 0 ? (
          <PlanEditor {...view} />
        ) : (
          <EmptyState
            icon={<MapIcon size={28} />}
            title={t('empty')}
            body={t('emptyBody')}
            action={
              <a
                href={`/ajustes/mesas?local=${encodeURIComponent(view.venue.slug)}`}
                className={buttonClass({ variant: 'primary' })}
              >
                {t('toTables')}
              </a>
            }
          />
        )
      }
    </PlanScreen>
  );
}
