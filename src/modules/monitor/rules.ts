/** Why a device's attempts to reconnect failed, by the names that the client uses. */
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

/** The states of a device, from the worst to the best: the console sorts by this order. */
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

/** The states of devices that a person should check. */
export const TROUBLED_STATES = ['differs', 'unread', 'behind', 'polling'] as const satisfies readonly DeviceState[];

export function isTroubled(state: DeviceState): boolean {
  return (TROUBLED_STATES as readonly DeviceState[]).includes(state);
}

/** The reason for a state, in one word that the screen turns into a sentence. */
export const DEVICE_REASONS = [
  'audit-differs',
  'not-reading',
  'bytes-waiting',
  'catching-up',
  'hidden-tab',
  'no-answer',
  'not-yet-checked',
  'checked',
  'moved-on',
  'left',
  'on-polling',
] as const;
export type DeviceReason = (typeof DEVICE_REASONS)[number];

interface Seen {
  readonly sentSeq: number;
  readonly head: number;
  readonly unsentBytes: number;
}

interface LastAudit {
  readonly verdict: 'in-sync' | 'differs' | 'healed' | 'moved' | 'silent';
  readonly hidden: boolean;
}

/** From this many unsent bytes on, a peer counts as not reading, rather than as briefly late. */
const STUCK_BYTES = 64 * 1024;

/** Derives a state and its reason from an open stream and its last device check. */
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
