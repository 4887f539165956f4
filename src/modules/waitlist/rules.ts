import { addDays, businessDayOf, type DayRules, localTimeOf, type NightState } from '@/modules/venues/business-day';

export const STATES = ['WAITING', 'OFFERED', 'ACCEPTED', 'EXPIRED', 'DECLINED', 'CANCELLED'] as const;
export type WaitState = (typeof STATES)[number];
export const SOURCES = ['PUBLIC', 'HOST', 'WALK_IN'] as const;
export type WaitSource = (typeof SOURCES)[number];

const MINUTE = 60_000;

/** How long an offer stands: for tonight, and for another night. */
export const OFFER_MS = { tonight: 15 * MINUTE, later: 120 * MINUTE } as const;

/** The most parties that wait for one night, and the most that one contact has waiting there. */
export const MAX_WAITING = 200;

/** For how long whoever changed an entry may take that back. */
export const UNDO_MS = 10 * MINUTE;

/** The highest priority that staff can give. */
export const HIGHEST = 9;

/** When an offer ends that is made now: at the latest when its time begins. */
export function offerEnd(now: Date, at: Date, night: NightState): Date {
  const given = now.getTime() + (night === 'running' ? OFFER_MS.tonight : OFFER_MS.later);
  return new Date(Math.min(given, at.getTime()));
}

interface Offered {
  readonly state: WaitState;
  readonly offerExpiresAt: Date | null;
}

/** Where a party stands at an instant: an offer ends by the clock, whenever that is written down. */
export function stateAt({ state, offerExpiresAt }: Offered, now: Date): WaitState {
  const isOver = state === 'OFFERED' && offerExpiresAt !== null && offerExpiresAt <= now;
  return isOver ? 'EXPIRED' : state;
}

/** Whether a person may offer the party a time: it has none at the moment, and it has not left the list. */
export function mayBeOffered(state: WaitState): boolean {
  return state === 'WAITING' || state === 'EXPIRED' || state === 'DECLINED';
}

/** Whether the party is still on the list. */
export function isOpen(state: WaitState): boolean {
  return state === 'WAITING' || state === 'OFFERED';
}

interface Turn {
  readonly id: string;
  readonly priority: number;
  readonly createdAt: Date | string;
}

/** Whose turn comes first: by priority, then by who came first. */
export function byTurn(a: Turn, b: Turn): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  return +new Date(a.createdAt) - +new Date(b.createdAt) || (a.id < b.id ? -1 : 1);
}

interface Wish {
  readonly wishFrom: string | null;
  readonly wishUntil: string | null;
}

/** Whether the party can come at an instant of its night. */
export function isWished({ wishFrom, wishUntil }: Wish, at: Date | string, rules: DayRules): boolean {
  const place = placeOf(localTimeOf(at, rules.timeZone), rules);
  return (
    (wishFrom === null || place >= placeOf(wishFrom, rules)) &&
    (wishUntil === null || place <= placeOf(wishUntil, rules))
  );
}

/** Whether the first time is before the last one, in the order of the business day. */
export function isWindow({ wishFrom, wishUntil }: Wish, rules: DayRules): boolean {
  return wishFrom === null || wishUntil === null || placeOf(wishFrom, rules) <= placeOf(wishUntil, rules);
}

/** The minutes from the start of the business day to a time on the clock. */
function placeOf(time: string, { cutoffHour }: DayRules): number {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return (minutes - cutoffHour * 60 + 24 * 60) % (24 * 60);
}

/** Whose time is offered without anybody asking for it: nobody's, that of parties of later nights, or everybody's. */
export const OFFER_POLICIES = ['NEVER', 'LATER', 'ALWAYS'] as const;
export type OfferPolicy = (typeof OFFER_POLICIES)[number];

/** The hours of the venue's clock in which nobody is written to about a later night. */
const QUIET = { from: '22:00', until: '09:00' } as const;

/** Whether times of a night are offered by themselves now. A party that stands at the door is asked by a person. */
export function isOfferedByItself(policy: OfferPolicy, day: string, now: Date, rules: DayRules): boolean {
  const today = businessDayOf(now, rules);
  if (policy === 'NEVER' || day < today) return false;
  if (day === today) return policy === 'ALWAYS';
  const time = localTimeOf(now, rules.timeZone);
  return time >= QUIET.until && time < QUIET.from;
}

/** The last night for which somebody can wait. */
export function lastWaitDay(now: Date, rules: DayRules): string {
  return addDays(businessDayOf(now, rules), 365);
}
