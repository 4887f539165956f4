'use client';
import { WifiOff } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useOnline } from '@/ui/use-online';
import { CameraStage } from './components/camera-stage';
import { DoorHeader } from './components/door-header';
import { DoorOverlays } from './components/door-overlays';
import { DoorPanel } from './components/door-panel';
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

export interface DoorVenue {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
}

/** The door: a camera that never stops, one answer at a time over it, and tonight's figures as they move. */
export function DoorApp({ venue }: { venue: DoorVenue }) {
  const t = useTranslations('puerta');
  const common = useTranslations('common');
  const [mode, setMode] = useState<DoorMode>('ask');
  const [increment, setIncrement] = useState(1);
  const [sheet, setSheet] = useState<'find' | 'recent' | null>(null);
  const feedback = useFeedback();
  const tonight = useTonight(venue.id);
  const online = useOnline();
  useWakeLock();

  const door = useDoor({
    businessId: venue.id,
    onResult: useCallback((result: DoorResult) => feedback.result(result.tone), [feedback.result]),
  });
  const { stage, pending, entries } = door.state;
  const camera = useCamera();
  const scanner = useQrScanner(camera.element, camera.state === 'live', (text) => {
    if (sheet || stage.kind === 'asking') return;
    feedback.seen();
    door.scan(text, mode, increment);
  });

  return (
    <div className="door min-h-dvh">
      <main
        inert={isCovered(door.state)}
        className="mx-auto grid h-dvh max-w-7xl grid-rows-[auto_minmax(0,1fr)_auto] gap-3 px-3 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_minmax(0,1fr)_auto] lg:gap-x-6 lg:p-6 landscape:max-lg:grid-cols-[minmax(0,1fr)_20rem] landscape:max-lg:grid-rows-[auto_minmax(0,1fr)]"
      >
        <div className="flex flex-col gap-3 lg:col-span-2">
          <DoorHeader
            venueName={venue.name}
            reservationsHref={`/reservas?local=${encodeURIComponent(venue.slug)}`}
            stats={tonight.stats}
            indicator={null}
          />
          {!online && (
            <p
              role="status"
              data-testid="offline"
              data-result="warning"
              className="door-answer flex items-center gap-3 rounded-card px-4 py-2.5 font-semibold text-sm"
            >
              <WifiOff aria-hidden size={20} className="shrink-0" />
              {common('offline')}
            </p>
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
            <RecentList entries={entries} reservations={tonight.reservas} onUndo={door.undo} />
          </div>
        </section>
        <DoorPanel
          mode={mode}
          increment={increment}
          onMode={setMode}
          onIncrement={setIncrement}
          pending={pending.filter(({ tries }) => tries > 0).length}
          onShowPending={() => setSheet('recent')}
          onFind={() => setSheet('find')}
          onRecent={() => setSheet('recent')}
        />
      </main>
      <DoorOverlays
        door={door}
        sheet={sheet}
        onSheet={setSheet}
        reservations={tonight.reservas}
        timeZone={venue.timeZone}
      />
    </div>
  );
}
