import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { type Author, type CountTarget, intendCount } from '@/modules/attendance/client/count';
import { askedDelay, type CountQueueOptions, retryDelay } from '@/modules/attendance/client/count-queue';
import { sendCount } from '@/modules/attendance/client/send-count';
import { useCounts } from '@/modules/attendance/client/use-counts';
import { newKey } from '@/platform/browser/new-key';
import type { Reservation } from '@/realtime/protocol/reservation';
import { outcomeOf, readPass, undoCount } from './door-api';
import { type DoorOutcome, type DoorResult, describeOutcome } from './door-outcome';
import { type DoorAction, type DoorState, INITIAL_DOOR, reduceDoor, type ScanEntry } from './door-state';
import { countsAtOnce } from './party';

export interface Door {
  readonly state: DoorState;
  /** A pass was read: ask how many enter, or count `increment` at once. */
  readonly scan: (qrCode: string, mode: 'ask' | 'direct', increment: number) => void;
  /** A party was chosen from the list. */
  readonly choose: (party: Reservation) => void;
  readonly confirm: (target: CountTarget, increment: number, party: Reservation | null) => void;
  /** No answer comes for the pass on screen: ask how many enter without it, to be counted when the server answers. */
  readonly askUnread: () => void;
  readonly dismiss: () => void;
  /** A person gives up a count of their own. */
  readonly discard: (nonce: string) => void;
  readonly undo: (entry: ScanEntry) => void;
}

interface DoorOptions {
  readonly businessId: string;
  /** The venue's name. */
  readonly venue: string;
  readonly account: Author;
  /** Sends a count of this venue and shows its answer in tonight's list. */
  readonly send: CountQueueOptions['send'];
  /** Called once per answer that fills the screen, for sound and vibration. */
  readonly onResult: (result: DoorResult) => void;
}

/** The door's one state: what was scanned, what waits for an answer, what the answers were. */
export function useDoor({ businessId, venue, account, send, onResult }: DoorOptions): Door {
  const [state, dispatch] = useReducer(reduceDoor, INITIAL_DOOR);
  const reading = useRef<AbortController | null>(null);

  const counts = useCounts({
    accountId: account.id,
    send: (count, asking) => (count.businessId === businessId ? send : sendCount)(count, asking),
    onAnswer: ({ count, origin }, verdict) => {
      const result = describeOutcome(outcomeOf(verdict), count.increment, count.nonce);
      // Nobody at this screen waits for what another tab or another venue scanned.
      const quiet = origin === 'elsewhere' || count.businessId !== businessId;
      dispatch({ type: 'answer', id: count.nonce, businessId: count.businessId, result, quiet });
      if (!quiet) onResult(result);
    },
  });
  useEffect(() => {
    const show = () => dispatch({ type: 'pending', pending: counts.pending });
    show();
    return counts.subscribe(show);
  }, [counts]);

  const { id: authorId, name: authorName } = account;
  const count = useCallback(
    (target: CountTarget, increment: number, label: string | null) => {
      const author = { id: authorId, name: authorName };
      const intended = intendCount({ businessId, venue, author, target, increment, label });
      counts.add(intended);
      dispatch({ type: 'count', nonce: intended.nonce });
    },
    [counts, businessId, venue, authorId, authorName],
  );

  const read = useCallback(
    async (qrCode: string) => {
      reading.current?.abort();
      const mine = new AbortController();
      reading.current = mine;
      dispatch({ type: 'read', qrCode });
      const outcome = await readUntilAnswered(businessId, qrCode, mine.signal, () =>
        dispatch({ type: 'read-waits', qrCode }),
      );
      if (!outcome || mine.signal.aborted) return;
      if (outcome.kind === 'refused') {
        const result = describeOutcome(outcome, 0, '');
        dispatch({ type: 'answer', id: newKey(), businessId, result, quiet: false });
        return onResult(result);
      }
      const party = outcome.reservation;
      if (countsAtOnce(party)) count({ qrCode }, 1, party.customerName);
      else dispatch({ type: 'ask', party, target: { qrCode } });
    },
    [businessId, count, onResult],
  );
  useEffect(() => () => reading.current?.abort(), []);

  return useMemo(
    () => ({
      state,
      scan: (qrCode, mode, increment) => {
        if (state.stage.kind === 'asking') return;
        if (mode === 'direct') count({ qrCode }, increment, null);
        else void read(qrCode);
      },
      choose: (party) => dispatch({ type: 'ask', party, target: { reservationId: party.id } }),
      confirm: (target, increment, party) => count(target, increment, party?.customerName ?? null),
      askUnread: () => {
        if (state.stage.kind !== 'reading') return;
        reading.current?.abort();
        dispatch({ type: 'ask', party: null, target: { qrCode: state.stage.qrCode } });
      },
      dismiss: () => {
        reading.current?.abort();
        dispatch({ type: 'dismiss' });
      },
      discard: (nonce) => counts.discard(nonce),
      undo: (entry) => void undoEntry(entry, dispatch),
    }),
    [state, count, read, counts],
  );
}

async function readUntilAnswered(
  businessId: string,
  qrCode: string,
  signal: AbortSignal,
  onWait: () => void,
): Promise<DoorOutcome | null> {
  for (let tries = 1; !signal.aborted; tries++) {
    try {
      return await readPass(businessId, qrCode, signal);
    } catch (failure) {
      if (signal.aborted) return null;
      onWait();
      const delay = Math.max(askedDelay(failure), Math.min(4000, retryDelay(tries)));
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
  return null;
}

async function undoEntry({ id, businessId, result }: ScanEntry, dispatch: (action: DoorAction) => void): Promise<void> {
  if (!result.reservation || !result.nonce) return;
  dispatch({ type: 'undo', id, undo: 'working' });
  try {
    const outcome = await undoCount(businessId, result.reservation.id, result.nonce);
    if (outcome.kind === 'counted') dispatch({ type: 'undo', id, undo: 'done', scanCount: outcome.scanCount });
    else dispatch({ type: 'undo', id, undo: outcome.reason === 'FORBIDDEN' ? 'forbidden' : 'failed' });
  } catch {
    dispatch({ type: 'undo', id, undo: 'failed' });
  }
}
