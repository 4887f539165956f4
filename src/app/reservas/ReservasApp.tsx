'use client';
import { LivePage } from '@/app/live/live-page';
import { DayScreen } from './components/day-screen';
import type { ReservasAppProps } from './types/reservas-app';

/** The host's screen: one venue's day, updated live. */
export function ReservasApp({ sseEnabled, ...screen }: ReservasAppProps) {
  return (
    <LivePage sseEnabled={sseEnabled} userId={screen.userId}>
      <DayScreen {...screen} />
    </LivePage>
  );
}
