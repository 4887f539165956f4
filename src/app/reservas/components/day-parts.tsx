'use client';
import { useCallback, useMemo } from 'react';
import { can } from '@/modules/access/context';
import { ConnectionIndicator } from '@/ui/connection-indicator';
import { useShared } from '@/ui/use-shared';
import { DayBar } from './day-bar';
import { useDay } from './day-context';
import { DetailsColumn } from './details-column';
import { Dialogs } from './late-dialogs';
import { dueParties } from './list-view';
import { NightSummary } from './night-summary';
import { StatsStrip } from './stats-strip';
import { NextStrip } from './up-next';
import type { FormWrites } from './use-reservation-form';
import { useVenueScreen } from './venue-context';

/*
 * The parts of the screen around the list. Each selects its data from the day, and its content is rendered again only
 * when that data differs.
 */

export function DayIndicator() {
  const { live } = useDay();
  return (
    <ConnectionIndicator
      available={live.isRealtimeAvailable}
      status={live.status}
      freshness={live.freshnessStore}
      reconnectAttempts={live.reconnectAttempts}
      onReconnect={live.reconnect}
    />
  );
}

export function DayHeading() {
  const { live, day, setDay, loaded, wide } = useDay();
  const { open, rules, today, capacity, role } = useVenueScreen();
  const mayBook = can(role, 'reservations.write');
  const stats = useShared(loaded ? live.stats : null);
  const next = useDueParties();
  const create = useCallback(() => open({ kind: 'create' }), [open]);
  const walkIn = useCallback(() => open({ kind: 'walk-in' }), [open]);
  return (
    <>
      <DayBar
        day={day}
        today={today}
        cutoffHour={rules.cutoffHour}
        onDay={setDay}
        onCreate={mayBook ? create : undefined}
        onWalkIn={mayBook ? walkIn : undefined}
      />
      <div className="my-1 sm:mt-6 sm:mb-3">
        {(loaded || !live.error) && <StatsStrip stats={stats} capacity={capacity} isOver={day < today} />}
      </div>
      {day < today && stats && <NightSummary day={day} arrived={stats.guestsArrived} />}
      {next && !wide && <NextStrip next={next} />}
    </>
  );
}

export function DayDetails() {
  const { wide, dialog, selectedId, find, deselect } = useDay();
  const next = useDueParties();
  const wish = dialog?.kind === 'details' ? dialog : null;
  return <DetailsColumn row={wide ? find(selectedId) : null} next={next} wish={wish} onClose={deselect} />;
}

/** The parties expected next; null on other days than today, and while the list is empty. */
function useDueParties() {
  const { live, day, loaded } = useDay();
  const { today } = useVenueScreen();
  const isTonight = loaded && day === today && live.reservas.length > 0;
  return useShared(useMemo(() => (isTonight ? dueParties(live.reservas) : null), [isTonight, live.reservas]));
}

export function DayDialogs() {
  const { live, day, wide, dialog, find, close, finish, see } = useDay();
  const { mutateAsync: create } = live.createReserva;
  const { mutateAsync: update } = live.updateReserva;
  const { mutateAsync: restore } = live.restoreReserva;
  const { mutateAsync: setTables } = live.setTables;
  const writes = useMemo<FormWrites>(
    () => ({ create, update, restore, setTables }),
    [create, update, restore, setTables],
  );
  return (
    <Dialogs
      dialog={dialog}
      row={dialog && 'id' in dialog ? find(dialog.id) : null}
      day={day}
      wide={wide}
      writes={writes}
      onClose={close}
      onDone={finish}
      onSee={see}
    />
  );
}
