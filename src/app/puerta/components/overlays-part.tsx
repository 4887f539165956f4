import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { CountTarget, IntendedCount } from '@/modules/attendance/client/count';
import type { PendingCount } from '@/modules/attendance/client/count-queue';
import { DiscardDialog } from '@/modules/attendance/client/discard-dialog';
import { PendingList } from '@/modules/attendance/client/pending-list';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { Sheet } from '@/ui/sheet';
import { CountLog } from '../counter/count-log';
import type { Counter } from '../counter/counter-of-door';
import type { CounterEntry } from '../counter/counts';
import { ExitSheet } from '../exit/exit-sheet';
import { ExitView } from '../exit/exit-view';
import { isCovered, isUnanswered, type ScanEntry } from '../flow/door-state';
import { mostOf, warningOf } from '../flow/party';
import type { Door } from '../flow/use-door';
import { FullView } from '../full/full-view';
import type { DoorGate } from '../gates/door-gate';
import { GateSheet } from '../gates/gate-sheet';
import { FindSheet } from './find-sheet';
import { PartySheet } from './party-sheet';
import { QueueFile } from './queue-file';
import { RecentList } from './recent-list';
import { ResultView } from './result-view';
import { SummaryView, summaryText } from './summary-view';
import { UnreadSheet } from './unread-sheet';
import { usePartyText, useResultText } from './use-result-text';
import { WaitView } from './wait-view';
import { WarningView } from './warning-view';

/** What opens from the panel and the header. */
export type DoorSheet = 'find' | 'recent' | 'counter' | 'gate';

export interface OverlaysProps {
  door: Door;
  counter: Counter;
  gate: DoorGate;
  sheet: DoorSheet | null;
  onSheet: (sheet: DoorSheet | null) => void;
  /** Who is inside by the ledger, and how many people the venue holds; null where that is unknown. */
  inside: number | null;
  capacity: number | null;
  /** This member may let people in although the venue is full, and load the counts that another phone has saved. */
  mayForce: boolean;
  reservations: readonly Reservation[];
  timeZone: string;
  businessId: string;
  /** Where the member books; null for one who may not. */
  listPath: string | null;
  /** The list has short names, because this member may not see whole ones. */
  shortNames: boolean;
  /** The queue of another phone that the camera has read; null when it has read none. */
  scannedQueue: string | null;
}

/** The layers over the camera: one at a time. */
export function OverlaysPart({ door, counter, gate, sheet, onSheet, ...venue }: OverlaysProps) {
  const { reservations, timeZone, businessId, inside, capacity, mayForce, ...member } = venue;
  const t = useTranslations('puerta');
  const { stage, pending, entries } = door.state;
  const shown = stage.kind === 'result' ? entries.find(({ id }) => id === stage.id) : undefined;
  const waiting = stage.kind === 'counting' ? pending.find(({ count }) => count.nonce === stage.nonce) : undefined;
  const party = 'party' in stage && stage.party ? newest(stage.party, reservations) : null;
  // The screen follows the row: after an undo at another door there is room again, and nothing to warn of.
  const isWarned = stage.kind === 'warned' && party !== null && warningOf(party) !== null;
  const left = stage.kind === 'left' ? counter.counts.find(({ nonce }) => nonce === stage.nonce) : undefined;
  const { blocked } = counter;
  const listed = new Set(counter.counts.flatMap(({ nonce, undoNonce }) => [nonce, undoNonce]));
  const isUnlisted = ({ count }: PendingCount) => !listed.has(count.nonce);
  const isFull = shown?.result.reason === 'VENUE_FULL' && shown.result.wanted !== null;
  const summed = stage.kind === 'summary' ? entries.filter(({ id }) => stage.ids.includes(id)) : [];
  useEscape(isCovered(door.state) && stage.kind !== 'reading' && stage.kind !== 'counting', door.dismiss);

  return (
    <>
      {/* Always in the page, so that screen readers announce its later content. */}
      <div aria-live="assertive" role="alert" className="sr-only">
        {shown && <SpokenResult entry={shown} timeZone={timeZone} />}
        {summed.length > 0 && <SpokenSummary entries={summed} />}
        {isWarned && <SpokenWarning party={party} timeZone={timeZone} />}
        {left && <SpokenExit entry={left} />}
        {blocked && t('full.spoken')}
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
        <UnreadSheet
          most={mostOf(stage.target)}
          isGenuine={stage.byPhone === true}
          onConfirm={(increment) => door.confirm(stage.target, increment, null)}
          onClose={door.dismiss}
        />
      )}
      {(stage.kind === 'asking' || stage.kind === 'warned') && party !== null && !isWarned && (
        <PartySheet
          // The phone's own list may know the code alone.
          key={party.code}
          party={party}
          byPass={'qrCode' in stage.target}
          byPhone={stage.byPhone === true}
          outside={stage.outside ?? 0}
          most={mostOf(stage.target)}
          timeZone={timeZone}
          onConfirm={(increment) => door.confirm(stage.target, increment, stage.party)}
          onClose={door.dismiss}
        />
      )}
      {stage.kind === 'leaving' && (
        <ExitSheet party={stage.party} inside={stage.inside} onConfirm={door.leave} onClose={door.dismiss} />
      )}
      {left && sheet === null && <ExitView entry={left} counter={counter} onNext={door.dismiss} />}
      {sheet === 'gate' && <GateSheet gate={gate} onClose={() => onSheet(null)} />}
      {sheet === 'find' && (
        <FindSheet
          reservations={reservations}
          timeZone={timeZone}
          businessId={businessId}
          listPath={member.listPath}
          shortNames={member.shortNames}
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
          <PendingList pending={pending.filter(isUnlisted)} businessId={businessId} onDiscard={door.discard} />
          <RecentList entries={entries} reservations={reservations} onUndo={door.undo} />
          {counter.counts.length > 0 && (
            <div className="mt-5">
              <CountLog counts={counter.counts} timeZone={timeZone} onUndo={counter.undo} />
            </div>
          )}
          <QueueFile queue={door.queue} pending={pending} mayLoad={mayForce} scanned={member.scannedQueue} />
        </Sheet>
      )}
      {isWarned && sheet === null && (
        <WarningView
          party={party}
          businessId={businessId}
          timeZone={timeZone}
          own={lastCountOf(pending, stage.target)}
          onNext={door.dismiss}
          onInsist={door.insist}
        />
      )}
      {blocked && (
        <FullView
          of={blocked.nonce}
          inside={blocked.refusal?.inside ?? inside}
          capacity={blocked.refusal?.capacity ?? capacity}
          people={blocked.intent.delta}
          name={null}
          mayForce={mayForce}
          onNext={() => counter.acknowledge(blocked.nonce)}
          onForce={(reason) => counter.force(blocked, reason)}
        />
      )}
      {isFull && sheet === null && !blocked && (
        <FullView
          of={shown.id}
          inside={inside}
          capacity={capacity}
          people={shown.result.wanted?.increment ?? 0}
          name={shown.result.reservation?.customerName ?? shown.result.label}
          mayForce={mayForce}
          onNext={door.dismiss}
          onForce={(reason) => door.force(shown, reason)}
        />
      )}
      {shown && !isFull && sheet === null && (
        <ResultView entry={shown} timeZone={timeZone} onNext={door.dismiss} onUndo={door.undo} />
      )}
      {summed.length > 0 && sheet === null && (
        <SummaryView entries={summed} reservations={reservations} onNext={door.dismiss} onUndo={door.undo} />
      )}
    </>
  );
}

/** The last count of this phone for the pass, or the reservation, that no server has decided. */
function lastCountOf(pending: readonly PendingCount[], target: CountTarget): IntendedCount | null {
  const isSame = (other: CountTarget) => JSON.stringify(other) === JSON.stringify(target);
  const counts = pending.map(({ count }) => count).filter((count) => count.flow === 'IN' && isSame(count.target));
  return counts.at(-1) ?? null;
}

function CountingView({ waiting, door }: { waiting: PendingCount; door: Door }) {
  const { count } = waiting;
  const [asked, setAsked] = useState(false);
  return (
    <>
      <WaitView
        kind="counting"
        waiting={isUnanswered(waiting)}
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

/**
 * The newest version of the row, from the scan or from the stream; a readable row is preferred to an unreadable one.
 */
function newest(party: Reservation, reservations: readonly Reservation[]): Reservation {
  const live = reservations.find(({ id }) => id === party.id);
  return live && (live.version > party.version || party.status === UNREADABLE) ? live : party;
}

function SpokenResult({ entry, timeZone }: { entry: ScanEntry; timeZone: string }) {
  return useResultText(entry, timeZone).spoken;
}

/** What is said of people who left, once it is decided. */
function SpokenExit({ entry: { intent, state } }: { entry: CounterEntry }) {
  const t = useTranslations('puerta.exit');
  const { delta, label } = intent;
  if (state === 'counted') return [t('body', { count: delta }), label && isolate(label)].filter(Boolean).join('. ');
  return state === 'refused' ? t('refusedWord') : null;
}

function SpokenSummary({ entries }: { entries: readonly ScanEntry[] }) {
  const t = useTranslations('puerta.summary');
  return `${t('word', { count: entries.length })}: ${summaryText(t, entries)}`;
}

function SpokenWarning({ party, timeZone }: { party: Reservation; timeZone: string }) {
  const t = useTranslations('puerta');
  const partyText = usePartyText(timeZone);
  const warning = warningOf(party);
  if (warning === null || warning === 'ALL_IN') {
    return `${t('warning.allIn', { count: party.guestCount })}. ${isolate(party.customerName)}`;
  }
  return [t('result.error'), t(`reason.${warning}.title`), partyText(party, warning)].join('. ');
}

function useEscape(active: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!active) return;
    const listen = (event: KeyboardEvent) => event.key === 'Escape' && onEscape();
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [active, onEscape]);
}
