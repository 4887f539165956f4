'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { TableMove } from '@/modules/reservations/answers';
import { type Correction, reservasApi, type SetTables, type Sitting } from '@/modules/reservations/client/reservas-api';
import type { Reservation } from '@/modules/reservations/wire';
import type { Window } from '@/modules/services/windows';
import { labelOf } from '@/modules/tables/rules';
import type { DiningTable } from '@/modules/tables/wire';
import { ApiError } from '@/platform/browser/http';
import { useErrorText } from '@/shell/use-error-text';
import { toast } from '@/ui/toast';
import { useDay } from '../reservas/components/day-context';
import { useVenueScreen } from '../reservas/components/venue-context';
import { writeReservation } from '../reservas/hooks/write-reservation';
import { timeText } from './frame';
import { type Obstacle, obstacleOf } from './obstacle';
import { inTheWay, lengthOf, type Moved, visitsOf } from './turns';

/** Where a party is to go. Its time stays where `at` does not say another one. */
export interface Wanted {
  readonly tableIds: readonly string[];
  readonly at?: string | undefined;
}

/** What a person is asked before a party is moved or seated: others have to move, or somebody has its tables. */
export type Question =
  | { readonly kind: 'moves'; readonly row: Reservation; readonly wanted: Wanted; readonly moves: readonly TableMove[] }
  | { readonly kind: 'taken'; readonly row: Reservation; readonly wanted: Wanted; readonly obstacle: Obstacle }
  | { readonly kind: 'sits'; readonly row: Reservation; readonly obstacle: Obstacle };

/** The writes of the plan. Each shows its result in a notice that takes it back; none throws. */
export interface PlanMoves {
  /** Where parties are shown until the server has answered. */
  readonly moved: ReadonlyMap<string, Moved>;
  readonly question: Question | null;
  readonly isBusy: boolean;
  give(row: Reservation, wanted: Wanted): Promise<void>;
  sit(row: Reservation, action: Sitting['action']): Promise<void>;
  /** Does what was asked about: for a reason, where somebody is in the way. */
  answer(reason?: string): Promise<void>;
  /** Who sits at the tables has gone: they leave, and the party sits down. */
  clear(others: readonly Reservation[]): Promise<void>;
  /** Nothing is moved. */
  dismiss(): void;
}

const NOBODY: ReadonlyMap<string, Moved> = new Map();

export function usePlanMoves(tables: readonly DiningTable[], windows: readonly Window[]): PlanMoves {
  const t = useTranslations('plan');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { businessId, rules, lateToleranceMinutes } = useVenueScreen();
  const { live } = useDay();
  const [moved, setMoved] = useState(NOBODY);
  const [question, setQuestion] = useState<Question | null>(null);
  const [isBusy, setBusy] = useState(false);
  const takeBack = useUndoKey();
  const place = { queryClient, businessId, expect: live.stream.expect };

  const send = (wanted: SetTables, correction?: Correction) =>
    writeReservation(place, () => reservasApi.setTables(businessId, wanted, correction));
  const record = (sitting: Sitting, correction?: Correction) =>
    writeReservation(place, () => reservasApi.recordSitting(businessId, sitting, correction));
  const settle = (id: string) => setMoved((before) => new Map([...before].filter(([key]) => key !== id)));
  const isOffline = () => {
    if (navigator.onLine) return false;
    toast.error(t('offline'));
    return true;
  };

  /** Says what was done, and takes it back on demand: by the notice, or by the keyboard. */
  function report(text: string, id: string, undo: () => Promise<unknown>) {
    const back = async () => {
      if (isOffline()) return;
      takeBack.current = null;
      try {
        await undo();
        toast.success(t('undone'), { id: `plan-${id}`, action: undefined });
      } catch (error) {
        toast.error(errorText(error));
      }
    };
    takeBack.current = back;
    toast.success(text, { id: `plan-${id}`, action: { label: t('undo'), onClick: () => void back() } });
  }

  /** Whether somebody else has the tables for a part of the time. */
  function isDisturbing(row: Reservation, { tableIds, at }: Wanted): boolean {
    const moment = { now: Date.now(), tolerance: lateToleranceMinutes };
    const from = Date.parse(at ?? row.reservedAt);
    const until = from + lengthOf(windows, from, row.guestCount);
    return inTheWay(visitsOf(live.reservas, windows, moment), { row, tableIds, from, until }).length > 0;
  }

  async function write(row: Reservation, { tableIds, at }: Wanted, reason?: string): Promise<null> {
    const { id } = row;
    const before = new Map(live.reservas.map((each) => [each.id, each.tableIds ?? []]));
    const override = reason === undefined ? undefined : { reason };
    const { reservation, moves } = await send({ id, tableIds: [...tableIds], at, override }, { version: row.version });
    const names = labelOf(tables.flatMap((table) => (tableIds.includes(table.id) ? table.name : [])));
    const time = timeText(Date.parse(reservation.reservedAt), rules.timeZone);
    const text = t('moved', { name: isolate(row.customerName), time, table: isolate(names || t('noTable')) });
    report(text, id, async () => {
      const own = { id, tableIds: [...(row.tableIds ?? [])], at: at === undefined ? undefined : row.reservedAt };
      await send(own, { version: reservation.version });
      // What somebody had written as a table is the name of none.
      if (!row.tableIds && row.tableName)
        await live.updateReserva.mutateAsync({ id, changes: { tableName: row.tableName } });
      for (const { reservationId } of moves)
        await send({ id: reservationId, tableIds: [...(before.get(reservationId) ?? [])] });
    });
    return null;
  }

  async function sitNow(row: Reservation, action: Sitting['action'], reason?: string): Promise<null> {
    const override = reason === undefined ? undefined : { reason };
    const { reservation } = await record({ id: row.id, action, override }, { version: row.version });
    const text = t(`done.${action}`, { name: isolate(row.customerName) });
    if (action === 'undo') toast.success(text, { id: `plan-${row.id}`, action: undefined });
    else report(text, row.id, () => record({ id: row.id, action: 'undo' }, { version: reservation.version }));
    return null;
  }

  /** Runs a write about a party, and asks what `work` returns, or `ask` where somebody else has its tables. */
  async function attempt(
    row: Reservation,
    work: () => Promise<Question | null>,
    ask: (obstacle: Obstacle) => Question,
  ): Promise<void> {
    setBusy(true);
    let next: Question | null = null;
    try {
      next = await work();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'TABLE_TAKEN') next = ask(obstacleOf(error.problem));
      else toast.error(errorText(error));
    }
    setQuestion(next);
    if (next === null) settle(row.id);
    setBusy(false);
  }

  const sits = (row: Reservation) => (obstacle: Obstacle) => ({ kind: 'sits' as const, row, obstacle });
  return {
    ...{ moved, question, isBusy },
    async give(row, wanted) {
      if (isOffline()) return;
      const shown = { reservedAt: wanted.at ?? row.reservedAt, tableIds: wanted.tableIds };
      setMoved((before) => new Map([...before, [row.id, shown]]));
      const preview = { id: row.id, tableIds: [...wanted.tableIds], at: wanted.at, preview: true };
      const work = async (): Promise<Question | null> => {
        const { moves } = isDisturbing(row, wanted)
          ? await reservasApi.setTables(businessId, preview, { version: row.version })
          : { moves: [] };
        return moves.length > 0 ? { kind: 'moves', row, wanted, moves } : write(row, wanted);
      };
      await attempt(row, work, (obstacle) => ({ kind: 'taken', row, wanted, obstacle }));
    },
    async sit(row, action) {
      if (!isOffline()) await attempt(row, () => sitNow(row, action), sits(row));
    },
    async answer(reason) {
      if (!question || isOffline()) return;
      const { row } = question;
      if (question.kind === 'sits') return attempt(row, () => sitNow(row, 'seat', reason), sits(row));
      const { wanted } = question;
      await attempt(
        row,
        () => write(row, wanted, reason),
        (obstacle) => ({ kind: 'taken', row, wanted, obstacle }),
      );
    },
    async clear(others) {
      if (!question || isOffline()) return;
      const { row } = question;
      const work = async () => {
        for (const { id, version } of others) await record({ id, action: 'leave' }, { version });
        return sitNow(row, 'seat');
      };
      await attempt(row, work, sits(row));
    },
    dismiss() {
      if (question) settle(question.row.id);
      setQuestion(null);
    },
  };
}

const FIELDS = 'input, textarea, select, [contenteditable], [role=dialog]';

/** Holds what takes back the last write; Control or Command with Z does it, where nothing is typed. */
function useUndoKey() {
  const takeBack = useRef<(() => Promise<void>) | null>(null);
  const press = useEffectEvent((event: KeyboardEvent) => {
    const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isUndo || (event.target instanceof Element && event.target.closest(FIELDS))) return;
    if (!takeBack.current) return;
    event.preventDefault();
    void takeBack.current();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return takeBack;
}
