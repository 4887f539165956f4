import type { Metadata } from 'next';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { PAGE_TEXTS } from '../../page-texts';
import { PlanPage } from '../plan-settings/plan-page';
import { PlanApp } from './plan-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).layout.editor.title };
}

/** The floor plan of one venue. */
export default async function FloorPlanPage({ searchParams }: { searchParams: Promise<Search> }) {
  return <PlanPage search={await searchParams} areas={PAGE_TEXTS['ajustes/plano']} of={PlanApp} />;
}
