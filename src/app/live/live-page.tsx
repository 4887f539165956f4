'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useCallback } from 'react';
import { AccountGuard } from '@/shell/account-guard';
import { Redraw } from '@/ui/redraw';
import { RealtimeSettingsProvider } from './realtime-settings';

interface LivePageProps {
  sseEnabled: boolean;
  userId: string;
  children: ReactNode;
}

/** What every live screen of a signed-in person stands in. */
export function LivePage({ sseEnabled, userId, children }: LivePageProps) {
  const router = useRouter();
  const renewPage = useCallback(() => router.refresh(), [router]);
  return (
    <RealtimeSettingsProvider sseEnabled={sseEnabled} userId={userId} renewPage={renewPage}>
      <AccountGuard userId={userId}>
        <Redraw>{children}</Redraw>
      </AccountGuard>
    </RealtimeSettingsProvider>
  );
}
