import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PendingCount } from '@/modules/attendance/client/count-queue';
import { DiscardDialog } from '@/modules/attendance/client/discard-dialog';
import { PendingList } from '@/modules/attendance/client/pending-list';
import { type Reservation, UNREADABLE } from '@/realtime/protocol/reservation';
import { Sheet } from '@/ui/sheet';
import type { ScanEntry } from '../flow/door-state';
import type { Door } from '../flow/use-door';
import { FindSheet } from './find-sheet';
import { PartySheet } from './party-sheet';
import { RecentList } from './recent-list';
import { ResultView } from './result-view';
import { UnreadSheet } from './unread-sheet';
import { useResultText } from './use-result-text';
import { WaitView } from './wait-view';

interface DoorOverlaysProps {
  door: Door;
  sheet: 'find' | 'recent' | null;
  onSheet: (sheet: 'find' | 'recent' | null) => void;
  reservations: readonly Reservation[];
  timeZone: string;
  businessId: string;
  /** The list has short names: this member may not see whole ones. */
  shortNames: boolean;
}

/** Whatever lies over the camera: one at a time. */
export function DoorOverlays({
  door,
  sheet,
  onSheet,
  reservations,
  timeZone,
  businessId,
  shortNames,
}: DoorOverlaysProps) {
  const t = useTranslations('puerta');
  const { stage, pending, entries } = door.state;
  const shown = stage.kind === 'result' ? entries.find(({ id }) => id === stage.id) : undefined;
  const waiting = stage.kind === 'counting' ? pending.find(({ count }) => count.nonce === stage.nonce) : undefined;
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
          people={null}
          name={null}
          onDiscard={door.dismiss}
          onCount={door.askUnread}
        />
      )}
      {waiting && <CountingView key={waiting.count.nonce} waiting={waiting} door={door} />}
      {stage.kind === 'asking' && stage.party === null && (
        <UnreadSheet onConfirm={(increment) => door.confirm(stage.target, increment, null)} onClose={door.dismiss} />
      )}
      {stage.kind === 'asking' && stage.party !== null && (
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
          businessId={businessId}
          shortNames={shortNames}
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
          <PendingList pending={pending} businessId={businessId} onDiscard={door.discard} />
          <RecentList entries={entries} reservations={reservations} onUndo={door.undo} />
        </Sheet>
      )}
      {shown && sheet === null && <ResultView entry={shown} onNext={door.dismiss} onUndo={door.undo} />}
    </>
  );
}

function CountingView({ waiting: { count, tries }, door }: { waiting: PendingCount; door: Door }) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <WaitView
        kind="counting"
        waiting={tries > 0}
        people={count.increment}
        name={count.label}
        onDiscard={() => setAsked(true)}
        onGoOn={door.dismiss}
      />
      {asked && (
        <DiscardDialog count={count} onClose={() => setAsked(false)} onDiscard={() => door.discard(count.nonce)} />
      )}
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
