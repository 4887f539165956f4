'use client';
import { TriangleAlert, WifiOff } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { RealtimeSettingsProvider } from '@/app/realtime-settings';
import { can } from '@/modules/access/context';
import { useUnsavedCounts } from '@/modules/attendance/client/use-counts';
import { AccountGuard } from '@/shell/account-guard';
import { TranslatedNotice } from '@/shell/translated-notice';
import type { ShellProps } from '@/shell/types';
import { UserMenu } from '@/shell/user-menu';
import { VenueSwitcher } from '@/shell/venue-switcher';
import { ConnectionIndicator } from '@/ui/connection-indicator';
import { Redraw } from '@/ui/redraw';
import { useOnline } from '@/ui/use-online';
import { CameraStage } from './components/camera-stage';
import { DoorHeader } from './components/door-header';
import { DoorOverlays } from './components/door-overlays';
import { DoorPanel } from './components/door-panel';
import { ListLink } from './components/list-link';
import type { DoorMode } from './components/mode-bar';
import { RecentList } from './components/recent-list';
import { useFeedback } from './feedback/use-feedback';
import { useWakeLock } from './feedback/use-wake-lock';
import type { DoorResult } from './flow/door-outcome';
import { isCovered } from './flow/door-state';
import { useDoor } from './flow/use-door';
import { useCamera } from './scanner/use-camera';
import { useQrScanner } from './scanner/use-qr-scanner';
import { useTonight } from './use-tonight';

interface DoorScreenProps {
  userId: string;
  businessId: string;
  /** IANA zone. */
  timeZone: string;
  cutoffHour: number;
  shell: ShellProps;
}

interface DoorAppProps extends DoorScreenProps {
  sseEnabled: boolean;
}

/** The door: a camera that never stops, one answer at a time over it, and tonight's figures as they move. */
export function DoorApp({ sseEnabled, ...screen }: DoorAppProps) {
  return (
    <RealtimeSettingsProvider sseEnabled={sseEnabled} userId={screen.userId}>
      <AccountGuard userId={screen.userId}>
        <Redraw>
          <DoorScreen {...screen} />
        </Redraw>
      </AccountGuard>
    </RealtimeSettingsProvider>
  );
}

function DoorScreen({ businessId, userId, timeZone, cutoffHour, shell }: DoorScreenProps) {
  const t = useTranslations('puerta');
  const counts = useTranslations('counts');
  const [mode, setMode] = useState<DoorMode>('ask');
  const [increment, setIncrement] = useState(1);
  const [sheet, setSheet] = useState<'find' | 'recent' | null>(null);
  const feedback = useFeedback();
  const tonight = useTonight(
    businessId,
    useMemo(() => ({ timeZone, cutoffHour }), [timeZone, cutoffHour]),
  );
  const online = useOnline();
  const unsaved = useUnsavedCounts();
  const venue = shell.venues.find(({ slug }) => slug === shell.current);
  const role = venue?.role ?? 'DOOR';
  useWakeLock();
  useDarkPage();
  useWordFont();

  const door = useDoor({
    businessId,
    venue: venue?.name ?? '',
    account: { id: userId, name: shell.userName },
    send: (count, asking) => tonight.countAttendance.mutateAsync({ count, asking }),
    onResult: useCallback((result: DoorResult) => feedback.result(result.tone), [feedback.result]),
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
    // A pass half read must not open its own sheet over this one.
    if (stage.kind === 'reading') door.dismiss();
    setSheet(next);
  };

  return (
    <div className="door min-h-dvh" data-theme="dark">
      <main
        inert={isCovered(door.state)}
        className="mx-auto grid h-dvh max-w-7xl grid-rows-[auto_minmax(0,1fr)_auto] gap-3 px-3 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_minmax(0,1fr)_auto] lg:gap-x-6 lg:p-6 landscape:max-lg:grid-cols-[minmax(0,1fr)_20rem] landscape:max-lg:grid-rows-[auto_minmax(0,1fr)]"
      >
        <div className="flex flex-col gap-3 lg:col-span-2">
          <DoorHeader
            stats={tonight.stats}
            venue={<VenueSwitcher venues={shell.venues} current={shell.current} section={shell.section} />}
            account={
              <div className="flex">
                {role !== 'OPERATOR' && can(role, 'reservations.read-any-day') && <ListLink venue={shell.current} />}
                <UserMenu name={shell.userName} role={role} />
              </div>
            }
            indicator={
              <ConnectionIndicator
                available={tonight.isRealtimeAvailable}
                status={online ? tonight.status : 'reconnecting'}
                freshness={tonight.freshnessStore}
                reconnectAttempts={tonight.reconnectAttempts}
                onReconnect={tonight.reconnect}
              />
            }
          />
          <TranslatedNotice />
          {!online && (
            <Notice testId="offline" icon={<WifiOff aria-hidden size={20} className="shrink-0" />}>
              {counts('offline')}
            </Notice>
          )}
          {unsaved > 0 && waiting.length > 0 && (
            <Notice testId="unsaved-counts" icon={<TriangleAlert aria-hidden size={20} className="shrink-0" />}>
              {counts('unsaved', { count: unsaved })}
            </Notice>
          )}
        </div>
        <div className="flex min-h-0 flex-col lg:row-span-2">
          <CameraStage
            camera={camera}
            feedback={feedback}
            decoderFailed={scanner.failed}
            onReadAgain={scanner.readAgain}
          />
        </div>
        <section className="hidden min-h-0 flex-col lg:flex" aria-label={t('recent.title')}>
          <h2 className="display text-lg">{t('recent.title')}</h2>
          <div className="min-h-0 grow overflow-y-auto">
            <Redraw>
              <RecentList entries={entries} reservations={tonight.reservas} onUndo={door.undo} />
            </Redraw>
          </div>
        </section>
        <DoorPanel
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
      <Redraw>
        <DoorOverlays
          door={door}
          sheet={sheet}
          onSheet={setSheet}
          reservations={tonight.reservas}
          timeZone={timeZone}
          businessId={businessId}
          shortNames={role === 'OPERATOR' || !can(role, 'reservations.read-personal')}
        />
      </Redraw>
    </div>
  );
}

function Notice({ testId, icon, children }: { testId: string; icon: ReactNode; children: string }) {
  return (
    <p
      role="status"
      data-testid={testId}
      data-result="warning"
      className="door-answer flex items-center gap-3 rounded-card px-4 py-2.5 font-semibold text-sm"
    >
      {icon}
      {children}
    </p>
  );
}

/** The font of the great answers, before the first of them: the network may be away by then. */
function useWordFont(): void {
  useEffect(() => {
    void document.fonts.load('780 1em "Archivo Word"').catch(() => {});
  }, []);
}

/** What opens over the door lies outside of it in the page, and must be as dark. */
function useDarkPage(): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    const { theme } = dataset;
    dataset.theme = 'dark';
    return () => {
      if (theme === undefined) delete dataset.theme;
      else dataset.theme = theme;
    };
  }, []);
}
