import type { DeliveryRefusal } from '@/modules/attendance/client/count-delivery';
import type { Keeping } from '@/modules/attendance/client/count-store';

/** What is known of the phone's network, list, clock, storage and session. */
export interface PhoneFacts {
  readonly isOnline: boolean;
  /** The list has not followed the server for longer than streams take to be handed over. */
  readonly isBehind: boolean;
  /** When the list was the server's, in milliseconds by this phone's clock; null when there is no list. */
  readonly readAt: number | null;
  readonly isClockWrong: boolean;
  /** How many counts of the venue no server has, and whether somebody has noticed that they wait. */
  readonly queued: number;
  readonly isWaiting: boolean;
  /** How many counts exist in this page alone. */
  readonly unsaved: number;
  readonly keeping: Keeping;
  readonly wasErased: boolean;
  readonly isListRefused: boolean;
  /** The browser has promised to erase nothing by itself. */
  readonly isDurable: boolean;
  readonly refusal: DeliveryRefusal | null;
}

/** One state that differs from a door that is live and keeps everything. */
export type DoorCondition =
  | { readonly kind: 'signedOut' | 'forbidden' | 'noNetwork' | 'queued' | 'unsaved'; readonly count: number }
  | { readonly kind: 'age'; readonly readAt: number }
  | { readonly kind: 'noList' | 'clock' | 'notSaved' | 'notKept' | 'erased' | 'mayErase' };

/** In which states the door is, the most pressing first. None when it is live. */
export function doorConditions(facts: PhoneFacts): DoorCondition[] {
  const { isOnline, isBehind, readAt, queued, unsaved, keeping, refusal } = facts;
  const isAway = !isOnline || (readAt !== null && isBehind);
  const conditions: (DoorCondition | false)[] = [
    refusal !== null && queued > 0 && { kind: refusal === 'signed-out' ? 'signedOut' : 'forbidden', count: queued },
    unsaved > 0 && facts.isWaiting && { kind: 'unsaved', count: unsaved },
    unsaved === 0 && keeping === 'refused' && { kind: 'notSaved' },
    queued > 0 && (isAway || facts.isWaiting) && { kind: isAway ? 'noNetwork' : 'queued', count: queued },
    isAway && (readAt === null ? { kind: 'noList' } : { kind: 'age', readAt }),
    facts.isClockWrong && { kind: 'clock' },
    facts.wasErased && { kind: 'erased' },
    facts.isListRefused && keeping !== 'refused' && { kind: 'notKept' },
    !facts.isDurable && !isOnline && !facts.isListRefused && keeping !== 'refused' && { kind: 'mayErase' },
  ];
  return conditions.filter((condition) => condition !== false);
}

/** `mm:ss`, and `h:mm:ss` from an hour on. */
export function ageOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${hours > 0 ? `${hours}:${pad(minutes)}` : pad(minutes)}:${pad(seconds % 60)}`;
}
