import { useNewRules, useRollover, useToday } from '@/modules/reservations/client/use-today';
import type { DayRules } from '@/modules/venues/business-day';
import { useReservasOptimized } from '../reservas/hooks/useReservasOptimized';

/** The current business day, updated live and also when the cutoff passes, without the list screen's toasts. */
export function useTonight(businessId: string, rules: DayRules) {
  const tonight = useReservasOptimized({ businessId, enabled: true, includeStats: true, showToasts: false });
  useRollover(useToday(rules), tonight.day, tonight.refetchReservas);
  useNewRules(rules, tonight.refetchReservas);
  return tonight;
}
