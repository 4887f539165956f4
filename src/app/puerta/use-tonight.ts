import { useSyncExternalStore } from 'react';
import { useReservasOptimized } from '../reservas/hooks/useReservasOptimized';

/** The current business day, live, without the list screen's toasts. */
export function useTonight(businessId: string) {
  return useReservasOptimized({ businessId, enabled: true, includeStats: true, showToasts: false });
}

/** Whether the device believes that it has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
    () => true,
  );
}
