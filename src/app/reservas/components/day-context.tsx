'use client';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useNewRules, useRollover, useToday } from '@/modules/reservations/client/use-today';
import type { Reservation } from '@/modules/reservations/wire';
import type { ShellProps } from '@/shell/types';
import { useMediaQuery } from '@/ui/use-media-query';
import { useReservasOptimized } from '../hooks/useReservasOptimized';
import type { ReservasAppProps } from '../types/reservas-app';
import type { UseReservasOptimizedResult } from '../types/reservas-hook';
import { isInFront, type OpenDialog } from './open-dialog';
import { useDayParam } from './use-day-param';
import { useListCounts } from './use-list-counts';
import { useReservationActions } from './use-reservation-actions';
import { VenueScreenProvider } from './venue-context';

/**
 * The current state of the day on screen, and the dialog that is open over it. Replaced with every change of the list.
 */
export interface Day {
  readonly live: UseReservasOptimizedResult;
  readonly day: string;
  readonly setDay: (day: string) => void;
  /** Whether this day has been read at least once. */
  readonly loaded: boolean;
  /** Whether details have a column of their own, beside the list. */
  readonly wide: boolean;
  readonly dialog: OpenDialog | null;
  readonly selectedId: string | null;
  readonly find: (id: string | null) => Reservation | null;
  /** Closes the dialog, and opens again the one that it replaced. */
  readonly close: () => void;
  readonly deselect: () => void;
  /** A form is complete: the list stays on its day, and the row is selected when it is of that day. */
  readonly finish: (row: Reservation) => void;
  /** Shows the details of a reservation, on its day. */
  readonly see: (row: Reservation) => void;
}

const WIDE = '(min-width: 80rem)';
const DayContext = createContext<Day | null>(null);

interface DayProviderProps extends Omit<ReservasAppProps, 'shell' | 'guided'> {
  shell: Pick<ShellProps, 'venues' | 'current' | 'userName'>;
  children: ReactNode;
}

/** Provides the data that changes, so that a change renders only the parts that use `useDay`. */
export function DayProvider({ children, shell, ...props }: DayProviderProps) {
  const { businessId, role, userId } = props;
  const { timeZone, cutoffHour, capacity, lateToleranceMinutes } = props.venue;
  const rules = useMemo(() => ({ timeZone, cutoffHour }), [timeZone, cutoffHour]);
  const today = useToday(rules);
  const { day: asked, setDay } = useDayParam(props.day, today);
  const live = useReservasOptimized({ businessId, enabled: true, includeStats: true, day: asked });
  useRollover(today, asked === undefined ? live.day : undefined, live.refetchReservas);
  useNewRules(rules, live.refetchReservas);
  const [dialog, setDialog] = useState<OpenDialog | null>(
    props.history === undefined ? null : { kind: 'history', id: props.history },
  );
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const open = useCallback((next: OpenDialog) => {
    if (next.kind === 'details') setSelectedId(next.id);
    // A deleted reservation has no dialog to return to.
    setDialog((current) => {
      if (!isInFront(next) || current?.kind === 'delete') return next;
      // One question that leads to another has one dialog behind both.
      return { ...next, back: current && isInFront(current) ? (current.back ?? null) : current };
    });
  }, []);
  const close = useCallback(
    () => setDialog((current) => (current && isInFront(current) ? (current.back ?? null) : null)),
    [],
  );
  const deselect = useCallback(() => {
    setSelectedId(null);
    setDialog(null);
  }, []);
  const writes = useReservationActions(live, open);
  const { queue: counts, count } = useListCounts({
    businessId,
    venue: shell.venues.find(({ slug }) => slug === shell.current)?.name ?? '',
    account: { id: userId, name: shell.userName },
    send: live.countAttendance.mutateAsync,
    undo: writes.undo,
  });
  const screen = useMemo(
    () => ({
      ...{ businessId, slug: shell.current, role, rules, today, capacity, lateToleranceMinutes },
      ...{ counts, open, actions: { ...writes, count } },
    }),
    [businessId, shell.current, role, rules, today, capacity, lateToleranceMinutes, counts, open, writes, count],
  );

  const day = asked ?? live.day ?? today;
  const finish = useCallback(
    (row: Reservation) => {
      setDialog(null);
      if (row.businessDay === day) setSelectedId(row.id);
    },
    [day],
  );
  const see = useCallback(
    (row: Reservation) => {
      setDay(row.businessDay);
      open({ kind: 'details', id: row.id });
    },
    [setDay, open],
  );
  const find = (id: string | null) => (id === null ? null : (live.reservas.find((row) => row.id === id) ?? null));
  const loaded = live.dataUpdatedAt > 0;
  const wide = useMediaQuery(WIDE);
  const value: Day = { live, day, setDay, loaded, wide, dialog, selectedId, find, close, deselect, finish, see };
  return (
    <VenueScreenProvider value={screen}>
      <DayContext value={value}>{children}</DayContext>
    </VenueScreenProvider>
  );
}

/** Throws outside of its provider. */
export function useDay(): Day {
  const value = useContext(DayContext);
  if (!value) throw new Error('useDay needs a DayProvider');
  return value;
}
