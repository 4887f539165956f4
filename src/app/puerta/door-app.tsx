'use client';
import { useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import type { VenueFacts } from '@/modules/access/client/me-api';
import { can, type Permission } from '@/modules/access/context';
import { isQueueText } from '@/modules/attendance/client/is-queue-text';
import { TranslatedNotice } from '@/shell/translated-notice';
import type { ShellProps } from '@/shell/types';
import { ConnectionIndicator } from '@/ui/connection-indicator';
import { Redraw } from '@/ui/redraw';
import { useVenue, useVenueShell } from '../reservas/hooks/useVenue';
import { AccountMenu } from './components/account-menu';
import { CameraRoom } from './components/camera-room';
import { DoorHeader } from './components/door-header';
import { DoorOverlays } from './components/door-overlays';
import { DoorPanel } from './components/door-panel';
import type { DoorSheet } from './components/overlays-part';
import { RecentList } from './components/recent-list';
import { VenueName } from './components/venue-name';
import { CounterKeeper, CounterPanel, CounterSheet } from './counter/counter';
import { NO_COUNTER } from './counter/counter-of-door';
import { DeviceBeat } from './device/device-beat';
import type { DoorDevice } from './device/device-props';
import { useFeedback } from './feedback/use-feedback';
import { useWakeLock } from './feedback/use-wake-lock';
import { isCovered } from './flow/door-state';
import { type ScanMode, useDoor } from './flow/use-door';
import { lastGate } from './gates/door-gate';
import { DoorStrip } from './gates/door-strip';
import { OfflineDoor } from './offline/offline-door';
import { useDoorTheme, useWordFont } from './use-door-look';
import { useTonight } from './use-tonight';
import { MODES, VIEW_OF_PROFILE, waysOf } from './view';

interface DoorScreenProps {
  userId: string;
  businessId: string;
  /** As the page was made. */
  venue: VenueFacts;
  /** The paired phone that has opened the page; null for a person. */
  device: DoorDevice | null;
  /** Of the application that made the page. */
  version: string;
  shell: ShellProps;
}

/** The door: a camera that runs all the time, one answer at a time over it, and tonight's figures, updated live. */
export const DoorApp = livePage(DoorScreen);

function DoorScreen({ businessId, userId, venue: ofPage, device, version, shell: frame }: DoorScreenProps) {
  const t = useTranslations('puerta');
  const view = device ? VIEW_OF_PROFILE[device.profile] : 'door';
  const isCounter = view === 'clicker' || view === 'exit';
  const facts = useVenue(businessId, ofPage);
  const shell = useVenueShell(frame, facts);
  const { timeZone, cutoffHour } = facts;
  const [chosen, setMode] = useState<ScanMode>('ask');
  const [increment, setIncrement] = useState(1);
  const [category, setCategory] = useState<string | null>(null);
  const [sheet, setSheet] = useState<DoorSheet | null>(null);
  const [scannedQueue, setScannedQueue] = useState<string | null>(null);
  const feedback = useFeedback();
  const tonight = useTonight(
    businessId,
    useMemo(() => ({ timeZone, cutoffHour }), [timeZone, cutoffHour]),
    view === 'door',
  );
  const { reservations, day, cursor, live, occupancy, stream, send } = tonight;
  const ledger = occupancy.list;
  const [gate, setGate] = useState(() => lastGate(businessId));
  const { gates } = gate;
  const list = useMemo(
    () => ({ day, cursor, reservations, live, occupancy: ledger, gates }),
    [day, cursor, reservations, live, ledger, gates],
  );
  const venue = shell.venues.find(({ slug }) => slug === shell.current);
  const role = venue?.role ?? 'DOOR';
  const may = (permission: Permission) => role !== 'OPERATOR' && can(role, permission);
  const listPath = may('reservations.read-any-day') ? `/reservas?local=${encodeURIComponent(shell.current)}` : null;
  const mayForce = may('attendance.force');
  useWakeLock();
  const theme = useDoorTheme();
  useWordFont();

  const [counter, setCounter] = useState(NO_COUNTER);
  const counting = {
    businessId,
    venue: venue?.name ?? '',
    account: { id: userId, name: shell.userName },
    gateId: gate.gateId,
    onTone: feedback.result,
  };
  const door = useDoor({
    ...counting,
    send,
    onLeave: useCallback(
      (qrCode, delta, label) => counter.count({ target: { qrCode }, flow: 'OUT', delta, label }),
      [counter.count],
    ),
  });
  const { stage, entries, pending } = door.state;
  const waiting = pending.filter((each) => each.waiting);
  const ways = waysOf(view, gate.gate);
  const modes = MODES[ways];
  const mode = modes.includes(chosen) ? chosen : (modes[0] ?? 'ask');
  const inside = ledger ? Math.max(0, ledger.balance + counter.unsent) : null;
  const capacity = ledger ? ledger.capacity : facts.capacity;
  const isBlocked = counter.blocked !== null;

  const openSheet = (next: DoorSheet) => {
    // A pass whose answer is still pending must not open its own sheet over this one.
    if (stage.kind === 'reading') door.dismiss();
    setSheet(next);
  };

  const states = (
    <OfflineDoor
      accountId={userId}
      businessId={businessId}
      timeZone={timeZone}
      list={list}
      queue={door.queue}
      pending={pending}
      isOver={!isCounter}
    />
  );
  const clicks = {
    ...{ counter, inside, capacity, category, ways, timeZone },
    categories: ledger?.categories ?? [],
    onCategory: setCategory,
    onTap: feedback.tap,
  };
  const header = (
    <div className="flex flex-col gap-3 [grid-area:header]">
      <DoorHeader
        inside={inside}
        capacity={capacity}
        venue={<VenueName venues={shell.venues} current={shell.current} section={shell.section} />}
        account={
          <AccountMenu
            device={device}
            listPath={listPath}
            name={shell.userName}
            role={role}
            roleName={venue?.roleName}
          />
        }
        indicator={
          <ConnectionIndicator
            available={stream.isRealtimeAvailable}
            status={tonight.status}
            offlineText={t('offline.short')}
            freshness={tonight.freshness}
            reconnectAttempts={stream.reconnectAttempts}
            onReconnect={stream.reconnect}
          />
        }
      />
      <TranslatedNotice />
      <DoorStrip
        businessId={businessId}
        device={device}
        deviceId={door.queue.deviceId}
        timeZone={timeZone}
        stream={stream}
        onGate={setGate}
        isFree={stage.kind === 'ready' && sheet === null}
        onOpen={() => openSheet('gate')}
        inside={isCounter ? null : inside}
        capacity={capacity}
      />
    </div>
  );

  // Up to forty rows, which only a new answer or a change of the night's list concerns.
  const { undo } = door;
  const recent = useMemo(
    () => (
      <Redraw>
        <RecentList entries={entries} reservations={reservations} onUndo={undo} />
      </Redraw>
    ),
    [entries, reservations, undo],
  );

  return (
    <div className="door min-h-dvh" data-theme={theme}>
      {isCounter ? (
        <main
          inert={isBlocked}
          className="mx-auto flex max-w-xl flex-col gap-5 px-3 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(0.75rem,env(safe-area-inset-bottom))]"
        >
          {header}
          {states}
          <CounterPanel {...clicks} />
        </main>
      ) : (
        <main
          inert={isCovered(door.state) || isBlocked}
          className="door-rooms mx-auto max-w-7xl px-3 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:px-6"
        >
          {header}
          <CameraRoom
            feedback={feedback}
            onCode={(text) => {
              if (sheet || isBlocked || stage.kind === 'asking' || stage.kind === 'leaving') return;
              feedback.seen();
              if (mayForce && isQueueText(text)) {
                setScannedQueue(text);
                return openSheet('recent');
              }
              door.scan(text, mode, increment);
            }}
          >
            {states}
          </CameraRoom>
          <section className="door-recent min-h-0 flex-col [grid-area:recent]" aria-label={t('recent.title')}>
            <h2 className="display text-lg">{t('recent.title')}</h2>
            <div className="min-h-0 grow overflow-y-auto">{recent}</div>
          </section>
          <DoorPanel
            modes={modes}
            mode={mode}
            increment={increment}
            onMode={setMode}
            onIncrement={setIncrement}
            pending={waiting}
            onShowPending={() => openSheet('recent')}
            onFind={ways === 'OUT' || view === 'scanner' ? null : () => openSheet('find')}
            onCounter={view === 'scanner' ? null : () => openSheet('counter')}
            onRecent={() => openSheet('recent')}
          />
        </main>
      )}
      {device && (
        <DeviceBeat
          businessId={businessId}
          device={device}
          version={version}
          queued={pending.filter(({ count }) => count.businessId === businessId).length}
          seq={stream.cursor?.seq}
        />
      )}
      <CounterKeeper {...counting} door={door} live={occupancy.live} onCounter={setCounter} />
      <Redraw>
        <CounterSheet
          {...clicks}
          open={sheet === 'counter' && !isBlocked}
          gateName={gate.gate?.name ?? null}
          onClose={() => setSheet(null)}
        />
        <DoorOverlays
          door={door}
          counter={counter}
          gate={gate}
          sheet={sheet}
          onSheet={(next) => {
            if (next === null) setScannedQueue(null);
            setSheet(next);
          }}
          inside={inside}
          capacity={capacity}
          mayForce={mayForce}
          scannedQueue={scannedQueue}
          reservations={reservations}
          timeZone={timeZone}
          businessId={businessId}
          listPath={listPath}
          shortNames={!may('reservations.read-personal')}
        />
      </Redraw>
    </div>
  );
}
