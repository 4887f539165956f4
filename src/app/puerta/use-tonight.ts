import { useReservasOptimized } from '../reservas/hooks/useReservasOptimized';

/** The current business day, live, without the list screen's toasts. */
export function useTonight(businessId: string) {
  return useReservasOptimized({ businessId, enabled: true, includeStats: true, showToasts: false });
}
