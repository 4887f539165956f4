import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { type Reservation, UNREADABLE } from '@/realtime/protocol/reservation';
import { Sheet } from '@/ui/sheet';
import type { ScanEntry } from '../flow/door-state';
import type { Door } from '../flow/use-door';
import { FindSheet } from './find-sheet';
import { PartySheet } from './party-sheet';
import { PendingList } from './pending-list';
import { RecentList } from './recent-list';
import { ResultView } from './result-view';
import { useResultText } from './use-result-text';
import { WaitView } from './wait-view';

interface DoorOverlaysProps {
  door: Door;
  sheet: 'find' | 'recent' | null;
  onSheet: (sheet: 'find' | 'recent' | null) => void;
  reservations: readonly Reservation[];
  timeZone: string;
}

/** Whatever lies over the camera: one at a time. */
export function DoorOverlays({ door, sheet, onSheet, reservations, timeZone }: DoorOverlaysProps) {
  const t = useTranslations('puerta');
  const { stage, pending, entries } = door.state;
  const shown = stage.kind === 'result' ? entries.find(({ id }) => id === stage.id) : undefined;
  const waiting = stage.kind === 'counting' ? pending.find(({ job }) => job.nonce === stage.nonce) : undefined;
  useEscape(stage.kind === 'result', door.dismiss);

  return (
    <>
      {/* Always in the page, so that screen readers announce what it comes to hold. */}
      <div aria-live="assertive" role="alert" className="sr-only">
        {shown && <SpokenResult entry={shown} />}
      </div>
      {stage.kind === 'reading' && (
        <WaitView
          kind="reading"
          waiting={stage.waiting}
          signedOut={stage.signedOut}
          people={null}
          name={null}
          onDiscard={door.dismiss}
        />
      )}
      {waiting && (
        <WaitView
          kind="counting"
          waiting={waiting.tries > 0}
          signedOut={waiting.signedOut}
          people={waiting.job.increment}
          name={waiting.job.label}
          onDiscard={() => door.discard(waiting.job.nonce)}
          onGoOn={door.dismiss}
        />
      )}
      {stage.kind === 'asking' && (
        <PartySheet
          key={stage.party.id}
          party={newest(stage.party, reservations)}
          byPass={'qrCode' in stage.target}
          timeZone={timeZone}
          onConfirm={(increment) => door.confirm(stage.target, increment, stage.party)}
          onClose={door.dismiss}
        />
      )}
      {sheet === 'find' && (
        <FindSheet
          reservations={reservations}
          timeZone={timeZone}
          onChoose={(party) => {
            onSheet(null);
            door.choose(party);
          }}
          onClose={() => onSheet(null)}
        />
      )}
      {sheet === 'recent' && (
        <Sheet
          open
          placement="side"
          title={t('recent.title')}
          description={t('recent.onThisPhone')}
          onOpenChange={(open) => !open && onSheet(null)}
        >
          <PendingList pending={pending} onDiscard={door.discard} />
          <RecentList entries={entries} reservations={reservations} onUndo={door.undo} />
        </Sheet>
      )}
      {shown && sheet === null && <ResultView entry={shown} onNext={door.dismiss} onUndo={door.undo} />}
    </>
  );
}

/** The row as last heard, by scan or by stream; one that can be read rather than one that cannot. */
function newest(party: Reservation, reservations: readonly Reservation[]): Reservation {
  const live = reservations.find(({ id }) => id === party.id);
  return live && (live.version > party.version || party.status === UNREADABLE) ? live : party;
}

function SpokenResult({ entry }: { entry: ScanEntry }) {
  return useResultText(entry).spoken;
}

function useEscape(active: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!active) return;
    const listen = (event: KeyboardEvent) => event.key === 'Escape' && onEscape();
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [active, onEscape]);
}
