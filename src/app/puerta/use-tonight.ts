import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { OCCUPANCY } from '@/modules/attendance/client/occupancy-list';
import { DAYS } from '@/modules/reservations/client/day-collection';
import { useNewRules, useRollover, useToday } from '@/modules/reservations/client/use-today';
import type { Reservation } from '@/modules/reservations/wire';
import type { DayRules } from '@/modules/venues/business-day';
import { formatCursor } from '@/realtime/protocol/cursor';
import { useCollection } from '../reservas/hooks/useCollection';
import { useVenueStream } from '../reservas/hooks/useVenueStream';
import { writeCount } from '../reservas/hooks/write-reservation';
import type { CountVariables } from '../reservas/types/reservas-hook';
import { freshnessOfList } from '../reservas/utils/freshness';

const CURRENT = { day: undefined };
const NOBODY: readonly Reservation[] = [];

/**
 * The current business day, updated live and also when the cutoff passes: the reservations, except where `listed` is false, and who is
 * inside by the ledger. Both follow one stream, and the screen is live while both are. Of the writes it has the counts alone, so that a
 * door loads no more.
 */
export function useTonight(businessId: string, rules: DayRules, listed: boolean) {
  const queryClient = useQueryClient();
  const stream = useVenueStream({ businessId, enabled: true, showToasts: false });
  const asked = { businessId, enabled: true, stream };
  const { list, current, ...read } = useCollection(DAYS, { ...asked, args: CURRENT, enabled: listed });
  const occupancy = useCollection(OCCUPANCY, { ...asked, args: null });
  const { list: ledger, readAgain } = occupancy;
  const today = useToday(rules);
  useRollover(today, list?.day, read.readAgain);
  useRollover(today, ledger?.day, readAgain);
  useNewRules(rules, read.readAgain);
  useNewRules(rules, readAgain);
  useEffect(() => {
    if (ledger?.isIncomplete) void readAgain();
  }, [ledger, readAgain]);

  const readAt = read.readAt || null;
  const seq = current?.cursor.seq ?? null;
  const freshness = useMemo(
    () => (read.live || !listed ? stream.freshnessStore : freshnessOfList(stream.freshnessStore, readAt, seq)),
    [read.live, listed, stream.freshnessStore, readAt, seq],
  );
  const isLive = (read.live || !listed) && occupancy.live;
  const { expect } = stream;
  const send = useCallback(
    (variables: CountVariables) => writeCount({ queryClient, businessId, expect }, variables),
    [queryClient, businessId, expect],
  );
  return {
    ...{ stream, occupancy, freshness, send },
    reservations: list?.reservations ?? NOBODY,
    day: list?.day,
    /** Up to where this phone has followed the night. */
    cursor: listed ? list && formatCursor(list.cursor) : occupancy.current && formatCursor(occupancy.current.cursor),
    /** Where streams are off, the list is polled. */
    live: listed ? read.live || (!stream.isRealtimeAvailable && read.error === null) : occupancy.live,
    status: isLive || !stream.isConnected ? stream.status : (list || !listed) && ledger ? 'reconnecting' : 'connecting',
  } as const;
}
