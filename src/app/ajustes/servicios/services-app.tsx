'use client';
import { CalendarClock, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { lateComponent } from '@/ui/later';
import { WaitingPopup } from '@/ui/waiting-popup';
import { type PlanPageProps, PlanScreen, type PlanView } from '../plan-settings/plan-screen';
import { BookablePreview } from './bookable-preview';
import { ServiceCard } from './service-card';
import type { ServiceSheetProps } from './service-sheet-part';

const ServiceSheet = lateComponent<ServiceSheetProps>(
  () => import('./service-sheet-part').then(({ ServiceSheetPart }) => ServiceSheetPart),
  ({ props: { onClose }, waiting }) => <WaitingPopup waiting={waiting} onClose={onClose} />,
);

const NEW = 'new';

/** When a venue takes reservations, and what could be booked on a day. */
export function ServicesApp(page: PlanPageProps) {
  const t = useTranslations('layout.services');
  return (
    <PlanScreen {...page} page="services" title={t('title')} lead={t('lead')} failed={t('failed')}>
      {(view) => <Services {...view} />}
    </PlanScreen>
  );
}

function Services(view: PlanView) {
  const t = useTranslations('layout.services');
  /** The id of a service; `new` while one is added. */
  const [edited, setEdited] = useState<string | null>(null);
  const { services } = view.lists;
  const service = services.find(({ id }) => id === edited) ?? null;
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden size={18} />} onClick={() => setEdited(NEW)}>
      {t(services.length > 0 ? 'add' : 'first')}
    </Button>
  );
  return (
    <>
      {services.length > 0 ? (
        <div className="grid gap-4">
          <ul data-testid="services" className="grid gap-4">
            {services.map((each) => (
              <ServiceCard key={each.id} service={each} onEdit={() => setEdited(each.id)} />
            ))}
          </ul>
          <div>{add}</div>
        </div>
      ) : (
        <EmptyState icon={<CalendarClock size={28} />} title={t('empty')} body={t('emptyBody')} action={add} />
      )}
      {services.length > 0 && <BookablePreview {...view} />}
      {(service !== null || edited === NEW) && (
        <ServiceSheet {...view} service={service} onClose={() => setEdited(null)} />
      )}
    </>
  );
}
