'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { REALTIME_CONFIG } from './reservas/utils/realtime-config';

interface RealtimeSettings {
  /** False turns every screen into a poller: no stream is opened and no indicator shown. */
  readonly sseEnabled: boolean;
  /** Whose tabs may share one stream; null shares none. */
  readonly userId: string | null;
}

const Settings = createContext<RealtimeSettings>({ sseEnabled: true, userId: null });

/** Given by the layout: the server's SSE_ENABLED, and who is signed in. */
export function RealtimeSettingsProvider({
  sseEnabled,
  userId = null,
  children,
}: Partial<RealtimeSettings> & { sseEnabled: boolean; children: ReactNode }) {
  const value = useMemo(() => ({ sseEnabled, userId }), [sseEnabled, userId]);
  return <Settings value={value}>{children}</Settings>;
}

/** The environment's switch and the configuration's together. */
export function useRealtimeSettings(): RealtimeSettings {
  const { sseEnabled, userId } = useContext(Settings);
  return useMemo(() => ({ sseEnabled: sseEnabled && REALTIME_CONFIG.sse.enabled, userId }), [sseEnabled, userId]);
}
