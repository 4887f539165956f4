'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { REALTIME_CONFIG } from '../reservas/utils/realtime-config';

interface RealtimeSettings {
  /** When false, every screen polls: no stream is opened and no indicator is shown. */
  readonly sseEnabled: boolean;
  /** The account whose tabs may share one stream; with null, tabs share none. */
  readonly userId: string | null;
  /** Makes the page anew, with what its account may do now; what was typed stays. */
  readonly renewPage: () => void;
}

const nothing = () => {};
const Settings = createContext<RealtimeSettings>({ sseEnabled: true, userId: null, renewPage: nothing });

/** The layout sets it: the server's SSE_ENABLED, and who is signed in. */
export function RealtimeSettingsProvider({
  sseEnabled,
  userId = null,
  renewPage = nothing,
  children,
}: Partial<RealtimeSettings> & { sseEnabled: boolean; children: ReactNode }) {
  const value = useMemo(() => ({ sseEnabled, userId, renewPage }), [sseEnabled, userId, renewPage]);
  return <Settings value={value}>{children}</Settings>;
}

/** Streams are enabled only if both the environment and the configuration allow them. */
export function useRealtimeSettings(): RealtimeSettings {
  const settings = useContext(Settings);
  return useMemo(() => ({ ...settings, sseEnabled: settings.sseEnabled && REALTIME_CONFIG.sse.enabled }), [settings]);
}
