import { useNewRules, useRollover, useToday } from '@/modules/reservations/client/use-today';
import type { DayRules } from '@/modules/venues/business-day';
import { useReservasOptimized } from '../reservas/hooks/useReservasOptimized';

/**
 * The current business day, updated live and also when the cutoff passes, without the list screen's toasts; without its
 * list where `listed` is false.
 */
export function useTonight(businessId: string, rules: DayRules, listed: boolean) {
  const tonight = useReservasOptimized({ businessId, enabled: true, listed, includeStats: true, showToasts: false });
  useRollover(useToday(rules), tonight.day, tonight.refetchReservas);
  useNewRules(rules, tonight.refetchReservas);
  return tonight;
}
