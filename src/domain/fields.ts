import { z } from 'zod';

/** Text that a database and a browser can both hold: no NUL character and no half of a surrogate pair. */
export const Text = z.string().refine((text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text), 'not valid text');

export const Id = Text.min(1).max(64);

/** Instants and days are bounded so that every calendar and the database can hold them. */
const YEARS = { first: 2000, last: 2099 } as const;
const within = (year: number) => year >= YEARS.first && year <= YEARS.last;

/** Instant with its offset, ISO 8601, as a clock that may be wrong tells it. */
export const AnyInstantText = z.iso.datetime({ offset: true });

/** Instant with its offset, ISO 8601. */
export const InstantText = AnyInstantText.refine(
  (text) => within(new Date(text).getUTCFullYear()),
  `from ${YEARS.first} to ${YEARS.last}`,
);

/** Calendar day, YYYY-MM-DD. */
export const Day = z.iso
  .date()
  .refine((text) => within(Number(text.slice(0, 4))), `from ${YEARS.first} to ${YEARS.last}`);
