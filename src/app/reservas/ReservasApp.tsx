'use client';
import { RealtimeSettingsProvider } from '@/app/realtime-settings';
import { AccountGuard } from '@/shell/account-guard';
import { Redraw } from '@/ui/redraw';
import { DayScreen } from './components/day-screen';
import type { ReservasAppProps } from './types/reservas-app';

/** The host's screen: one venue's day, live. */
export function ReservasApp({ sseEnabled, ...screen }: ReservasAppProps) {
  return (
    <RealtimeSettingsProvider sseEnabled={sseEnabled} userId={screen.userId}>
      <AccountGuard userId={screen.userId}>
        <Redraw>
          <DayScreen {...screen} />
        </Redraw>
      </AccountGuard>
    </RealtimeSettingsProvider>
  );
}
