'use client';
import { DoorClosed } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/ui/empty-state';
import { AccountGuard } from './account-guard';
import { AppShell } from './app-shell';

/** Signed in, but a member of no venue. */
export function NoVenue({ userId, userName }: { userId: string; userName: string }) {
  const t = useTranslations('people.shell');
  return (
    <AccountGuard userId={userId}>
      <AppShell userName={userName} venues={[]} current="" section="puerta">
        <EmptyState heading="h1" icon={<DoorClosed size={28} />} title={t('noVenue')} body={t('noVenueBody')} />
      </AppShell>
    </AccountGuard>
  );
}
