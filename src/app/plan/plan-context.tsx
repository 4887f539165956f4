'use client';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import { can } from '@/modules/access/context';
import { labelOf } from '@/modules/tables/rules';
import { localTimeOf, nightBetween } from '@/modules/venues/business-day';
import { useNow } from '@/ui/use-now';
import { useShared } from '@/ui/use-shared';
import { useDay } from '../reservas/components/day-context';
import { emptyForm } from '../reservas/components/form-model';
import { useVenueScreen } from '../reservas/components/venue-context';
import { type Frame, frameOf, windowsAround } from './frame';
import { byTable, type Line, linesOf } from './lines';
import { shareVisits, type Visit, visitsOf } from './turns';
import type { FloorLists } from './use-floor-lists';
import { type PlanMoves, usePlanMoves } from './use-plan-moves';

export interface Plan {
  readonly lists: FloorLists;
  readonly frame: Frame;
  readonly lines: readonly Line[];
  readonly visits: readonly Visit[];
  /** The visits of each table by its id; `''` has the parties without one. */
  readonly byTable: ReadonlyMap<string, readonly Visit[]>;
  /** Milliseconds; null before the device's clock is known. */
  readonly now: number | null;
  /** Whether the night on screen is the current one. */
  readonly isTonight: boolean;
  /** Whether the member may move parties of this day. */
  readonly mayMove: boolean;
  readonly selectedId: string | null;
  readonly select: (id: string) => void;
  /** Opens the form of a reservation at that time and table, of the next time without one. */
  readonly book: (at: number | null, tableId: string | null) => void;
  readonly namesOf: (tableIds: readonly string[]) => string;
  readonly moves: PlanMoves;
}

const PlanContext = createContext<Plan | null>(null);

/** The plan of the day on screen, from its lists and the clock. */
export function PlanProvider({ lists, children }: { lists: FloorLists; children: ReactNode }) {
  const { live, day, selectedId } = useDay();
  const { rules, role, today, lateToleranceMinutes: tolerance, open } = useVenueScreen();
  const now = useNow(30_000);
  const { tables, zones, services } = lists;
  const windows = useMemo(() => windowsAround(services, day, rules), [services, day, rules]);
  const rows = live.reservas;
  const moves = usePlanMoves(tables, windows);
  const { moved } = moves;
  const visits = useSameVisits(
    useMemo(() => visitsOf(rows, windows, { now, tolerance }, moved), [rows, windows, now, tolerance, moved]),
  );
  const frame = useShared(useMemo(() => frameOf(services, day, rules, visits), [services, day, rules, visits]));
  const lines = useMemo(() => linesOf(zones, tables), [zones, tables]);
  const found = useMemo(() => byTable(visits, tables), [visits, tables]);
  const names = useMemo(() => new Map(tables.map(({ id, name }) => [id, name])), [tables]);
  const namesOf = useCallback(
    (tableIds: readonly string[]) => labelOf(tableIds.flatMap((id) => names.get(id) ?? [])),
    [names],
  );
  const select = useCallback((id: string) => open({ kind: 'details', id }), [open]);
  const book = useCallback(
    (at: number | null, tableId: string | null) => {
      const form = emptyForm(day, new Date(), rules);
      const time = at === null ? form.time : localTimeOf(new Date(at), rules.timeZone);
      const table = tables.find(({ id }) => id === tableId);
      const guestCount = table ? Math.min(Math.max(form.guestCount, table.minSeats), table.maxSeats) : form.guestCount;
      open({
        kind: 'create',
        initial: { ...form, day, time, guestCount, tableIds: tableId === null ? [] : [tableId] },
      });
    },
    [day, rules, tables, open],
  );
  const night = nightBetween(day, today);
  const value = useMemo<Plan>(
    () => ({
      ...{ lists, frame, lines, visits, byTable: found, now, selectedId, select, book, namesOf, moves },
      isTonight: night === 'running',
      mayMove: can(role, 'reservations.write') && night !== 'over',
    }),
    [lists, frame, lines, visits, found, now, selectedId, select, book, namesOf, moves, night, role],
  );
  return <PlanContext value={value}>{children}</PlanContext>;
}

/** Throws outside of its provider. */
export function usePlan(): Plan {
  const value = useContext(PlanContext);
  if (!value) throw new Error('usePlan needs a PlanProvider');
  return value;
}

function useSameVisits(visits: readonly Visit[]): readonly Visit[] {
  return useShared(visits, (last, next) => {
    if (last === next) return last;
    const shared = shareVisits(new Map(last.map((visit) => [visit.row.id, visit])), next);
    return shared.length === last.length && shared.every((visit, i) => visit === last[i]) ? last : shared;
  });
}
