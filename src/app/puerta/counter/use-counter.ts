import { useCallback, useEffect, useEffectEvent, useMemo, useReducer, useRef } from 'react';
import type { EntryAnswer } from '@/modules/attendance/answers';
import { attendanceApi } from '@/modules/attendance/client/attendance-api';
import { isDecisive } from '@/modules/attendance/client/count';
import { flowApi } from '@/modules/attendance/client/flow-api';
import { askedDelay, retryDelay } from '@/modules/attendance/client/retry';
import { ApiError } from '@/platform/browser/http';
import { newKey } from '@/platform/browser/new-key';
import type { ResultTone } from '../flow/door-outcome';
import type { Counter } from './counter-of-door';
import { blockedOf, type CounterEntry, type CountIntent, reduceCounts, refusalOf, unsentOf } from './counts';

export interface CounterOptions {
  readonly businessId: string;
  /** Where people are counted; null where the venue names no gate. */
  readonly gateId: string | null;
  /** Called once for each count that was refused, and for each exit by pass that was made. */
  readonly onTone: (tone: ResultTone) => void;
}

/** Milliseconds: longer than any normal answer takes. */
const DEADLINE_MS = 8000;
/** A count without an answer for so long is shown as waiting. */
const SLOW_MS = 2500;

/**
 * Counts that need no party on the screen: people without a reservation, and people who leave. Each has one nonce, which is sent
 * again until the server decides, so that nobody is counted twice.
 */
export function useCounter({ businessId, gateId, onTone }: CounterOptions): Counter {
  const [counts, dispatch] = useReducer(reduceCounts, []);
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);
  const tell = useEffectEvent((tone: ResultTone) => onTone(tone));

  const settle = useCallback(
    async (entry: CounterEntry) => {
      const { nonce, intent } = entry;
      const slow = setTimeout(() => dispatch({ type: 'wait', nonce }), SLOW_MS);
      for (let tries = 1; open.current; tries += 1) {
        try {
          const { inside, reservationId } = await send(businessId, entry);
          dispatch({ type: 'counted', nonce, inside, reservationId });
          if ('qrCode' in intent.target) tell('ok');
          break;
        } catch (failure) {
          if (isDecisive(failure)) {
            dispatch({ type: 'refused', nonce, refusal: refusalOf(failure) });
            tell('error');
            break;
          }
          dispatch({ type: 'wait', nonce });
          await pause(Math.max(askedDelay(failure), retryDelay(tries)));
        }
      }
      clearTimeout(slow);
    },
    [businessId],
  );

  const isUnsent = counts.some(({ state }) => state === 'sending' || state === 'waiting');
  useEffect(() => {
    if (!isUnsent) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsent]);

  return useMemo(
    () => ({
      counts,
      blocked: blockedOf(counts),
      unsent: unsentOf(counts),
      count: (intent) => {
        const made = { nonce: newKey(), intent, gateId, occurredAt: new Date().toISOString() };
        const entry: CounterEntry = { ...made, state: 'sending', undo: 'possible', reservationId: null, inside: null };
        dispatch({ type: 'add', entry });
        void settle(entry);
        return entry.nonce;
      },
      undo: (entry) =>
        void undoCount(businessId, entry, (undo) => dispatch({ type: 'undo', nonce: entry.nonce, undo })),
      acknowledge: (nonce) => dispatch({ type: 'acknowledge', nonce }),
    }),
    [counts, settle, businessId, gateId],
  );
}

/** Throws ApiError. */
function send(businessId: string, { nonce, intent, gateId, occurredAt }: CounterEntry): Promise<EntryAnswer> {
  const { target, flow, delta, override } = intent;
  const common = { delta, nonce, occurredAt, ...(gateId === null ? {} : { gateId }) };
  const waiting = { deadline: DEADLINE_MS };
  if (flow === 'OUT') return flowApi.leave(businessId, { ...common, ...withPass(target) }, waiting);
  const category = 'category' in target && target.category !== null ? { category: target.category } : {};
  const forced = override === undefined ? {} : { force: true, reason: override };
  return flowApi.click(businessId, { ...common, ...category, ...forced }, waiting);
}

function withPass(target: CountIntent['target']): { qrCode?: string } {
  return 'qrCode' in target ? { qrCode: target.qrCode } : {};
}

async function undoCount(
  businessId: string,
  { nonce, reservationId }: CounterEntry,
  show: (undo: CounterEntry['undo']) => void,
): Promise<void> {
  show('working');
  const waiting = { deadline: DEADLINE_MS };
  try {
    if (reservationId === null) await flowApi.undoClick(businessId, nonce, waiting);
    else await attendanceApi.undoAttendance(businessId, { id: reservationId, nonce }, waiting);
    show('done');
  } catch (failure) {
    show(failure instanceof ApiError && failure.code === 'FORBIDDEN' ? 'forbidden' : 'failed');
  }
}

/** Ends early when the network is back. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
  });
}
