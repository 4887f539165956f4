import * as z from 'zod/mini';
import { SOURCES, STATES } from './rules';

/** A time that is kept for a party until it answers. */
const Offer = z.object({
  /** ISO instants in UTC. */
  at: z.string(),
  expiresAt: z.string(),
  /** What people read of its tables; null in a service that gives none. */
  tableName: z.nullable(z.string()),
});

/** A party on the waiting list, as answers and events have it. */
export const WaitlistEntry = z.object({
  id: z.string(),
  businessDay: z.string(),
  guestCount: z.int(),
  /** Times on the venue's clock, HH:MM; null is any. */
  wishFrom: z.nullable(z.string()),
  wishUntil: z.nullable(z.string()),
  customerName: z.string(),
  customerPhone: z.nullable(z.string()),
  customerEmail: z.nullable(z.string()),
  notes: z.nullable(z.string()),
  /** The greater one comes first. */
  priority: z.int(),
  source: z.enum(SOURCES),
  state: z.enum(STATES),
  /** The last one that was made; it stands while the state is `OFFERED` and its end is ahead. */
  offer: z.nullable(Offer),
  /** What it has become. */
  reservationId: z.nullable(z.string()),
  createdAt: z.string(),
  /** For `If-Match`: it rises with every change. */
  version: z.int(),
});
export type WaitlistEntry = z.infer<typeof WaitlistEntry>;
