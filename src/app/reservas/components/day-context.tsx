'use client';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useRollover, useToday } from '@/modules/reservations/client/use-today';
import type { Reservation } from '@/realtime/protocol/reservation';
import type { ShellProps } from '@/shell/types';
import { useMediaQuery } from '@/ui/use-media-query';
import { useReservasOptimized } from '../hooks/useReservasOptimized';
import type { ReservasAppProps } from '../types/reservas-app';
import type { UseReservasOptimizedResult } from '../types/reservas-hook';
import type { OpenDialog } from './open-dialog';
import { useDayParam } from './use-day-param';
import { useListCounts } from './use-list-counts';
import { useReservationActions } from './use-reservation-actions';
import { VenueScreenProvider } from './venue-context';

/** The day that the screen shows, as it is now, and what stands open over it. Replaced with every change of the list. */
export interface Day {
  readonly live: UseReservasOptimizedResult;
  readonly day: string;
  readonly setDay: (day: string) => void;
  /** Something has been read for this day. */
  readonly loaded: boolean;
  /** Details have a column of their own, beside the list. */
  readonly wide: boolean;
  readonly dialog: OpenDialog | null;
  readonly selectedId: string | null;
  readonly find: (id: string | null) => Reservation | null;
  /** Closes the dialog, back to the one it stands in place of. */
  readonly close: () => void;
  readonly deselect: () => void;
  /** A form is done: its row is selected, on its day. */
  readonly finish: (row: Reservation) => void;
}

const WIDE = '(min-width: 80rem)';
const DayContext = createContext<Day | null>(null);

interface DayProviderProps extends Omit<ReservasAppProps, 'sseEnabled' | 'shell'> {
  shell: Pick<ShellProps, 'venues' | 'current' | 'userName'>;
  children: ReactNode;
}

/** Holds what changes with the data, so that a change draws only the parts that ask for it with `useDay`. */
export function DayProvider({ children, shell, ...props }: DayProviderProps) {
  const { businessId, timeZone, cutoffHour, role, userId } = props;
  const rules = useMemo(() => ({ timeZone, cutoffHour }), [timeZone, cutoffHour]);
  const today = useToday(rules);
  const { day: asked, setDay } = useDayParam(props.day, today);
  const live = useReservasOptimized({ businessId, enabled: true, includeStats: true, day: asked });
  useRollover(today, asked === undefined ? live.day : undefined, live.refetchReservas);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const open = useCallback((next: OpenDialog) => {
    if (next.kind === 'details') setSelectedId(next.id);
    // What is deleted has no dialog to come back to.
    setDialog((current) => (next.kind === 'correct' && current?.kind !== 'delete' ? { ...next, back: current } : next));
  }, []);
  const close = useCallback(
    () => setDialog((current) => (current?.kind === 'correct' ? (current.back ?? null) : null)),
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
    () => ({ businessId, role, rules, today, counts, open, actions: { ...writes, count } }),
    [businessId, role, rules, today, counts, open, writes, count],
  );

  const day = asked ?? live.day ?? today;
  const finish = useCallback(
    (row: Reservation) => {
      setDialog(null);
      setSelectedId(row.id);
      if (row.businessDay !== day) setDay(row.businessDay);
    },
    [day, setDay],
  );
  const find = (id: string | null) => (id === null ? null : (live.reservas.find((row) => row.id === id) ?? null));
  const loaded = live.dataUpdatedAt > 0;
  const wide = useMediaQuery(WIDE);
  const value: Day = { live, day, setDay, loaded, wide, dialog, selectedId, find, close, deselect, finish };
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
