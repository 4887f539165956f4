'use client';
import { RealtimeSettingsProvider } from '@/app/_client/realtime-settings';
import type { ShellProps } from '@/app/_shell/types';
import type { Role } from '@/domain/people/context';
import { DayScreen } from './components/day-screen';

export interface ReservasAppProps {
  businessId: string;
  /** IANA zone. */
  timeZone: string;
  cutoffHour: number;
  role: Role;
  /** YYYY-MM-DD from the address; undefined is the current business day. */
  day: string | undefined;
  sseEnabled: boolean;
  userId: string;
  shell: ShellProps;
}

/** The host's screen: one venue's day, live. */
export function ReservasApp({ sseEnabled, userId, ...screen }: ReservasAppProps) {
  return (
    <RealtimeSettingsProvider sseEnabled={sseEnabled} userId={userId}>
      <DayScreen {...screen} />
    </RealtimeSettingsProvider>
  );
}
