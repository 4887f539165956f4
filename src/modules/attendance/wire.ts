import * as z from 'zod/mini';

/**
 * What the log says of people who are counted without changing how many of a party have arrived: people without a
 * reservation, people who leave or come back, and what is undone of that. It is one entry of the ledger, and nothing of it
 * is about a person. Arrivals of booked parties are told by `qr-scanned`.
 */
export const OccupancyRow = z.object({
  /** The entry's. */
  id: z.string(),
  businessDay: z.string(),
  flow: z.string(),
  kind: z.string(),
  /** Signed people, on the side that `flow` names. */
  delta: z.int(),
  gateId: z.nullable(z.string()),
  category: z.nullable(z.string()),
  /** Whether they belong to a party with a reservation. */
  booked: z.boolean(),
  version: z.int(),
});
export type OccupancyRow = z.infer<typeof OccupancyRow>;
