import * as z from 'zod';
import { LOCALES } from '@/i18n/locale';
import { TableIds } from '@/modules/tables/fields';
import { Day, Email, Id, InstantText, Line, Lines, Name, orAbsent, orNull } from '@/platform/input/fields';
import { HIGHEST } from './rules';

const Phone = Line(60).transform((text) => text.replace(/[\s().-]/g, ''));
const Party = z.coerce.number().int().min(1).max(1000);
/** A time on the venue's clock. */
const Clock = Line(5).pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM'));
const Slug = Line(80).pipe(z.string().min(1));

/** GET /api/espera: without a day, tonight and every later night. */
export const ListWaitlistInput = z.strictObject({ day: orAbsent(Day) });
export type ListWaitlistInput = z.infer<typeof ListWaitlistInput>;

/** GET /api/espera/estimacion */
export const WaitsInput = z.strictObject({});

const Fields = {
  party: Party,
  from: orNull(Clock),
  until: orNull(Clock),
  name: Name(120),
  phone: orNull(Phone),
  email: orNull(Email),
  notes: orNull(Lines(1000)),
  priority: z.number().int().min(0).max(HIGHEST),
};

/** POST /api/espera; a party that stands there waits for tonight. */
export const CreateEntryInput = z.strictObject({
  ...Fields,
  day: orAbsent(Day),
  priority: Fields.priority.default(0),
  source: z.enum(['HOST', 'WALK_IN']).default('HOST'),
});
export type CreateEntryInput = z.infer<typeof CreateEntryInput>;

/**
 * PUT /api/espera/[id]: a field that is absent stays as it is. `answer` is what the party said of its offer on the phone, or at the
 * door.
 */
export const UpdateEntryInput = z.strictObject({
  id: Id,
  ...z.object(Fields).partial().shape,
  answer: z.enum(['ACCEPT', 'DECLINE']).optional(),
});
export type UpdateEntryInput = z.infer<typeof UpdateEntryInput>;

/** DELETE, GET enlace and POST anular of one entry. */
export const EntryId = z.strictObject({ id: Id });
export type EntryId = z.infer<typeof EntryId>;

/** POST /api/espera/[id]/oferta: without tables, the best that are free. */
export const OfferEntryInput = z.strictObject({ id: Id, at: InstantText, tableIds: TableIds.optional() });
export type OfferEntryInput = z.infer<typeof OfferEntryInput>;

/** POST /api/espera/[id]/sentar: without the field, the best tables that are free; an empty list is without any. */
export const SeatEntryInput = z.strictObject({ id: Id, tableIds: TableIds.optional() });
export type SeatEntryInput = z.infer<typeof SeatEntryInput>;

/** POST /api/public/[slug]/espera */
export const JoinInput = z.strictObject({
  slug: Slug,
  day: Day,
  party: Party,
  from: orNull(Clock),
  until: orNull(Clock),
  name: Name(120),
  phone: orNull(Phone),
  email: orNull(Email),
  notes: orNull(Lines(1000)),
  /** The version of the terms that they accept, and the language in which they read them. */
  policyVersion: z.coerce.number().int().min(0),
  locale: z.enum(LOCALES),
  /** A field that people do not see: what fills it in is a program. */
  website: z.string().optional(),
  /** When the form was shown, in milliseconds since 1970, where a page shows it. */
  shownAt: z.coerce.number().optional(),
});
export type JoinInput = z.infer<typeof JoinInput>;

/** What the page of a party that waits sends. `offer` names the offer that it saw, in milliseconds since 1970. */
export const WaitPageInput = z.strictObject({
  do: z.enum(['accept', 'decline', 'leave']),
  offer: z.coerce.number().optional(),
});
