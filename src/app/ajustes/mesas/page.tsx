import type { Metadata } from 'next';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { PAGE_TEXTS } from '../../page-texts';
import { PlanPage } from '../plan-settings/plan-page';
import { TablesApp } from './tables-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).layout.tables.title };
}

/** The zones, tables and combinations of one venue. */
export default async function TablesPage({ searchParams }: { searchParams: Promise<Search> }) {
  return <PlanPage search={await searchParams} areas={PAGE_TEXTS['ajustes/mesas']} of={TablesApp} />;
}
