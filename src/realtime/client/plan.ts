import type { Backoff, Pause } from './backoff';
import type { Ending } from './connection';
import type { StreamFailure } from './state';

export interface Wait extends Pause {
  /** The server set the time: only a person's tap ends the wait early. */
  readonly firm: boolean;
  /** Check during the wait whether the server is back. */
  readonly probe: boolean;
}

/** What to do after a connection ended: wait and retry, or stop until the user asks. */
export interface Plan {
  readonly failure: StreamFailure | null;
  readonly wait: Wait | 'stop';
}

const NOW: Wait = { delay: 0, exhausted: false, firm: false, probe: false };
/** Spread, because a venue that is suspended revokes all of its streams at once. */
const REVOKED = 500;
const MAX_HAND_OVER = 60_000;
/** If the server asks for a longer wait, it is asked again after this time. */
const MAX_RETRY_AFTER = 120_000;
/** The refusals of this server that only a person can change. A 401 or 403 from anything else means a bad network. */
const FINAL: Readonly<Record<string, 'unauthenticated' | 'forbidden'>> = {
  UNAUTHENTICATED: 'unauthenticated',
  ACCOUNT_CHANGED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  VENUE_SUSPENDED: 'forbidden',
  SECOND_FACTOR_REQUIRED: 'forbidden',
  BUSINESS_REQUIRED: 'forbidden',
};

/** Decides by the ending alone. `buffered`: the server is healthy but the first message of its stream does not arrive. */
export function planAfter(ending: Ending, backoff: Backoff, buffered: boolean): Plan {
  switch (ending.kind) {
    case 'closed':
      return { failure: null, wait: 'stop' };
    case 'renew':
    case 'resync':
      return { failure: null, wait: NOW };
    // Only the next request says whether this reader is signed out. Delays that grew in an outage do not hold it back.
    case 'revoked':
      return {
        failure: { kind: 'broken' },
        wait: { delay: backoff.jittered(REVOKED), exhausted: false, firm: false, probe: false },
      };
    case 'draining':
      return { failure: null, wait: handOver(ending.retryAfter, backoff) };
    case 'silent':
      return buffered
        ? { failure: { kind: 'buffered' }, wait: { ...backoff.slow(), firm: false, probe: false } }
        : { failure: { kind: 'unreachable' }, wait: { ...backoff.next(), firm: false, probe: true } };
    case 'refused':
      return afterRefusal(ending, backoff);
    case 'unreachable':
    case 'not-a-stream':
    case 'dead':
      return { failure: { kind: ending.kind }, wait: { ...backoff.next(), firm: false, probe: true } };
    case 'ended':
      return { failure: { kind: 'broken' }, wait: { ...backoff.next(), firm: false, probe: true } };
  }
}

function handOver(retryAfter: number | null, backoff: Backoff): Wait {
  if (retryAfter === null) return { ...backoff.next(), firm: false, probe: true };
  return { delay: Math.min(retryAfter, MAX_HAND_OVER), exhausted: false, firm: true, probe: false };
}

function afterRefusal(ending: Extract<Ending, { kind: 'refused' }>, backoff: Backoff): Plan {
  const { status, code, retryAfter } = ending;
  const final = code === null ? undefined : FINAL[code];
  if (final) return { failure: { kind: final, status }, wait: 'stop' };
  if (code === 'REALTIME_DISABLED') {
    return { failure: { kind: 'disabled', status }, wait: { ...backoff.slow(), firm: false, probe: false } };
  }
  const limited = status === 429 || status === 503;
  if (limited && retryAfter !== null) {
    const wait = { ...backoff.after(Math.min(retryAfter, MAX_RETRY_AFTER)), firm: true, probe: false };
    return { failure: { kind: 'limited', status }, wait };
  }
  const failure: StreamFailure =
    code === null && status < 500 ? { kind: 'not-a-stream' } : { kind: limited ? 'limited' : 'server', status };
  return { failure, wait: { ...backoff.next(), firm: false, probe: code === null } };
}
