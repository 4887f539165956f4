/** Why a device's attempts to come back failed, as the client names them. */
export const OUTAGE_CAUSES = [
  'unreachable',
  'limited',
  'server',
  'buffered',
  'not-a-stream',
  'broken',
  'dead',
  'unauthenticated',
  'forbidden',
  'disabled',
] as const;

/** How a device stands, from the worst to the best: the console sorts by it. */
export const DEVICE_STATES = [
  'differs',
  'unread',
  'behind',
  'polling',
  'away',
  'silent',
  'unchecked',
  'in-sync',
] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

/** Why, in one word that the screen turns into a sentence. */
export type DeviceReason =
  | 'audit-differs'
  | 'not-reading'
  | 'bytes-waiting'
  | 'catching-up'
  | 'hidden-tab'
  | 'no-answer'
  | 'not-yet-checked'
  | 'checked'
  | 'moved-on'
  | 'left'
  | 'on-polling';

interface Seen {
  readonly sentSeq: number;
  readonly head: number;
  readonly unsentBytes: number;
}

interface LastAudit {
  readonly verdict: 'in-sync' | 'differs' | 'healed' | 'moved' | 'silent';
  readonly hidden: boolean;
}

/** Unsent bytes from which a peer is taken not to read, rather than to be a moment late. */
const STUCK_BYTES = 64 * 1024;

/** What the server knows of an open stream and its last audit, as a state and its reason. */
export function judgeStream(
  { sentSeq, head, unsentBytes }: Seen,
  audit: LastAudit | undefined,
): { state: DeviceState; reason: DeviceReason } {
  if (audit?.verdict === 'differs') return { state: 'differs', reason: 'audit-differs' };
  if (unsentBytes >= STUCK_BYTES) return { state: 'unread', reason: 'not-reading' };
  if (sentSeq < head) return { state: 'behind', reason: 'catching-up' };
  if (unsentBytes > 0) return { state: 'unread', reason: 'bytes-waiting' };
  if (!audit) return { state: 'unchecked', reason: 'not-yet-checked' };
  if (audit.verdict === 'silent') return { state: 'silent', reason: 'no-answer' };
  if (audit.verdict === 'moved') return { state: 'unchecked', reason: 'moved-on' };
  return { state: 'in-sync', reason: audit.hidden ? 'hidden-tab' : 'checked' };
}
