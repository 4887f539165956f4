import * as z from 'zod';
import { cleanLine, cleanLines, isBlank, isVisible } from './text';

/** Text that both a database and a browser can store: no NUL character and no half of a surrogate pair. */
export const Text = z.string().refine((text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text), 'not valid text');

/** One line of at most `max` characters, measured as it is stored: trimmed, NFC, without invisible characters. */
export const Line = (max: number) => Text.transform(cleanLine).pipe(z.string().max(max));

/** Like `Line`, with line breaks. */
export const Lines = (max: number) => Text.transform(cleanLines).pipe(z.string().max(max));

/** The name of a person, a table or a venue: a line with at least one visible character. */
export const Name = (max: number) => Line(max).refine(isVisible, 'nothing to see');

export const Email = Line(200).pipe(z.email());

export const Id = Line(64).pipe(z.string().min(1));

/** Nothing: null, or a text without a visible character. */
const Blank = z.null().or(z.string().refine(isBlank));

/** A field that may be left empty: a blank value is stored as null. */
export const orNull = <T extends z.core.$ZodType>(schema: T) =>
  z.union([Blank.transform(() => null), schema]).optional();

/** A parameter that may be left out: a blank value counts as not given. */
export const orAbsent = <T extends z.core.$ZodType>(schema: T) =>
  z.union([Blank.transform(() => undefined), schema]).optional();

/** Instants and days are bounded so that every calendar and the database can represent them. */
const YEARS = { first: 2000, last: 2099 } as const;
const within = (year: number) => year >= YEARS.first && year <= YEARS.last;

/** Instant with its offset, ISO 8601, from a clock that may be wrong. */
export const AnyInstantText = Line(40).pipe(z.iso.datetime({ offset: true }));

/** Instant with its offset, ISO 8601. */
export const InstantText = AnyInstantText.refine(
  (text) => within(new Date(text).getUTCFullYear()),
  `from ${YEARS.first} to ${YEARS.last}`,
);

/** Calendar day, YYYY-MM-DD. */
export const Day = Line(20).pipe(
  z.iso.date().refine((text) => within(Number(text.slice(0, 4))), `from ${YEARS.first} to ${YEARS.last}`),
);
