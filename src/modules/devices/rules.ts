import type { Device } from './wire';

/** How many devices of one venue can exist at once. */
export const MAX_DEVICES = 60;
/** How long a pairing may be used. */
export const PAIRING_MS = 10 * 60_000;
/** How often a phone tells of itself while its page is open. */
export const BEAT_MS = 60_000;
/** A phone that has told nothing for longer is not there. */
const PRESENT_MS = 4 * BEAT_MS;

/** `waiting`: for its first phone; `ended`: its last night is over; `away`: its phone tells nothing. */
export function stateOf({ pairedAt, validUntil, seenAt }: Device, now: number) {
  if (validUntil !== null && Date.parse(validUntil) <= now) return 'ended';
  if (pairedAt === null) return 'waiting';
  return seenAt !== null && now - Date.parse(seenAt) < PRESENT_MS ? 'present' : 'away';
}

/** Whether a phone was paired by the pairing that ends at `expiresAt`, or by a later one. */
export function isPairedSince({ pairedAt }: Device, expiresAt: string): boolean {
  return pairedAt !== null && Date.parse(pairedAt) >= Date.parse(expiresAt) - PAIRING_MS;
}
