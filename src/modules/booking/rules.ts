const MINUTE = 60_000;

/** How long a time is kept for whoever fills in the form, and how often they may ask for that time anew. */
export const HELD_MS = 5 * MINUTE;
export const RENEWALS = 1;

/** The most times of one night that are kept at once, for one network and for everybody. */
export const HELD_AT_ONCE = { address: 3, night: 60 } as const;

/** From how many bookings on somebody's next one is suspicious: those ahead of one contact, and those of one network within the time below. */
export const SUSPICIOUS = { openOfContact: 3, recentOfNetwork: 6 } as const;
export const RECENT_MS = 60 * MINUTE;

export interface Signs {
  /** Bookings of the contact at the venue that are still to come. */
  readonly openOfContact: number;
  /** Times that were kept for the network lately and became bookings. */
  readonly recentOfNetwork: number;
}

/** Whether a booking needs a code from its e-mail. Whoever books for the first or the second time is never asked. */
export function isSuspicious({ openOfContact, recentOfNetwork }: Signs): boolean {
  return openOfContact >= SUSPICIOUS.openOfContact || recentOfNetwork >= SUSPICIOUS.recentOfNetwork;
}

/** How many codes are sent for one time that is kept, and how many wrong ones are judged. */
export const CODE_LETTERS = 2;
export const CODE_TRIES = 5;

/** Who books by themselves without the venue saying otherwise. */
export const USUAL_PARTY = 8;

/** Nobody reads and fills in the form of the page in less time. */
export const LEAST_FILL_MS = 1500;

/** For how many days from today the page offers a day to choose. */
export const DAYS_AHEAD = 14;
