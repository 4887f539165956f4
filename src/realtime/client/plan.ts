import type { Backoff, Pause } from './backoff';
import type { Ending } from './connection';
import type { StreamFailure } from './state';

export interface Wait extends Pause {
  /** The server named the time: only a person's tap ends it early. */
  readonly firm: boolean;
  /** Look for the server meanwhile. */
  readonly probe: boolean;
}

/** What to do after a connection ended: wait and try again, or stop until someone asks. */
export interface Plan {
  readonly failure: StreamFailure | null;
  readonly wait: Wait | 'stop';
}

const NOW: Wait = { delay: 0, exhausted: false, firm: false, probe: false };
const MAX_HAND_OVER = 60_000;
/** Whoever asks for a longer wait is asked again by then. */
const MAX_RETRY_AFTER = 120_000;
/** This server's refusals that only a person can change. Anybody else's 401 or 403 is a bad network. */
const FINAL: Readonly<Record<string, 'unauthenticated' | 'forbidden'>> = {
  UNAUTHENTICATED: 'unauthenticated',
  ACCOUNT_CHANGED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  BUSINESS_REQUIRED: 'forbidden',
};

/** Decides by the ending alone. `buffered`: the server is well but its stream's first message does not come through. */
export function planAfter(ending: Ending, backoff: Backoff, buffered: boolean): Plan {
  switch (ending.kind) {
    case 'closed':
      return { failure: null, wait: 'stop' };
    case 'renew':
    case 'resync':
      return { failure: null, wait: NOW };
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
