import { useEffect, useEffectEvent, useMemo, useReducer, useRef } from 'react';
import { type Author, type IntendedCount, intendCount, isDecisive } from '@/modules/attendance/client/count';
import type { CountQueue, PendingCount } from '@/modules/attendance/client/count-queue';
import { flowApi } from '@/modules/attendance/client/flow-api';
import type { ResultTone } from '../flow/door-outcome';
import { whenUnanswered } from '../flow/when-unanswered';
import { type Counter, counterVerdict } from './counter-of-door';
import {
  blockedOf,
  type CounterEntry,
  entryOf,
  isOpen,
  reduceCounts,
  refusalOf,
  signedOf,
  undoneBy,
  unsentOf,
  wordOf,
} from './counts';

export interface CounterOptions {
  readonly businessId: string;
  /** The venue's name. */
  readonly venue: string;
  readonly account: Author;
  /** Where people are counted; null where the venue names no gate. */
  readonly gateId: string | null;
  readonly queue: CountQueue;
  /** The undecided counts of the device, of every venue. */
  readonly pending: readonly PendingCount[];
  /** The figures of the screen follow the server. */
  readonly live: boolean;
  /** Called once for each count that was refused, and for each exit by pass that was made. */
  readonly onTone: (tone: ResultTone) => void;
}

/** Milliseconds: longer than any normal answer takes. */
const DEADLINE_MS = 8000;
/** A count without an answer for so long is the phone's word: its people are in, or have left. */
const PATIENCE_MS = 2500;

/**
 * Counts that need no party on the screen: people without a reservation, and people who leave. Each is kept in the
 * device's queue before it is shown. The server is asked; when it does not answer, the count is handed over to its custody.
 */
export function useCounter(options: CounterOptions): Counter {
  const { businessId, venue, account, gateId, queue, pending: ofDevice, live, onTone } = options;
  const [counts, dispatch] = useReducer(reduceCounts, []);
  const pending = useMemo(
    () => ofDevice.filter(({ count }) => count.businessId === businessId),
    [ofDevice, businessId],
  );
  useEffect(() => {
    void ofDevice;
    // The queue's own word: what this page has shown may be older than a count that was just made.
    dispatch({ type: 'pending', pending: queue.pending.filter(({ count }) => count.businessId === businessId) });
  }, [ofDevice, queue, businessId]);
  /** What was counted here, known before the next render. */
  const made = useRef(new Set<string>());

  const take = useEffectEvent((...[{ count }, verdict]: Parameters<NonNullable<typeof counterVerdict.current>>) => {
    const { nonce, target } = count;
    if (!made.current.has(nonce) && !counts.some((entry) => [entry.nonce, entry.undoNonce].includes(nonce)))
      return false;
    if ('undoOf' in target) {
      dispatch({ type: 'undo', nonce: target.undoOf, undo: undoneBy(verdict), undoNonce: null });
      return true;
    }
    const word = wordOf(nonce, verdict);
    dispatch(word);
    if (word.type === 'refused') onTone('error');
    else if (word.type === 'held') onTone('warning');
    else if ('qrCode' in target) onTone('ok');
    return true;
  });
  useEffect(() => {
    const listen: typeof counterVerdict.current = (...given) => take(...given);
    counterVerdict.current = listen;
    return () => {
      if (counterVerdict.current === listen) counterVerdict.current = null;
    };
  }, []);

  const { id: authorId, name: authorName } = account;
  const actions = useMemo(() => {
    const intend = (
      fields: Pick<IntendedCount, 'target' | 'increment' | 'flow' | 'label' | 'basis'>,
      gate: string | null,
    ) =>
      intendCount({
        ...{ businessId, venue, author: { id: authorId, name: authorName }, ...fields },
        ...(gate === null ? {} : { gateId: gate }),
      });
    const vouchLate = async (nonce: string) => {
      if (await whenUnanswered(queue, nonce, PATIENCE_MS)) await queue.vouch(nonce, { basis: 'MANUAL' });
    };
    const keep = async (count: IntendedCount) => {
      made.current.add(count.nonce);
      await queue.add(count);
      const entry = entryOf(count);
      if (entry) dispatch({ type: 'add', entry });
      await vouchLate(count.nonce);
    };
    const undo = async (entry: CounterEntry) => {
      const { nonce, intent, reservationId, gateId: gate } = entry;
      // The server gets both in their order, whatever it would have answered to the first.
      const isUndecided = isOpen(entry) && (await queue.vouch(nonce, { basis: 'MANUAL' }));
      const target = { undoOf: nonce, ...(reservationId === null ? {} : { reservationId }) };
      const increment = -signedOf(intent.flow, intent.delta);
      const basis = isUndecided ? 'MANUAL' : 'LIVE';
      const count = intend({ target, increment, flow: 'IN', label: intent.label ?? null, basis }, gate);
      made.current.add(count.nonce);
      await queue.add(count);
      dispatch({ type: 'undo', nonce, undo: 'working', undoNonce: count.nonce });
      await vouchLate(count.nonce);
    };
    return {
      count: ({ target, flow, delta, label = null }) => {
        const count = intend({ target, increment: delta, flow, label, basis: 'LIVE' }, gateId);
        void keep(count);
        return count.nonce;
      },
      undo: (entry) => void undo(entry),
      acknowledge: (nonce) => dispatch({ type: 'acknowledge', nonce }),
      force: async ({ nonce: refused, intent }, reason) => {
        const { target, flow, delta } = intent;
        const category = 'category' in target ? (target.category ?? undefined) : undefined;
        const count = intend({ target, increment: delta, flow, label: null, basis: 'LIVE' }, gateId);
        // The same each time, so that asking again counts nobody twice.
        const nonce = `${refused}.force`;
        const body = {
          delta,
          nonce,
          category,
          occurredAt: count.occurredAt,
          gateId: count.gateId,
          force: true,
          reason,
        };
        const entry = entryOf({ ...count, nonce });
        const tell = (word: Parameters<typeof dispatch>[0]) => {
          dispatch({ type: 'acknowledge', nonce: refused });
          if (entry) dispatch({ type: 'add', entry });
          dispatch(word);
        };
        try {
          await flowApi.click(businessId, body, { deadline: DEADLINE_MS });
          tell({ type: 'counted', nonce, reservationId: null });
        } catch (failure) {
          if (!isDecisive(failure)) throw failure;
          tell({ type: 'refused', nonce, refusal: refusalOf(failure) });
          onTone('error');
        }
      },
    } satisfies Partial<Counter>;
  }, [queue, businessId, venue, authorId, authorName, gateId, onTone]);
  const unsent = unsentOf(pending, counts, live);
  return useMemo(() => ({ ...actions, counts, blocked: blockedOf(counts), unsent }), [actions, counts, unsent]);
}
