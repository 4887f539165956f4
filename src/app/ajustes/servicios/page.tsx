import type { Metadata } from 'next';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { PAGE_TEXTS } from '../../page-texts';
import { PlanPage } from '../plan-settings/plan-page';
import { ServicesApp } from './services-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).layout.services.title };
}

/** The services of one venue and their rules. */
export default async function ServicesPage({ searchParams }: { searchParams: Promise<Search> }) {
  return <PlanPage search={await searchParams} areas={PAGE_TEXTS['ajustes/servicios']} of={ServicesApp} />;
}
