import { useRollover, useToday } from '@/modules/reservations/client/use-today';
import type { DayRules } from '@/modules/venues/business-day';
import { useReservasOptimized } from '../reservas/hooks/useReservasOptimized';

/** The current business day, live and followed across the cutoff, without the list screen's toasts. */
export function useTonight(businessId: string, rules: DayRules) {
  const tonight = useReservasOptimized({ businessId, enabled: true, includeStats: true, showToasts: false });
  useRollover(useToday(rules), tonight.day, tonight.refetchReservas);
  return tonight;
}
