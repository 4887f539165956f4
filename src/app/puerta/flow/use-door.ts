import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import type { Reservation } from '@/realtime/protocol/reservation';
import { type CountJob, CountQueue, retryDelay, Unanswered } from './count-queue';
import { readPass, sendCount, undoCount } from './door-api';
import { type DoorOutcome, type DoorResult, describeOutcome } from './door-outcome';
import { type DoorAction, type DoorState, INITIAL_DOOR, reduceDoor, type ScanEntry } from './door-state';
import { createNonce } from './nonce';
import { countsAtOnce } from './party';
import { loadCounts, saveCounts } from './saved-counts';

export interface Door {
  readonly state: DoorState;
  /** A pass was read: ask how many enter, or count `increment` at once. */
  readonly scan: (qrCode: string, mode: 'ask' | 'direct', increment: number) => void;
  /** A party was chosen from the list. */
  readonly choose: (party: Reservation) => void;
  readonly confirm: (target: CountJob['target'], increment: number, party: Reservation) => void;
  readonly dismiss: () => void;
  readonly discard: (nonce: string) => void;
  readonly undo: (entry: ScanEntry) => void;
}

interface DoorOptions {
  readonly businessId: string;
  /** Called once per answer, for sound and vibration. */
  readonly onResult: (result: DoorResult) => void;
}

/** The door's one state: what was scanned, what waits for an answer, what the answers were. */
export function useDoor({ businessId, onResult }: DoorOptions): Door {
  const [state, dispatch] = useReducer(reduceDoor, INITIAL_DOOR);
  const queue = useRef<CountQueue | null>(null);
  const reading = useRef<AbortController | null>(null);
  const tell = useRef(onResult);
  useEffect(() => {
    tell.current = onResult;
  }, [onResult]);

  const show = useCallback((id: string, result: DoorResult) => {
    dispatch({ type: 'answer', id, result });
    tell.current(result);
  }, []);

  useEffect(() => {
    const opened = new CountQueue({
      send: (job) => sendCount(businessId, job),
      onAnswer: (job, outcome) => show(job.nonce, describeOutcome(outcome, job.increment, job.nonce)),
      onChange: (pending) => dispatch({ type: 'pending', pending }),
      save: (jobs) => saveCounts(businessId, jobs),
    });
    queue.current = opened;
    for (const job of loadCounts(businessId)) opened.add(job);
    const retry = () => opened.retryNow();
    window.addEventListener('online', retry);
    window.addEventListener('pageshow', retry);
    return () => {
      window.removeEventListener('online', retry);
      window.removeEventListener('pageshow', retry);
      opened.close();
      queue.current = null;
    };
  }, [businessId, show]);

  const count = useCallback((target: CountJob['target'], increment: number, label: string | null) => {
    const job: CountJob = { nonce: createNonce(), increment, target, label, occurredAt: new Date().toISOString() };
    dispatch({ type: 'count', nonce: job.nonce });
    queue.current?.add(job);
  }, []);

  const read = useCallback(
    async (qrCode: string) => {
      reading.current?.abort();
      const mine = new AbortController();
      reading.current = mine;
      dispatch({ type: 'read', qrCode });
      const outcome = await readUntilAnswered(businessId, qrCode, mine.signal, (signedOut) =>
        dispatch({ type: 'read-waits', qrCode, signedOut }),
      );
      if (!outcome || mine.signal.aborted) return;
      if (outcome.kind === 'refused') return show(createNonce(), describeOutcome(outcome, 0, ''));
      const party = outcome.reservation;
      if (countsAtOnce(party)) count({ qrCode }, 1, party.customerName);
      else dispatch({ type: 'ask', party, target: { qrCode } });
    },
    [businessId, count, show],
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
      confirm: (target, increment, party) => count(target, increment, party.customerName),
      dismiss: () => {
        reading.current?.abort();
        dispatch({ type: 'dismiss' });
      },
      discard: (nonce) => {
        queue.current?.discard(nonce);
        dispatch({ type: 'dismiss' });
      },
      undo: (entry) => void undoEntry(businessId, entry, dispatch),
    }),
    [state, count, read, businessId],
  );
}

async function readUntilAnswered(
  businessId: string,
  qrCode: string,
  signal: AbortSignal,
  onWait: (signedOut: boolean) => void,
): Promise<DoorOutcome | null> {
  for (let tries = 1; !signal.aborted; tries++) {
    try {
      return await readPass(businessId, qrCode);
    } catch (error) {
      if (signal.aborted) return null;
      onWait(error instanceof Unanswered && error.signedOut);
      await new Promise((resolve) => setTimeout(resolve, Math.min(4000, retryDelay(tries))));
    }
  }
  return null;
}

async function undoEntry(
  businessId: string,
  { id, result }: ScanEntry,
  dispatch: (action: DoorAction) => void,
): Promise<void> {
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
