import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { handOver } from '@/app/live/hand-over';
import type { ScanAnswer } from '@/modules/attendance/answers';
import { type Author, type CountTarget, intendCount } from '@/modules/attendance/client/count';
import type { CountQueue, Word } from '@/modules/attendance/client/count-queue';
import { askedDelay, retryDelay } from '@/modules/attendance/client/retry';
import { isOfParty, sendCount } from '@/modules/attendance/client/send-count';
import { useCounts } from '@/modules/attendance/client/use-counts';
import type { Reservation } from '@/modules/reservations/wire';
import { newKey } from '@/platform/browser/new-key';
import type { CountVariables } from '../../reservas/types/reservas-hook';
import { counterVerdict } from '../counter/counter-of-door';
import { forceCount, outcomeOf, readPass, undoCount } from './door-api';
import {
  type DoorOutcome,
  describeKept,
  describeOutcome,
  type PhoneOutcome,
  type ResultTone,
  wantedOf,
} from './door-outcome';
import { type DoorAction, type DoorState, INITIAL_DOOR, reduceDoor, type ScanEntry, toneOf } from './door-state';
import { countsAtOnce, isOfOne, leavingOf, outsideOf, warningOf } from './party';
import { type PhoneWord, phoneJudge } from './phone-judge';
import { whenUnanswered } from './when-unanswered';

/** What a scan does: it asks how many people enter, counts a fixed number, or asks how many leave. */
export type ScanMode = 'ask' | 'direct' | 'exit';

export interface Door {
  readonly state: DoorState;
  /** The counts of this phone that the server does not have. */
  readonly queue: CountQueue;
  /**
   * A pass was scanned: asks how many enter, or counts `increment` at once when nothing speaks against it. Without a
   * network, nothing is known of the pass, and `increment` is counted.
   */
  readonly scan: (qrCode: string, mode: ScanMode, increment: number) => void;
  /** A party was selected in the list. */
  readonly choose: (party: Reservation) => void;
  /** The party on screen is asked about in spite of its warning. */
  readonly insist: () => void;
  readonly confirm: (target: CountTarget, increment: number, party: Reservation | null) => void;
  /**
   * No answer arrives for the pass on screen: asks how many enter without reading it; they are counted when the server
   * answers.
   */
  readonly askUnread: () => void;
  readonly dismiss: () => void;
  /** Discards one of the user's own counts. */
  readonly discard: (nonce: string) => void;
  readonly undo: (entry: ScanEntry) => void;
  /** People of the pass on screen leave. */
  readonly leave: (people: number) => void;
  /** Lets people in whom a full venue has refused. Rejects with ApiError when the server did not decide. */
  readonly force: (entry: ScanEntry, reason: string) => Promise<void>;
}

interface DoorOptions {
  readonly businessId: string;
  /** The venue's name. */
  readonly venue: string;
  readonly account: Author;
  /** Where people are counted; null where the venue names no gate. */
  readonly gateId: string | null;
  /** Sends a count of a party of this venue and shows its answer in tonight's list. */
  readonly send: (variables: CountVariables) => Promise<ScanAnswer>;
  /** Counts people who leave by their pass. Returns the nonce of the count; null while nothing can be counted yet. */
  readonly onLeave: (qrCode: string, people: number, label: string | null) => string | null;
  /** Called once for all that fills the screen, for sound and vibration. */
  readonly onTone: (tone: ResultTone) => void;
}

/**
 * Milliseconds that the reading of a pass may take. Longer than any normal answer takes, so that a connection that hangs
 * does not block the door; a scan that counts at once waits less, because its count can wait for the network instead.
 */
const DEADLINE_MS = { ask: 8000, direct: 2500, exit: 8000 };
/** As long, where the phone can judge the pass by itself. */
const PHONE_DEADLINE_MS = 1500;

/** The state of the door: what was scanned, what waits for an answer, and the answers. */
export function useDoor({ businessId, venue, account, gateId, send, onLeave, onTone }: DoorOptions): Door {
  const [state, dispatch] = useReducer(reduceDoor, INITIAL_DOOR);
  const reading = useRef<AbortController | null>(null);
  /** The server has answered what it was asked last. */
  const isReached = useRef(true);
  /** Counts the pass that is being read, without waiting for its answer; null when nothing is to be counted at once. */
  const countUnread = useRef<(() => void) | null>(null);

  const counts = useCounts({
    accountId: account.id,
    send: (count, asking) =>
      count.businessId === businessId && isOfParty(count) ? send({ count, asking }) : sendCount(count, asking),
    sync: handOver,
    onAnswer: (pending, verdict) => {
      isReached.current = true;
      if (counterVerdict.current?.(pending, verdict)) return;
      const { count, origin } = pending;
      const { nonce: id, label, increment, basis, target } = count;
      // Nobody at this screen waits for the answer to a scan of another tab or another venue.
      const isOthers = origin === 'elsewhere' || count.businessId !== businessId;
      const to = { id, businessId: count.businessId };
      if (verdict.kind === 'kept') {
        const result = describeKept(count, verdict.result);
        // The phone has said that they are in, and so does the server.
        const isSaid = basis === 'MANIFEST' || basis === 'MANUAL';
        if (!result.held && !isOfParty(count)) return;
        dispatch({ type: 'kept', ...to, result, quiet: isOthers || (isSaid && result.held === null) });
      } else if (verdict.kind !== 'entered') {
        const result = describeOutcome(outcomeOf(verdict), increment, id, label, wantedOf(target, increment));
        dispatch({ type: 'answer', to: 'count', ...to, result, quiet: isOthers });
      }
    },
  });
  useEffect(() => {
    const show = () => dispatch({ type: 'pending', pending: counts.pending });
    show();
    return counts.subscribe(show);
  }, [counts]);

  const { id: authorId, name: authorName } = account;
  const count = useCallback(
    async (target: CountTarget, increment: number, label: string | null, byPhone = false) => {
      const author = { id: authorId, name: authorName };
      const gate = gateId === null ? {} : { gateId };
      const intended = intendCount({ businessId, venue, author, target, increment, label, ...gate });
      const { nonce } = intended;
      const tell = (outcome: DoorOutcome) => {
        const result = describeOutcome(outcome, increment, nonce, label, wantedOf(target, increment));
        dispatch({ type: 'answer', id: nonce, to: 'count', businessId, result, quiet: false });
      };
      if (byPhone || !isReached.current) {
        const said = await phoneJudge.current?.({ target, increment });
        dispatch({ type: 'count', nonce });
        // Nobody walks in: there is nothing to count.
        if (said?.outcome.kind === 'refused') return tell(said.outcome);
        // Durable first, then shown.
        await counts.add(said ? { ...intended, ...basisOf(said, target) } : intended);
        if (said?.outcome.kind === 'counted') tell(said.outcome);
        return;
      }
      dispatch({ type: 'count', nonce });
      void counts.add(intended);
      if (!(await whenUnanswered(counts, nonce, PHONE_DEADLINE_MS))) return;
      isReached.current = false;
      const said = await phoneJudge.current?.({ target, increment, nonce });
      if (said?.outcome.kind === 'counted' && (await counts.vouch(nonce, basisOf(said, target)))) tell(said.outcome);
    },
    [counts, businessId, venue, authorId, authorName, gateId],
  );

  const leave = useCallback(
    (qrCode: string, people: number, party: Reservation | null) => {
      const nonce = onLeave(qrCode, people, party?.customerName ?? null);
      if (nonce !== null) dispatch({ type: 'left', nonce });
      return nonce !== null;
    },
    [onLeave],
  );

  const read = useCallback(
    async (qrCode: string, mode: ScanMode, asked: number) => {
      const isOne = isOfOne(qrCode);
      const increment = isOne ? 1 : asked;
      // The next guest is here before the answer to a scan that counts at once: that scan counts all the same.
      countUnread.current?.();
      reading.current?.abort();
      const mine = new AbortController();
      reading.current = mine;
      const isExit = mode === 'exit';
      dispatch({ type: 'read', qrCode, isExit });
      const onWait =
        mode !== 'direct'
          ? () => dispatch({ type: 'read-waits', qrCode })
          : () => {
              mine.abort();
              countUnread.current = null;
              void count({ qrCode }, increment, null);
            };
      countUnread.current = mode === 'direct' ? onWait : null;
      const ask = (party: Reservation, outside: number, how: { byPhone: boolean; isReading?: true }) =>
        dispatch({ type: 'ask', party, target: { qrCode }, outside, ...how });
      const peopleOf = (party: Reservation, outside: number) => {
        if (warningOf(party, outside) !== null) return null;
        return mode === 'direct' ? increment : isOne || countsAtOnce(party, outside) ? 1 : null;
      };
      const known = isExit ? null : await readByPhone(qrCode);
      if (mine.signal.aborted) return;
      if (known) {
        const people = peopleOf(known, 0);
        if (people === null) ask(known, 0, { byPhone: !isReached.current, isReading: true });
        else {
          countUnread.current = null;
          return void count({ qrCode }, people, known.customerName);
        }
      }
      const outcome = await readUntilAnswered(businessId, { qrCode, gateId }, mode, mine.signal, onWait);
      if (!outcome || mine.signal.aborted) return;
      countUnread.current = null;
      isReached.current = outcome.kind !== 'unsure' && outcome.byPhone !== true;
      const leaving = isExit ? leavingOf(outcome) : null;
      if (leaving) {
        const { party } = leaving;
        const inside = isOne ? 1 : leaving.inside;
        const isCounted = inside === 1 && leave(qrCode, 1, party);
        if (!isCounted) dispatch({ type: 'leave', qrCode, party, inside });
        return;
      }
      if (outcome.kind === 'unsure') {
        if (mode === 'direct') void count({ qrCode }, increment, null);
        else dispatch({ type: 'ask', party: null, target: { qrCode }, byPhone: true });
        return;
      }
      if (outcome.kind === 'refused') {
        const result = describeOutcome(outcome, 0, '');
        return dispatch({ type: 'answer', id: newKey(), to: 'read', businessId, result, quiet: false });
      }
      const { reservation: party, byPhone = false } = outcome;
      if (isExit) {
        const result = describeOutcome({ kind: 'refused', reason: 'NONE_INSIDE', reservation: party }, 0, '');
        return dispatch({ type: 'answer', id: newKey(), to: 'read', businessId, result, quiet: false });
      }
      const outside = outsideOf(outcome);
      const people = known ? null : peopleOf(party, outside);
      if (people === null) ask(party, outside, { byPhone });
      else void count({ qrCode }, people, party.customerName, byPhone);
    },
    [businessId, count, gateId, leave],
  );
  useEffect(() => () => reading.current?.abort(), []);
  const undo = useCallback((entry: ScanEntry) => void undoEntry(entry, dispatch), []);

  const { stage } = state;
  const tone = toneOf(state);
  const filling = tone && ('id' in stage ? stage.id : stage.kind);
  useEffect(() => {
    if (filling && tone) onTone(tone);
  }, [filling, tone, onTone]);

  return useMemo(
    () => ({
      state,
      queue: counts,
      scan: (qrCode, mode, increment) => {
        if (state.stage.kind === 'asking') return;
        void read(qrCode, mode, increment);
      },
      choose: (party) => {
        reading.current?.abort();
        dispatch({ type: 'ask', party, target: { reservationId: party.id } });
      },
      insist: () => dispatch({ type: 'insist' }),
      confirm: (target, increment, party) => {
        // What the server would say of the pass, it says of the count.
        reading.current?.abort();
        const byPhone = state.stage.kind === 'asking' && state.stage.byPhone;
        void count(target, increment, party?.customerName ?? null, byPhone);
      },
      askUnread: () => {
        if (state.stage.kind !== 'reading') return;
        reading.current?.abort();
        const { qrCode, isExit } = state.stage;
        if (isExit) dispatch({ type: 'leave', qrCode, party: null, inside: null });
        else dispatch({ type: 'ask', party: null, target: { qrCode } });
      },
      dismiss: () => {
        reading.current?.abort();
        countUnread.current = null;
        dispatch({ type: 'dismiss' });
      },
      discard: (nonce) => counts.discard(nonce),
      undo,
      leave: (people) => {
        if (state.stage.kind === 'leaving') leave(state.stage.qrCode, people, state.stage.party);
      },
      force: async ({ id, result }, reason) => {
        const { wanted, label } = result;
        if (!wanted) return;
        const nonce = `${id}.force`;
        const outcome = await forceCount(businessId, wanted, { nonce, gateId, reason });
        dispatch({ type: 'count', nonce });
        const forced = describeOutcome(outcome, wanted.increment, nonce, label, wanted);
        dispatch({ type: 'answer', id: nonce, to: 'count', businessId, result: forced, quiet: false });
      },
    }),
    [state, count, read, undo, counts, leave, businessId, gateId],
  );
}

/**
 * The party of a pass against which the phone knows nothing. Null for any other pass: of what is refused, used up or not listed,
 * the server knows more, such as when and where its people came in.
 */
async function readByPhone(qrCode: string): Promise<Reservation | null> {
  const said = await phoneJudge.current?.({ target: { qrCode }, increment: 0 });
  if (said?.outcome.kind !== 'counted') return null;
  const { reservation } = said.outcome;
  return warningOf(reservation) === null ? reservation : null;
}

/** The server's word on a pass; the phone's own where the network does not answer and the phone can judge. */
async function readUntilAnswered(
  businessId: string,
  pass: { readonly qrCode: string; readonly gateId: string | null },
  mode: ScanMode,
  signal: AbortSignal,
  onWait: () => void,
): Promise<PhoneOutcome | null> {
  for (let tries = 1; !signal.aborted; tries++) {
    const deadline = phoneJudge.current ? PHONE_DEADLINE_MS : DEADLINE_MS[mode];
    try {
      return await readPass(businessId, pass, { deadline, signal });
    } catch (failure) {
      const said = signal.aborted
        ? null
        : await phoneJudge.current?.({ target: { qrCode: pass.qrCode }, increment: 0 });
      if (signal.aborted) return null;
      if (said) return said.outcome;
      onWait();
      const delay = Math.max(askedDelay(failure), Math.min(4000, retryDelay(tries)));
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
  return null;
}

/** On what a count stands that the phone has let in. */
function basisOf({ outcome, manifestSeq }: PhoneWord, target: CountTarget): Word {
  if (!('qrCode' in target)) return { basis: 'MANUAL', manifestSeq };
  return { basis: outcome.kind === 'unsure' ? 'SIGNATURE' : 'MANIFEST', manifestSeq };
}

async function undoEntry({ id, businessId, result }: ScanEntry, dispatch: (action: DoorAction) => void): Promise<void> {
  if (!result.reservation?.id || !result.nonce) return;
  dispatch({ type: 'undo', id, undo: 'working' });
  try {
    const outcome = await undoCount(businessId, result.reservation.id, result.nonce);
    if (outcome.kind === 'counted') dispatch({ type: 'undo', id, undo: 'done', left: outcome });
    else dispatch({ type: 'undo', id, undo: outcome.reason === 'FORBIDDEN' ? 'forbidden' : 'failed' });
  } catch {
    dispatch({ type: 'undo', id, undo: 'failed' });
  }
}
