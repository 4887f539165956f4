import * as z from 'zod/mini';
import { BLOCK_MODES, CHANNELS, SHAPES } from './rules';

/** For `If-Match`: it rises with every change. */
const version = z.int();

/** A zone, as answers and events have it. */
export const Zone = z.object({
  id: z.string(),
  name: z.string(),
  /** Its place among the zones. */
  place: z.int(),
  /** Whether its tables can be booked. */
  active: z.boolean(),
  version,
});
export type Zone = z.infer<typeof Zone>;

/** Where a table stands on the plan of its zone, in units of 10 cm, and its turn in degrees. */
export const Plan = z.object({
  ...{ shape: z.enum(SHAPES), x: z.int(), y: z.int(), width: z.int(), height: z.int(), turn: z.int() },
});
export type Plan = z.infer<typeof Plan>;

/** A table, as answers and events have it. */
export const DiningTable = z.object({
  id: z.string(),
  name: z.string(),
  zoneId: z.nullable(z.string()),
  minSeats: z.int(),
  maxSeats: z.int(),
  /** Of two tables that suit a party as well, the one with the lower number is chosen. */
  priority: z.int(),
  channel: z.enum(CHANNELS),
  /** Null for a table that is on no plan. */
  plan: z.nullable(Plan),
  /** Whether it can be booked. */
  active: z.boolean(),
  version,
});
export type DiningTable = z.infer<typeof DiningTable>;

/** Tables that can be joined, as answers and events have them. */
export const Combination = z.object({
  id: z.string(),
  tableIds: z.array(z.string()),
  minSeats: z.int(),
  maxSeats: z.int(),
  active: z.boolean(),
  version,
});
export type Combination = z.infer<typeof Combination>;

/** A time in which a table, a zone or a service, or without any of them the whole venue, cannot be booked. */
export const Block = z.object({
  id: z.string(),
  tableId: z.nullable(z.string()),
  zoneId: z.nullable(z.string()),
  serviceId: z.nullable(z.string()),
  startsAt: z.string(),
  endsAt: z.string(),
  mode: z.enum(BLOCK_MODES),
  /** Null also for who may not read what is noted about guests. */
  reason: z.nullable(z.string()),
  version,
});
export type Block = z.infer<typeof Block>;
