'use client';
import { useRouter } from 'next/navigation';
import { type ComponentType, useCallback } from 'react';
import { AccountGuard } from '@/shell/account-guard';
import { Redraw } from '@/ui/redraw';
import { RealtimeSettingsProvider } from './realtime-settings';

/** What a live page takes besides what its screen does. */
export interface LivePageProps {
  userId: string;
  /** Whether this server streams; else its screens poll. */
  sseEnabled: boolean;
}

/** The page of a signed-in person, with all that the live screen in it needs. */
export function livePage<Props extends object>(Screen: ComponentType<Props>) {
  return function LivePage(props: Props & LivePageProps) {
    const { userId, sseEnabled } = props;
    const router = useRouter();
    const renewPage = useCallback(() => router.refresh(), [router]);
    return (
      <RealtimeSettingsProvider sseEnabled={sseEnabled} userId={userId} renewPage={renewPage}>
        <AccountGuard userId={userId}>
          <Redraw>
            <Screen {...props} />
          </Redraw>
        </AccountGuard>
      </RealtimeSettingsProvider>
    );
  };
}
