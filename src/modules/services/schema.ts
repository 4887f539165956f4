import * as z from 'zod';
import { ChannelField } from '@/modules/tables/fields';
import { changeOf } from '@/modules/tables/schema';
import { Day, InstantText, Name, orAbsent } from '@/platform/input/fields';
import { MODES, MOST } from './rules';

/** HH:MM */
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:MM');
const Minutes = (least: number, most: number) => z.number().int().min(least).max(most);
const Limit = z.number().int().min(0).max(100_000).nullable().default(null);
const Party = z.number().int().min(1).max(1000);
const Part = { from: Time.nullable().default(null), until: Time.nullable().default(null) };

const Turn = z
  .strictObject({
    ...{ minParty: Party, maxParty: Party, minutes: Minutes(15, 1440), bufferMinutes: Minutes(0, 240).default(0) },
  })
  .refine(({ minParty, maxParty }) => minParty <= maxParty, 'a larger party at least than at most');
const Pacing = z.strictObject({
  ...{ ...Part, startCovers: Limit, startParties: Limit, presentCovers: Limit, presentParties: Limit },
  onlineCovers: Limit,
});
const PartyRule = z.strictObject({ maxParty: Party, seats: Party, ...Part });
const Exception = z.strictObject({
  day: Day,
  hours: z.strictObject({ opensAt: Time, lastSeatingAt: Time, closesAt: Time }).nullable(),
});

const Weekdays = z
  .array(z.number().int().min(1).max(7))
  .min(1)
  .transform((days) => [...new Set(days)].sort());
const Exceptions = z
  .array(Exception)
  .max(MOST.exceptions)
  .refine((days) => new Set(days.map(({ day }) => day)).size === days.length, 'a day twice');

const Fields = {
  name: Name(40),
  weekdays: Weekdays,
  firstDay: Day.nullable(),
  lastDay: Day.nullable(),
  opensAt: Time,
  lastSeatingAt: Time,
  closesAt: Time,
  stepMinutes: Minutes(5, 240),
  mode: z.enum(MODES),
  turnMinutes: Minutes(15, 1440),
  bufferMinutes: Minutes(0, 240),
  noticeMinutes: Minutes(0, 60 * 24 * 60),
  horizonDays: Minutes(0, 730),
  turns: z.array(Turn).max(MOST.rules),
  pacing: z.array(Pacing).max(MOST.rules),
  parties: z.array(PartyRule).max(MOST.rules),
  exceptions: Exceptions,
  active: z.boolean(),
};

export const CreateServiceInput = z.strictObject({
  ...Fields,
  weekdays: Fields.weekdays.default([1, 2, 3, 4, 5, 6, 7]),
  firstDay: Fields.firstDay.default(null),
  lastDay: Fields.lastDay.default(null),
  stepMinutes: Fields.stepMinutes.default(15),
  mode: Fields.mode.default('TABLES'),
  turnMinutes: Fields.turnMinutes.default(120),
  bufferMinutes: Fields.bufferMinutes.default(0),
  noticeMinutes: Fields.noticeMinutes.default(60),
  horizonDays: Fields.horizonDays.default(60),
  turns: Fields.turns.default([]),
  pacing: Fields.pacing.default([]),
  parties: Fields.parties.default([]),
  exceptions: Fields.exceptions.default([]),
  active: Fields.active.default(true),
});
export type CreateServiceInput = z.infer<typeof CreateServiceInput>;

export const UpdateServiceInput = changeOf(Fields);

/** GET /api/disponibilidad */
export const AvailabilityInput = z.strictObject({
  day: Day,
  party: z.coerce.number().int().min(1).max(1000),
  channel: ChannelField.default('IN_HOUSE'),
  /** The time that was wished for, whose nearest are named when nothing is free then. */
  around: orAbsent(InstantText),
});
export type AvailabilityInput = z.infer<typeof AvailabilityInput>;
