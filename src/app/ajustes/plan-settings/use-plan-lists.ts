import { useLiveList } from '@/app/live/use-live-list';
import { COMBINATIONS } from '@/modules/tables/client/floor-lists';
import type { Combination } from '@/modules/tables/wire';
import { type FloorLists, useFloorLists } from '../../plan/use-floor-lists';

/** What a venue's plan consists of, those rows out of use too. */
export interface PlanLists extends FloorLists {
  readonly combinations: readonly Combination[];
}

/** The lists of a venue's plan as one: it is there when all are, and live while all are. */
export function usePlanLists(businessId: string) {
  const { stream, list: combinations, ...joined } = useLiveList(COMBINATIONS, businessId);
  const floor = useFloorLists(businessId, stream);
  const list: PlanLists | undefined =
    floor.lists && combinations ? { ...floor.lists, combinations: combinations.rows } : undefined;
  return {
    ...{ list, stream, live: floor.live && joined.live, isFetching: floor.isFetching || joined.isFetching },
    error: floor.error ?? joined.error,
    readAgain: async () => {
      await Promise.all([floor.readAgain(), joined.readAgain()]);
    },
  };
}
