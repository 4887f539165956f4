import * as z from 'zod/mini';
import { MODES } from './rules';

const OptionalCount = z.nullable(z.int());
const OptionalTime = z.nullable(z.string());

/** A service, as answers and events have it. Times are HH:MM of the venue's clock; `services/tables.ts` says what each rule means. */
export const Service = z.object({
  id: z.string(),
  name: z.string(),
  /** ISO weekdays of the business day: 1 is Monday, 7 is Sunday. */
  weekdays: z.array(z.int()),
  firstDay: z.nullable(z.string()),
  lastDay: z.nullable(z.string()),
  opensAt: z.string(),
  lastSeatingAt: z.string(),
  closesAt: z.string(),
  stepMinutes: z.int(),
  mode: z.enum(MODES),
  turnMinutes: z.int(),
  bufferMinutes: z.int(),
  noticeMinutes: z.int(),
  horizonDays: z.int(),
  turns: z.array(z.object({ minParty: z.int(), maxParty: z.int(), minutes: z.int(), bufferMinutes: z.int() })),
  pacing: z.array(
    z.object({
      from: OptionalTime,
      until: OptionalTime,
      startCovers: OptionalCount,
      startParties: OptionalCount,
      presentCovers: OptionalCount,
      presentParties: OptionalCount,
      onlineCovers: OptionalCount,
    }),
  ),
  parties: z.array(z.object({ maxParty: z.int(), seats: z.int(), from: OptionalTime, until: OptionalTime })),
  exceptions: z.array(
    z.object({
      day: z.string(),
      hours: z.nullable(z.object({ opensAt: z.string(), lastSeatingAt: z.string(), closesAt: z.string() })),
    }),
  ),
  active: z.boolean(),
  /** For `If-Match`: it rises with every change. */
  version: z.int(),
});
export type Service = z.infer<typeof Service>;
