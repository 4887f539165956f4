import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { CURVE } from '@/modules/attendance/client/curve-list';
import { OCCUPANCY } from '@/modules/attendance/client/occupancy-list';
import { compareIncidents, INCIDENTS } from '@/modules/custody/client/incident-list';
import { incidentsApi } from '@/modules/custody/client/incidents-api';
import type { Incident } from '@/modules/custody/wire';
import { DEVICES } from '@/modules/devices/client/device-list';
import { GATES } from '@/modules/gates/client/gate-list';
import { DAYS } from '@/modules/reservations/client/day-collection';
import { useNewRules, useRollover, useToday } from '@/modules/reservations/client/use-today';
import type { DayRules } from '@/modules/venues/business-day';
import { useCollection } from '../reservas/hooks/useCollection';
import { useVenueStream } from '../reservas/hooks/useVenueStream';

/** What a member sees and does on this screen. */
export interface TonightRights {
  readonly seesPhones: boolean;
  readonly seesGates: boolean;
  readonly decides: boolean;
}

const CURRENT = { day: undefined };
const NONE: readonly Incident[] = [];
/** Milliseconds after which the server says where in the night the entries belong that the log has told. */
const SETTLE_MS = 60_000;

/**
 * The lists of the current night, all of one stream, also when the cutoff passes. Lists that the member may not read are not asked for.
 * `live` while all others are.
 */
export function useNight(businessId: string, rules: DayRules, { seesPhones, seesGates }: TonightRights) {
  const stream = useVenueStream({ businessId, enabled: true, showToasts: false });
  const asked = { businessId, args: null, enabled: true, stream };
  const occupancy = useCollection(OCCUPANCY, asked);
  const incidents = useCollection(INCIDENTS, asked);
  const curve = useCollection(CURVE, asked);
  const reservations = useCollection(DAYS, { ...asked, args: CURRENT });
  const gates = useCollection(GATES, { ...asked, enabled: seesGates });
  const phones = useCollection(DEVICES, { ...asked, enabled: seesPhones });

  const today = useToday(rules);
  useRollover(today, occupancy.list?.day, occupancy.readAgain);
  useRollover(today, curve.list?.day, curve.readAgain);
  useRollover(today, reservations.list?.day, reservations.readAgain);
  useNewRules(rules, occupancy.readAgain);
  useNewRules(rules, curve.readAgain);
  useNewRules(rules, reservations.readAgain);
  const { list: figures, readAgain: readFigures } = occupancy;
  useEffect(() => {
    if (figures?.isIncomplete) void readFigures();
  }, [figures, readFigures]);
  const { readAgain: readCurve } = curve;
  const isProvisional = curve.list?.isProvisional ?? false;
  useEffect(() => {
    if (!isProvisional) return;
    const timer = setTimeout(() => void readCurve(), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [isProvisional, readCurve]);

  const reads = [
    occupancy,
    incidents,
    curve,
    reservations,
    ...(seesGates ? [gates] : []),
    ...(seesPhones ? [phones] : []),
  ];
  return {
    ...{ stream, occupancy, incidents, curve, reservations, gates, phones },
    live: reads.every(({ live }) => live),
    decided: useDecided(businessId, figures?.day, incidents.list?.rows ?? NONE),
  };
}
export type Night = ReturnType<typeof useNight>;

/** The incidents that were decided, of the night and since the screen is open. Why is read from the server: the log does not tell it. */
function useDecided(businessId: string, day: string | undefined, known: readonly Incident[]): readonly Incident[] {
  const { data = NONE } = useQuery({
    // The stream makes it invalid when an incident changes (useRealtimeSync).
    queryKey: ['incident', businessId, 'some', day],
    enabled: day !== undefined,
    queryFn: async ({ signal }) => (await incidentsApi.list(businessId, day, signal)).incidents,
  });
  return useMemo(() => {
    const rows = new Map(known.map((row) => [row.id, row]));
    for (const row of data) if (row.version >= (rows.get(row.id)?.version ?? 0)) rows.set(row.id, row);
    return [...rows.values()].filter(({ state }) => state !== 'OPEN').sort(compareIncidents);
  }, [data, known]);
}
