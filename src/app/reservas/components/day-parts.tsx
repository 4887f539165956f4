'use client';
import { useCallback, useMemo } from 'react';
import { isBookable } from '@/modules/reservations/rules';
import { ConnectionIndicator } from '@/ui/connection-indicator';
import { useOnline } from '@/ui/use-online';
import { useShared } from '@/ui/use-shared';
import { DayBar } from './day-bar';
import { useDay } from './day-context';
import { DetailsColumn } from './details-column';
import { Dialogs } from './late-dialogs';
import { dueParties } from './list-view';
import { StatsStrip } from './stats-strip';
import type { FormWrites } from './use-reservation-form';
import { useVenueScreen } from './venue-context';

/* The parts of the screen around the list. Each takes what it shows out of the day; what it shows is drawn only when that differs. */

export function DayIndicator() {
  const { live } = useDay();
  const online = useOnline();
  return (
    <ConnectionIndicator
      available={live.isRealtimeAvailable}
      status={online ? live.status : 'reconnecting'}
      freshness={live.freshnessStore}
      reconnectAttempts={live.reconnectAttempts}
      onReconnect={live.reconnect}
    />
  );
}

export function DayHeading() {
  const { live, day, setDay, loaded } = useDay();
  const { open, rules, today } = useVenueScreen();
  const stats = useShared(loaded ? live.stats : null);
  const create = useCallback(() => open({ kind: 'create' }), [open]);
  return (
    <>
      <DayBar day={day} today={today} cutoffHour={rules.cutoffHour} onDay={setDay} onCreate={create} />
      <div className="mt-6 mb-3">{(loaded || !live.error) && <StatsStrip stats={stats} />}</div>
    </>
  );
}

export function DayDetails() {
  const { live, day, loaded, wide, selectedId, find, deselect } = useDay();
  const { today } = useVenueScreen();
  const isTonight = loaded && day === today && live.reservas.length > 0;
  const next = useShared(useMemo(() => (isTonight ? dueParties(live.reservas) : null), [isTonight, live.reservas]));
  return <DetailsColumn row={wide ? find(selectedId) : null} next={next} onClose={deselect} />;
}

export function DayDialogs() {
  const { live, day, wide, dialog, find, close, finish } = useDay();
  const { today } = useVenueScreen();
  const { mutateAsync: create } = live.createReserva;
  const { mutateAsync: update } = live.updateReserva;
  const { mutateAsync: restore } = live.restoreReserva;
  const writes = useMemo<FormWrites>(() => ({ create, update, restore }), [create, update, restore]);
  return (
    <Dialogs
      dialog={dialog}
      row={dialog && 'id' in dialog ? find(dialog.id) : null}
      bookingDay={isBookable(day, today) ? day : today}
      wide={wide}
      writes={writes}
      onClose={close}
      onDone={finish}
    />
  );
}
