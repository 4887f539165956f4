'use client';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { LivePage } from '@/app/live/live-page';
import type { VenueFacts } from '@/modules/access/client/me-api';
import { can } from '@/modules/access/context';
import { LISTING, SCANNING } from '@/modules/access/profiles';
import { formatCursor } from '@/realtime/protocol/cursor';
import { TranslatedNotice } from '@/shell/translated-notice';
import type { ShellProps } from '@/shell/types';
import { UserMenu } from '@/shell/user-menu';
import { VenueSwitcher } from '@/shell/venue-switcher';
import { ConnectionIndicator } from '@/ui/connection-indicator';
import { Redraw } from '@/ui/redraw';
import { useTheme } from '@/ui/theme';
import { useVenue, useVenueShell } from '../reservas/hooks/useVenue';
import { CameraStage } from './components/camera-stage';
import { DoorHeader } from './components/door-header';
import { DoorOverlays } from './components/door-overlays';
import { DoorPanel } from './components/door-panel';
import { ListLink } from './components/list-link';
import { RecentList } from './components/recent-list';
import { DeviceBeat } from './device/device-beat';
import { DeviceLine } from './device/device-line';
import { DeviceMenu } from './device/device-menu';
import type { DoorDevice } from './device/device-props';
import { NoScan } from './device/no-scan';
import { useFeedback } from './feedback/use-feedback';
import { useWakeLock } from './feedback/use-wake-lock';
import { isCovered } from './flow/door-state';
import { type ScanMode, useDoor } from './flow/use-door';
import { OfflineDoor } from './offline/offline-door';
import { useCamera } from './scanner/use-camera';
import { useQrScanner } from './scanner/use-qr-scanner';
import { useTonight } from './use-tonight';

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

interface DoorAppProps extends DoorScreenProps {
  sseEnabled: boolean;
}

/** The door: a camera that runs all the time, one answer at a time over it, and tonight's figures, updated live. */
export function DoorApp({ sseEnabled, ...screen }: DoorAppProps) {
  return (
    <LivePage sseEnabled={sseEnabled} userId={screen.userId}>
      <DoorScreen {...screen} />
    </LivePage>
  );
}

function DoorScreen({ businessId, userId, venue: ofPage, device, version, shell: frame }: DoorScreenProps) {
  const t = useTranslations('puerta');
  const facts = useVenue(businessId, ofPage);
  const shell = useVenueShell(frame, facts);
  const { timeZone, cutoffHour } = facts;
  const [mode, setMode] = useState<ScanMode>('ask');
  const [increment, setIncrement] = useState(1);
  const [sheet, setSheet] = useState<'find' | 'recent' | null>(null);
  const feedback = useFeedback();
  const canScan = device === null || SCANNING.includes(device.profile);
  const canList = device === null || LISTING.includes(device.profile);
  const tonight = useTonight(
    businessId,
    useMemo(() => ({ timeZone, cutoffHour }), [timeZone, cutoffHour]),
    canList,
  );
  const { reservas: reservations, day } = tonight;
  const { cursor: seen } = tonight.stream;
  // Without a list, the stream alone says up to where this phone has followed the night.
  const cursor = canList ? tonight.cursor : seen ? formatCursor(seen) : undefined;
  // Where streams are off, the list is polled.
  const live = tonight.isRealtimeEnabled || (!tonight.isRealtimeAvailable && tonight.error === null);
  const list = useMemo(
    () => ({ day: canList ? day : undefined, cursor, reservations, live }),
    [canList, day, cursor, reservations, live],
  );
  const venue = shell.venues.find(({ slug }) => slug === shell.current);
  const role = venue?.role ?? 'DOOR';
  const listPath =
    role !== 'OPERATOR' && can(role, 'reservations.read-any-day')
      ? `/reservas?local=${encodeURIComponent(shell.current)}`
      : null;
  useWakeLock();
  const theme = useDoorTheme();
  useWordFont();

  const door = useDoor({
    businessId,
    venue: venue?.name ?? '',
    account: { id: userId, name: shell.userName },
    send: (count, asking) => tonight.countAttendance.mutateAsync({ count, asking }),
    onTone: feedback.result,
  });
  const { stage, entries } = door.state;
  const waiting = door.state.pending.filter((pending) => pending.waiting);
  const camera = useCamera();
  const scanner = useQrScanner(camera.element, camera.state === 'live', (text) => {
    if (sheet || stage.kind === 'asking') return;
    feedback.seen();
    door.scan(text, mode, increment);
  });

  const openSheet = (next: 'find' | 'recent') => {
    // A pass whose answer is still pending must not open its own sheet over this one.
    if (stage.kind === 'reading') door.dismiss();
    setSheet(next);
  };

  return (
    <div className="door min-h-dvh" data-theme={theme}>
      <main
        inert={isCovered(door.state)}
        className="door-rooms mx-auto max-w-7xl px-3 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:px-6"
      >
        <div className="flex flex-col gap-3 [grid-area:header]">
          <DoorHeader
            stats={tonight.stats}
            capacity={facts.capacity}
            venue={<VenueSwitcher venues={shell.venues} current={shell.current} section={shell.section} />}
            account={
              <div className="flex">
                {listPath !== null && <ListLink path={listPath} />}
                {device ? (
                  <DeviceMenu device={device} />
                ) : (
                  <UserMenu name={shell.userName} role={role} roleName={venue?.roleName} />
                )}
              </div>
            }
            indicator={
              <ConnectionIndicator
                available={tonight.isRealtimeAvailable}
                status={tonight.status}
                offlineText={t('offline.short')}
                freshness={tonight.freshnessStore}
                reconnectAttempts={tonight.reconnectAttempts}
                onReconnect={tonight.reconnect}
              />
            }
          />
          {device && <DeviceLine device={device} />}
          <TranslatedNotice />
        </div>
        <div className="relative flex min-h-0 flex-col [grid-area:camera]">
          {canScan ? (
            <CameraStage
              camera={camera}
              feedback={feedback}
              decoderFailed={scanner.failed}
              onReadAgain={scanner.readAgain}
            />
          ) : (
            <NoScan />
          )}
          <OfflineDoor
            accountId={userId}
            businessId={businessId}
            timeZone={timeZone}
            list={list}
            pending={door.state.pending}
          />
        </div>
        <section className="door-recent min-h-0 flex-col [grid-area:recent]" aria-label={t('recent.title')}>
          <h2 className="display text-lg">{t('recent.title')}</h2>
          <div className="min-h-0 grow overflow-y-auto">
            <Redraw>
              <RecentList entries={entries} reservations={tonight.reservas} onUndo={door.undo} />
            </Redraw>
          </div>
        </section>
        <DoorPanel
          canScan={canScan}
          canList={canList}
          mode={mode}
          increment={increment}
          onMode={setMode}
          onIncrement={setIncrement}
          pending={waiting}
          onShowPending={() => openSheet('recent')}
          onFind={() => openSheet('find')}
          onRecent={() => openSheet('recent')}
        />
      </main>
      {device && (
        <DeviceBeat
          businessId={businessId}
          device={device}
          version={version}
          queued={door.state.pending.filter(({ count }) => count.businessId === businessId).length}
          seq={seen?.seq}
        />
      )}
      <Redraw>
        <DoorOverlays
          door={door}
          sheet={sheet}
          onSheet={setSheet}
          reservations={tonight.reservas}
          timeZone={timeZone}
          businessId={businessId}
          listPath={listPath}
          shortNames={role === 'OPERATOR' || !can(role, 'reservations.read-personal')}
        />
      </Redraw>
    </div>
  );
}

/** Loads the font of the large answers before the first answer, because the network may be down by then. */
function useWordFont(): void {
  useEffect(() => {
    void document.fonts.load('780 1em "Archivo Word"').catch(() => {});
  }, []);
}

/**
 * The theme of the door: light for who chose light, to read it outdoors, else dark, whatever the device prefers. The
 * whole page has it, and is marked as the door's, because overlays are mounted outside of the door's element.
 */
function useDoorTheme(): 'light' | 'dark' {
  const { theme } = useTheme();
  const shown = theme === 'light' ? 'light' : 'dark';
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.theme = shown;
    dataset.door = '';
    return () => {
      delete dataset.door;
      if (theme === 'system') delete dataset.theme;
      else dataset.theme = theme;
    };
  }, [theme, shown]);
  return shown;
}
